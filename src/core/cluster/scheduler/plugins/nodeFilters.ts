import { unresolvable, type Attempt, type Plugin } from '../interface/plugin';
import { inProportion } from '../interface/scores';
import { tolerates, untolerated } from '../../../componentHelpers/tolerations';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** A cordoned node (plugins/nodeunschedulable/node_unschedulable.go, 1.37). */
export const nodeUnschedulable: Plugin = {
  name: 'NodeUnschedulable',
  filter: ({ pod, node }) => {
    if (!node.unschedulable) return undefined;
    const taint = { key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' };
    if (pod.spec?.tolerations?.some((toleration) => tolerates(toleration, taint))) return undefined;
    return unresolvable('node(s) were unschedulable');
  },
  hints: [],
};

/** A node with taints that the pod does not bear (plugins/tainttoleration/taint_toleration.go, 1.37). */
export function taintToleration({ namesUntoleratedTaint }: KubernetesRelease): Plugin {
  return {
    name: 'TaintToleration',
    filter: ({ pod, node }) => {
      const taint = untolerated(node.taints, pod.spec?.tolerations, ['NoSchedule', 'NoExecute']);
      if (!taint) return undefined;
      const { key, value = '' } = taint;
      return unresolvable(
        namesUntoleratedTaint ? `node(s) had untolerated taint {${key}: ${value}}` : 'node(s) had untolerated taint(s)',
      );
    },
    score: (attempts) => inProportion(attempts.map(unwelcome)).map((score) => 100 - score),
    weight: 3,
    hints: [],
  };
}

/** How many taints there are that only ask to stay away, and that the pod does not bear. */
function unwelcome({ pod, node }: Attempt): number {
  const tolerations = pod.spec?.tolerations ?? [];
  return node.taints.filter(
    (taint) => taint.effect === 'PreferNoSchedule' && !tolerations.some((toleration) => tolerates(toleration, taint)),
  ).length;
}
