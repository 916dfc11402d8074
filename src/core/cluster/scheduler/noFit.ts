/**
 * `0/3 nodes are available: 2 Insufficient cpu, 1 node(s) had untolerated taint(s).` (pkg/scheduler/framework/types.go
 * FitError, 1.37)
 * @param reasons those of each node
 */
export function noFit(reasons: readonly (readonly string[])[]): string {
  const counts = new Map<string, number>();
  for (const reason of reasons.flat()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const list = [...counts].map(([reason, count]) => `${count} ${reason}`).sort();
  return `0/${reasons.length} nodes are available: ${list.join(', ')}.`;
}
