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
  const chosen = await showError([sentence, ...nextSteps(error)].join(' '), show);
  if (chosen === show) log().show(true);
}

function nextSteps(error: unknown): string[] {
  if (!(error instanceof KubectlError)) return [];
  switch (error.failure) {
    case 'missing':
      return ['Set podStartup.kubectl.path.'];
    case 'notFound':
      return ['It may have been deleted: choose again.'];
    default:
      return [nextStep(error.failure, error.message) ?? []].flat();
  }
}
