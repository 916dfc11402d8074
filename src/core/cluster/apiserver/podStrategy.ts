import type {
  Affinity,
  LabelSelector,
  Pod,
  PodAffinityTerm,
  PodCondition,
  TopologySpreadConstraint,
} from '../../api/types';
import { computePodQosClass } from '../../componentHelpers/podQosClass';
import { annotateAppArmor, appArmorFromAnnotations } from './appArmorFromAnnotations';
import { defaultPodLevelResources } from './defaults/podLevelResources';
import { time } from '../../api/timestamps';
import { entryOf } from '../../entryOf';
import type { KubernetesRelease } from '../../release/kubernetesRelease';

const formerAnnotations = [
  'pod.beta.kubernetes.io/init-containers',
  'pod.alpha.kubernetes.io/init-containers',
  'pod.beta.kubernetes.io/init-container-statuses',
  'pod.alpha.kubernetes.io/init-container-statuses',
];

/**
 * What the API server sets on a pod after its admission and before its validation
 * (pkg/registry/core/pod/strategy.go PrepareForCreate, 1.37). Changes the pod.
 * @param now milliseconds since the epoch
 */
export function preparePod(pod: Pod, now: number, release: KubernetesRelease): void {
  const metadata = (pod.metadata ??= {});
  if (release.countsPodGenerations) metadata.generation = 1;
  pod.status = { phase: 'Pending' };
  const spec = pod.spec;
  if (!spec) return;
  if (metadata.annotations) {
    for (const name of formerAnnotations) delete metadata.annotations[name];
  }
  if (spec.schedulingGates?.length) pod.status.conditions = [gated(now)];
  if (metadata.labels) {
    const mergesSpread = release.gates.MatchLabelKeysInPodTopologySpreadSelectorMerge;
    mergeLabelKeys(spec.affinity, mergesSpread ? spec.topologySpreadConstraints : undefined, metadata.labels);
  }
  if (Array.isArray(spec.containers)) {
    if (metadata.annotations) appArmorFromAnnotations(pod);
    if (release.appArmorAnnotations && release.gates.AppArmorFields) annotateAppArmor(pod);
  }
  if (release.gates.PodLevelResourcesFixDefaulting) defaultPodLevelResources(pod, release);
  if (Array.isArray(spec.containers)) pod.status.qosClass = computePodQosClass(pod);
}

function gated(now: number): PodCondition {
  return {
    type: 'PodScheduled',
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: time(now),
    reason: 'SchedulingGated',
    message: 'Scheduling is blocked due to non-empty scheduling gates',
  };
}

/** What `matchLabelKeys` names is written into the selectors beside them. */
function mergeLabelKeys(
  affinity: Affinity | undefined,
  constraints: TopologySpreadConstraint[] | undefined,
  labels: Readonly<Record<string, string>>,
): void {
  for (const group of [affinity?.podAffinity, affinity?.podAntiAffinity]) {
    const preferred = (group?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((one) => one.podAffinityTerm);
    for (const term of [...preferred, ...(group?.requiredDuringSchedulingIgnoredDuringExecution ?? [])]) {
      mergeTerm(term, labels);
    }
  }
  for (const { labelSelector, matchLabelKeys } of constraints ?? [])
    addExpressions(labelSelector, matchLabelKeys, 'In', labels);
}

function mergeTerm(term: PodAffinityTerm | undefined, labels: Readonly<Record<string, string>>): void {
  addExpressions(term?.labelSelector, term?.matchLabelKeys, 'In', labels);
  addExpressions(term?.labelSelector, term?.mismatchLabelKeys, 'NotIn', labels);
}

function addExpressions(
  selector: LabelSelector | undefined,
  keys: string[] | undefined,
  operator: 'In' | 'NotIn',
  labels: Readonly<Record<string, string>>,
): void {
  if (!selector || !keys) return;
  for (const key of keys) {
    const value = entryOf(labels, key);
    if (value === undefined) continue;
    selector.matchExpressions = [...(selector.matchExpressions ?? []), { key, operator, values: [value] }];
  }
}
