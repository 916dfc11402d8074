import { firstRelease, releaseWords } from '../core/circumstances/chosenRelease';
import type { ClusterRelease } from '../core/observe/clusterRelease';
import { onOneLine } from '../core/onOneLine';

/**
 * Of which releases the cluster of an observed start is, in its own words, and which one is simulated for it where that is
 * another one; empty where nothing tells.
 */
export function clusterText({ kubelet, server, runtime }: ClusterRelease): string {
  const parts = [
    ...(kubelet === undefined ? [] : [`kubelet ${kubelet}`]),
    ...(runtime === undefined ? [] : [runtime]),
    ...(server === undefined ? [] : [`API server ${server}`]),
  ];
  if (parts.length === 0) return '';
  const taken = firstRelease([
    ['cluster', kubelet],
    ['cluster', server],
  ]);
  const note = taken.origin?.asked === undefined ? [] : [`note: ${releaseWords(taken)}`];
  return [`the cluster: ${parts.join(', ')}`, ...note].map((line) => `${onOneLine(line)}\n`).join('');
}
