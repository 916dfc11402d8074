import type { KubernetesObject } from '../core/api/kubernetesObject';
import { KubectlError } from './kubectlError';
import { pause, type WatchNews } from './watch';

/** Milliseconds between two looks. */
const everyMs = 1_000;

/**
 * Reads again and again what may not be watched, until `signal` is aborted: what happens in between is not seen.
 * @throws KubectlError where going on makes no sense
 */
export async function poll<T extends KubernetesObject>(
  read: () => Promise<T[]>,
  onNews: (news: WatchNews<T>) => void,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<void> {
  let isLost = false;
  while (!signal.aborted) {
    try {
      const objects = await read();
      if (isLost) onNews({ type: 'CONNECTED', at: now() });
      isLost = false;
      onNews({ type: 'LIST', at: now(), objects });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof KubectlError) || (error.failure !== 'unreachable' && error.failure !== 'timedOut'))
        throw error;
      isLost = true;
      onNews({ type: 'DISCONNECTED', at: now(), reason: error.message, retryMs: everyMs });
    }
    await pause(everyMs, signal);
  }
}
