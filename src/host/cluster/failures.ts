import { log } from '../log';
import { showError } from '../shown/notifications';
import { KubectlError } from '../../kubectl/kubectlError';
import { nextStep } from '../../kubectl/nextStep';

/** Tells what failed, with what to do next, and has what kubectl said in the output. */
export async function tellFailure(error: unknown): Promise<void> {
  if (error instanceof KubectlError && error.failure === 'cancelled') return;
  const message = error instanceof Error ? error.message : String(error);
  log().error(message);
  const more = error instanceof KubectlError ? error.stderr : error instanceof Error ? error.stack : undefined;
  if (more) log().error(more.trimEnd());
  const show = 'Show Output';
  const sentence = `Pod Startup: ${message.replace(/\.?$/, '.')}`;
  const step = stepAfter(error);
  const chosen = await showError(step === undefined ? sentence : `${sentence} ${step}`, show);
  if (chosen === show) log().show(true);
}

/** What to do next, in VS Code's terms where they are nearer. */
function stepAfter(error: unknown): string | undefined {
  if (!(error instanceof KubectlError)) return undefined;
  if (error.failure === 'missing') return 'Set podStartup.kubectl.path.';
  if (error.failure === 'notFound') return 'It may have been deleted: choose again.';
  return nextStep(error.failure, error.message);
}
