import type { Amounts, NodeInfo } from '../interface/nodeInfo';
import type { Attempt, Plugin } from '../interface/plugin';

/** How evenly CPU and memory would be used (plugins/noderesources/balanced_allocation.go, 1.37). */
export const balancedAllocation: Plugin = {
  name: 'NodeResourcesBalancedAllocation',
  score: (attempts) => attempts.map(improvement),
  weight: 1,
  hints: [],
};

/** 75 where the pod changes nothing, less where it brings the two apart; a pod that asks for neither is not judged. */
function improvement({ info: { requests }, node }: Attempt): number {
  if (!requests.get('cpu') && !requests.get('memory')) return 0;
  return 50 + Math.trunc((50 + balance(node, requests) - balance(node, new Map())) / 2);
}

function balance({ allocatable, requested }: NodeInfo, added: Amounts): number {
  const fractions = ['cpu', 'memory'].flatMap((name) => {
    const all = Number(allocatable.get(name) ?? 0n);
    return all === 0 ? [] : [Math.min(1, Number((requested.get(name) ?? 0n) + (added.get(name) ?? 0n)) / all)];
  });
  const [cpu = 0, memory = cpu] = fractions;
  return Math.trunc((1 - Math.abs((cpu - memory) / 2)) * 100);
}
