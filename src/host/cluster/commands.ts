import type { Uri } from 'vscode';
import { applyAndWatch } from './applyAndWatch';
import { tellFailure } from './failures';
import { explainRunningPod, watchAgain, watchWorkload } from './watchRunning';

/** The commands that run kubectl; loaded when one is called. */
export const clusterCommands = {
  applyAndWatch: (extension: Uri, target?: unknown) => told(applyAndWatch(extension, uriIn(target))),
  explainRunningPod: (extension: Uri, target?: unknown) => told(explainRunningPod(extension, target)),
  watchWorkload: (extension: Uri, target?: unknown) => told(watchWorkload(extension, target)),
  watchAgain,
  tellFailure,
};

async function told(done: Promise<void>): Promise<void> {
  await done.catch(tellFailure);
}

function uriIn(target: unknown): Uri | undefined {
  return typeof target === 'object' && target !== null && 'scheme' in target ? (target as Uri) : undefined;
}
