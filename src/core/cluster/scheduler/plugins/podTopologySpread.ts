import { isEmptySelector, selects } from '../../../api/labelSelector';
import type { LabelSelector, Pod, TopologySpreadConstraint } from '../../../api/types';
import { defaultSelector } from '../interface/defaultSelector';
import { matchesNodeAffinity } from '../../../componentHelpers/nodeAffinity';
import { podsOn, type NodeInfo } from '../interface/nodeInfo';
import { unresolvable, unschedulable, type Attempt, type Plugin } from '../interface/plugin';
import { untolerated } from '../../../componentHelpers/tolerations';
import { entryOf } from '../../../entryOf';

const notMatching = "node(s) didn't match pod topology spread constraints";
const hostName = 'kubernetes.io/hostname';

/** Spreads pods over the domains of a topology (plugins/podtopologyspread/filtering.go and scoring.go, 1.37). */
export const podTopologySpread: Plugin = {
  name: 'PodTopologySpread',
  filter: (attempt) => {
    const { pod, node, nodes } = attempt;
    const constraints = constraintsOf(pod, 'DoNotSchedule');
    const counted = nodes.filter((one) => hasAllKeys(one, constraints));
    for (const constraint of constraints) {
      const value = entryOf(node.labels, constraint.topologyKey);
      if (value === undefined) return unresolvable(`${notMatching} (missing required label)`);
      const counts = new Map<string, number>();
      for (const one of counted) {
        if (!isIncluded(one, constraint, pod)) continue;
        const domain = entryOf(one.labels, constraint.topologyKey)!;
        counts.set(domain, (counts.get(domain) ?? 0) + matching(one, pod, constraint.labelSelector));
      }
      // Where there are fewer domains than wanted, the emptiest counts as empty.
      const least = counts.size < (constraint.minDomains ?? 1) ? 0 : Math.min(...counts.values());
      const own = selects(constraint.labelSelector, pod.metadata?.labels) ? 1 : 0;
      if ((counts.get(value) ?? 0) + own - least > constraint.maxSkew) return unschedulable(notMatching);
    }
    return undefined;
  },
  score: (attempts) => {
    const { pod } = attempts[0]!;
    const isOwn = (pod.spec?.topologySpreadConstraints ?? []).length > 0;
    const constraints = isOwn ? constraintsOf(pod, 'ScheduleAnyway') : defaultConstraints(attempts[0]!);
    if (constraints.length === 0) return attempts.map(() => 0);
    // The pod's own constraints say nothing of nodes without their labels; the default ones are taken as far as they go.
    const isJudged = (node: NodeInfo): boolean => !isOwn || hasAllKeys(node, constraints);
    const candidates = attempts.map(({ node }) => node).filter(isJudged);
    const crowds = attempts.map(({ node, nodes }) =>
      isJudged(node) ? crowd(pod, node, constraints, candidates, nodes.filter(isJudged)) : undefined,
    );
    const judged = crowds.filter((one) => one !== undefined);
    const [least, most] = [Math.min(...judged), Math.max(...judged)];
    return crowds.map((one) =>
      one === undefined ? 0 : most === 0 ? 100 : Math.trunc((100 * (most + least - one)) / most),
    );
  },
  weight: 2,
  hints: ['PodDeleted', 'PodAdded'],
};

function constraintsOf({ spec }: Pod, action: string): TopologySpreadConstraint[] {
  return (spec?.topologySpreadConstraints ?? []).filter(({ whenUnsatisfiable }) => whenUnsatisfiable === action);
}

/** What counts for a pod without any: by what its services and its owner select (plugin.go systemDefaultConstraints). */
function defaultConstraints({ pod, store }: Attempt): TopologySpreadConstraint[] {
  const labelSelector = defaultSelector(pod, store);
  if (isEmptySelector(labelSelector)) return [];
  const common = { labelSelector, whenUnsatisfiable: 'ScheduleAnyway' };
  return [
    { ...common, topologyKey: hostName, maxSkew: 3 },
    { ...common, topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5 },
  ];
}

/** How many such pods are in the node's domains; domains of a topology that has many count more. */
function crowd(
  pod: Pod,
  node: NodeInfo,
  constraints: readonly TopologySpreadConstraint[],
  candidates: readonly NodeInfo[],
  counted: readonly NodeInfo[],
): number {
  let sum = 0;
  for (const constraint of constraints) {
    const { topologyKey, labelSelector, maxSkew } = constraint;
    const value = entryOf(node.labels, topologyKey);
    if (value === undefined) continue;
    const isHost = topologyKey === hostName;
    const domain = isHost
      ? [node]
      : counted.filter((one) => entryOf(one.labels, topologyKey) === value && isIncluded(one, constraint, pod));
    const there = domain.reduce((count, one) => count + matching(one, pod, labelSelector), 0);
    const domains = isHost
      ? candidates.length
      : new Set(candidates.map(({ labels }) => entryOf(labels, topologyKey))).size;
    sum += there * Math.log(domains + 2) + (maxSkew - 1);
  }
  return Math.round(sum);
}

function hasAllKeys({ labels }: NodeInfo, constraints: readonly TopologySpreadConstraint[]): boolean {
  return constraints.every(({ topologyKey }) => entryOf(labels, topologyKey) !== undefined);
}

/** Whether a node counts for a constraint (common.go matchNodeInclusionPolicies). */
function isIncluded(
  node: NodeInfo,
  { nodeAffinityPolicy = 'Honor', nodeTaintsPolicy }: TopologySpreadConstraint,
  pod: Pod,
): boolean {
  return (
    (nodeAffinityPolicy !== 'Honor' || matchesNodeAffinity(pod, node)) &&
    (nodeTaintsPolicy !== 'Honor' || !untolerated(node.taints, pod.spec?.tolerations, ['NoSchedule', 'NoExecute']))
  );
}

function matching(node: NodeInfo, { metadata }: Pod, selector: LabelSelector | undefined): number {
  if (!selector || isEmptySelector(selector)) return 0;
  return podsOn([node]).filter(
    (other) =>
      !other.metadata?.deletionTimestamp &&
      other.metadata?.namespace === metadata?.namespace &&
      selects(selector, other.metadata?.labels),
  ).length;
}
