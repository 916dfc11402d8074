import { isEmptySelector, selects } from '../../api/labelSelector';
import type { LabelSelector, Pod } from '../../api/types';
import { matchesNodeAffinity } from '../nodeAffinity';
import { unresolvable, unschedulable, type Plugin } from '../plugin';
import { untolerated } from '../tolerations';
import { entryOf } from '../../entryOf';

const notMatching = "node(s) didn't match pod topology spread constraints";

/**
 * Constraints that must hold (plugins/podtopologyspread/filtering.go, 1.37). The cluster has one node, so each
 * topology has at most one domain, and its pods are all there are.
 */
export const podTopologySpread: Plugin = {
  name: 'PodTopologySpread',
  filter: ({ pod, node }) => {
    const constraints = (pod.spec?.topologySpreadConstraints ?? []).filter(
      ({ whenUnsatisfiable }) => whenUnsatisfiable === 'DoNotSchedule',
    );
    const hasAllKeys = constraints.every(({ topologyKey }) => entryOf(node.labels, topologyKey) !== undefined);
    for (const constraint of constraints) {
      if (entryOf(node.labels, constraint.topologyKey) === undefined)
        return unresolvable(`${notMatching} (missing required label)`);
      const counts =
        hasAllKeys &&
        ((constraint.nodeAffinityPolicy ?? 'Honor') !== 'Honor' || matchesNodeAffinity(pod, node)) &&
        (constraint.nodeTaintsPolicy !== 'Honor' ||
          !untolerated(node.taints, pod.spec?.tolerations, ['NoSchedule', 'NoExecute']));
      const there = counts
        ? matching(
            [...node.pods.values()].map((info) => info.pod),
            pod,
            constraint.labelSelector,
          )
        : 0;
      // The one domain is the emptiest; where there are fewer domains than wanted, the emptiest counts as empty.
      const least = counts && (constraint.minDomains ?? 1) <= 1 ? there : 0;
      const own = selects(constraint.labelSelector, pod.metadata?.labels) ? 1 : 0;
      if (there + own - least > constraint.maxSkew) return unschedulable(notMatching);
    }
    return undefined;
  },
  hints: ['PodDeleted', 'PodAdded'],
};

function matching(others: readonly Pod[], { metadata }: Pod, selector: LabelSelector | undefined): number {
  if (!selector || isEmptySelector(selector)) return 0;
  return others.filter(
    (other) =>
      !other.metadata?.deletionTimestamp &&
      other.metadata?.namespace === metadata?.namespace &&
      selects(selector, other.metadata?.labels),
  ).length;
}
