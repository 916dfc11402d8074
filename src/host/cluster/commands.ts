import type { Uri } from 'vscode';
import { KubectlError } from '../../kubectl/kubectl';
import { applyAndWatch } from './applyAndWatch';
import { showError } from '../shown/notifications';
import { explainRunningPod, watchAgain, watchWorkload } from './watchRunning';

/** The commands that run kubectl; loaded when one is called. */
export const clusterCommands = {
  applyAndWatch: (extension: Uri, target?: unknown) => told(applyAndWatch(extension, uriIn(target))),
  explainRunningPod: (extension: Uri, target?: unknown) => told(explainRunningPod(extension, target)),
  watchWorkload: (extension: Uri, target?: unknown) => told(watchWorkload(extension, target)),
  watchAgain,
};

/** What kubectl could not do is told in its own words, with what to do next. */
async function told(done: Promise<void>): Promise<void> {
  try {
    await done;
  } catch (error) {
    if (!(error instanceof KubectlError)) throw error;
    if (error.failure === 'cancelled') return;
    await showError(`Pod Startup: ${error.message.replace(/\.?$/, '.')} ${nextStep(error)}`);
  }
}

function nextStep({ failure }: KubectlError): string {
  switch (failure) {
    case 'unreachable':
    case 'timedOut':
      return 'Check that the cluster is up and reachable (VPN, proxy): kubectl cluster-info.';
    case 'unauthorized':
      return 'Log in to the cluster again.';
    case 'forbidden':
      return 'Ask for a role that allows it: kubectl auth can-i --list.';
    case 'missing':
      return 'Set podStartup.kubectl.path.';
    case 'notFound':
      return 'It may have been deleted: choose again.';
    default:
      return '';
  }
}

function uriIn(target: unknown): Uri | undefined {
  return typeof target === 'object' && target !== null && 'scheme' in target ? (target as Uri) : undefined;
}
