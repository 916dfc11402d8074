import type { Trace } from '../trace/trace';
import type { ClusterRelease } from './clusterRelease';
import { savedObservation } from './savedObservation';
import { isStartFile } from './saved/readStartFile';
import { SavedOutputError } from './saved/savedOutputError';

/** A start that saved output tells of. */
export interface SavedStart {
  trace: Trace;
  /** Of the cluster and of the node of its first pod, as far as the output tells. */
  release: ClusterRelease;
}

/**
 * The start that saved output tells of; undefined for what no cluster has stored: a manifest may have a status, too.
 * @throws SavedOutputError for a saved start that cannot be read
 */
export function savedStart(name: string, text: string): SavedStart | undefined {
  try {
    const observation = savedObservation([{ name, text }]);
    const trace = observation.trace();
    const { pods, events } = trace.view;
    const release = observation.release(pods[0]?.spec?.nodeName);
    return events.length > 0 || pods.some(({ metadata }) => metadata?.uid) ? { trace, release } : undefined;
  } catch (error) {
    if (error instanceof SavedOutputError && !isStartFile(text, name)) return undefined;
    throw error;
  }
}
