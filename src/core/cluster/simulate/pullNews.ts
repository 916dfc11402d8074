import type { Pod } from '../../api/types';
import type { RecordedCall } from '../kubelet/context/criClient';

/**
 * When the first pull for a container of the pod, or of one before it in its node's queue, came to its end, in
 * milliseconds since the epoch: the pod's start goes on from there. Infinity while it is under way, 0 where there was
 * none. Later pulls are those of restarts and retries.
 */
export function pullNews(calls: readonly RecordedCall[], { metadata, spec }: Pod): number {
  const seen = new Set<string>();
  let news = 0;
  for (const call of calls) {
    if (call.method !== 'PullImage' || call.node !== spec?.nodeName) continue;
    const key = `${call.namespace}/${call.pod} ${call.container} ${call.request.image?.image}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const isOver = call.response !== undefined || call.error !== undefined;
    if (!isOver) return Number.POSITIVE_INFINITY;
    const isOwn = call.namespace === metadata?.namespace && call.pod === metadata?.name;
    if (isOwn && !call.error) news = Math.max(news, call.end);
  }
  return news;
}
