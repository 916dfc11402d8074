import type { KubernetesObject } from '../core/api/kubernetesObject';
import { jsonLines } from './jsonLines';
import type { Kubectl } from './kubectl';
import { KubectlError } from './kubectlError';
import { kubectlArgs, withQuery, type Checked } from './kubectlArgs';
import { isNamedObject, readWatchEvent } from './kubectlJson';
import { isMap } from '../core/isMap';

/** What a watch tells, in order. `at` is the time of arrival in milliseconds since the epoch. */
export type WatchNews<T extends KubernetesObject> =
  /** Everything there is: at the start, and again where the server had forgotten how far we were (410 Gone). */
  | { type: 'LIST'; at: number; objects: T[] }
  | { type: 'ADDED' | 'MODIFIED' | 'DELETED'; at: number; object: T }
  /** So many objects were left out, as they are none that have a name. */
  | { type: 'LEFT_OUT'; at: number; count: number }
  /** The connection dropped and is tried again after `retryMs`. */
  | { type: 'DISCONNECTED'; at: number; reason: string; retryMs: number }
  | { type: 'CONNECTED'; at: number };

export interface WatchTarget {
  /** The collection's path: `/api/v1/namespaces/default/pods`. */
  path: Checked;
  labelSelector?: string;
  fieldSelector?: string;
}

const firstRetryMs = 500;
const longestRetryMs = 15_000;
/** A watch that lived for so long is followed by the next one at once; one that ends earlier is as good as none. */
const steadyMs = 5_000;
/** The server ends a watch after this many seconds, and we go on where it ended. */
const watchSeconds = 1_800;
/** A pod watch has a bookmark about every minute, events have none: after so much silence the server is asked whether it is there. */
const silenceMs = 200_000;
/** Milliseconds that a server which was lost may take to answer. */
const probeMs = 10_000;

/**
 * Lists a collection and follows it through `kubectl get --raw`, until `signal` is aborted.
 * Goes on after dropped connections, ended and expired watches; nothing that the server knows is lost.
 * @throws KubectlError where going on makes no sense: forbidden, unauthorized, kubectl missing, a cluster that never answered.
 */
export async function watch<T extends KubernetesObject>(
  kubectl: Kubectl,
  target: WatchTarget,
  onNews: (news: WatchNews<T>) => void,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<void> {
  let resourceVersion: string | undefined;
  let retryMs = firstRetryMs;
  let wasListed = false;
  let isLost = false;
  let isSilent = false;
  const found = (): void => {
    if (isLost) onNews({ type: 'CONNECTED', at: now() });
    isLost = false;
    isSilent = false;
  };
  const lost = (reason: string): void => {
    isLost = true;
    onNews({ type: 'DISCONNECTED', at: now(), reason, retryMs });
  };
  /** Waits longer each time until a watch lived for a while. */
  const wait = async (): Promise<void> => {
    await pause(retryMs, signal);
    retryMs = Math.min(longestRetryMs, retryMs * 2);
  };
  while (!signal.aborted) {
    let since: number | undefined;
    const isSteady = (): boolean => since !== undefined && now() - since >= steadyMs;
    try {
      if (resourceVersion === undefined) {
        resourceVersion = await list(kubectl, target, onNews, signal, now);
        wasListed = true;
      } else if (isLost || isSilent) {
        // A watch says nothing until something changes: asking shows at once whether the server is there again.
        await kubectl.run(kubectlArgs`get --raw=${url(target, { limit: '1' })}`, { signal, timeoutMs: probeMs });
      }
      found();
      const query = { watch: '1', resourceVersion, allowWatchBookmarks: 'true', timeoutSeconds: `${watchSeconds}` };
      let isExpired = false;
      const parse = jsonLines((value) => {
        const event = readWatchEvent(value);
        if (event?.type === 'ERROR') {
          isExpired = true;
          return;
        }
        // A bookmark has no name.
        const { metadata } = event?.object ?? {};
        const version = isMap(metadata) ? metadata['resourceVersion'] : undefined;
        if (typeof version === 'string') resourceVersion = version;
        if (event?.type === 'BOOKMARK') return;
        const { type, object } = event ?? {};
        if ((type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED') && isNamedObject(object))
          onNews({ type, at: now(), object: object as unknown as T });
        else onNews({ type: 'LEFT_OUT', at: now(), count: 1 });
      });
      since = now();
      await kubectl.stream(kubectlArgs`get --raw=${url(target, query)}`, parse, { signal, silenceMs });
      if (isExpired) resourceVersion = undefined; // 410 Gone and the like: list anew
      // Who ends every watch soon, whatever it says in it, is not asked without a break.
      if (isSteady()) retryMs = firstRetryMs;
      else {
        if (!isExpired && !signal.aborted) lost('the API server ended the watch early');
        await wait();
      }
    } catch (error) {
      if (signal.aborted) return;
      // What could never be read is no connection that dropped.
      if (!wasListed) throw error;
      const failure = error instanceof KubectlError ? error.failure : 'failed';
      if (failure === 'forbidden' || failure === 'unauthorized' || failure === 'missing' || failure === 'notFound')
        throw error;
      if (isSteady()) retryMs = firstRetryMs;
      if (failure === 'timedOut' && since !== undefined) {
        isSilent = true; // dead, or nothing happened: asking will show
        continue;
      }
      if (failure !== 'unreachable' && failure !== 'timedOut') resourceVersion = undefined; // what we have may be stale: list anew
      if (failure !== 'expired') lost(error instanceof Error ? error.message : String(error));
      await wait();
    }
  }
}

async function list<T extends KubernetesObject>(
  kubectl: Kubectl,
  target: WatchTarget,
  onNews: (news: WatchNews<T>) => void,
  signal: AbortSignal,
  now: () => number,
): Promise<string> {
  const found = await listOnce<T>(kubectl, target, onNews, signal, now);
  onNews({ type: 'LIST', at: now(), objects: found.objects });
  return found.resourceVersion ?? '0';
}

/** Lists a collection once. @throws KubectlError */
export async function listOnce<T extends KubernetesObject>(
  kubectl: Kubectl,
  target: WatchTarget,
  onNews: (news: WatchNews<T>) => void,
  signal: AbortSignal,
  now: () => number = Date.now,
): Promise<{ objects: T[]; resourceVersion?: string }> {
  const { leftOut, ...found } = await kubectl.list(kubectlArgs`get --raw=${url(target, {})}`, {
    signal,
    timeoutMs: 30_000,
  });
  if (leftOut > 0) onNews({ type: 'LEFT_OUT', at: now(), count: leftOut });
  return { ...found, objects: found.objects as KubernetesObject[] as T[] };
}

/** A collection's address, with selectors. */
function url({ path, labelSelector, fieldSelector }: WatchTarget, query: Record<string, string>): Checked {
  const selectors = { ...(labelSelector && { labelSelector }), ...(fieldSelector && { fieldSelector }) };
  return withQuery(path, Object.entries({ ...query, ...selectors }));
}

/** Resolves after a time, or when `signal` is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
  });
}
