import { log } from '../log';
import { showError } from '../shown/notifications';
import { KubectlError } from '../../kubectl/kubectlError';

/** Tells what failed, with what to do next, and has what kubectl said in the output. */
export async function tellFailure(error: unknown): Promise<void> {
  if (error instanceof KubectlError && error.failure === 'cancelled') return;
  const message = error instanceof Error ? error.message : String(error);
  log().error(message);
  const more = error instanceof KubectlError ? error.stderr : error instanceof Error ? error.stack : undefined;
  if (more) log().error(more.trimEnd());
  const show = 'Show Output';
  const sentence = `Pod Startup: ${message.replace(/\.?$/, '.')}`;
  const chosen = await showError([sentence, ...nextStep(error)].join(' '), show);
  if (chosen === show) log().show(true);
}

function nextStep(error: unknown): string[] {
  if (!(error instanceof KubectlError)) return [];
  switch (error.failure) {
    case 'unreachable':
    case 'timedOut':
      return ['Check that the cluster is up and reachable (VPN, proxy): kubectl cluster-info.'];
    case 'unauthorized':
      return ['Log in to the cluster again.'];
    case 'forbidden':
      return ['Ask for a role that allows it: kubectl auth can-i --list.'];
    case 'missing':
      return ['Set podStartup.kubectl.path.'];
    case 'notFound':
      return ['It may have been deleted: choose again.'];
    default:
      return [];
  }
}
