import type { Pod, PodAffinityTerm, ResourceQuota, ScopedResourceSelectorRequirement } from '../../../api/types';
import { computePodQosClass } from '../../../componentHelpers/podQosClass';

/** Whether a quota is about this object: one with scopes is about some pods only (pkg/quota/v1/evaluator/core/pods.go, 1.37). */
export function matchesScopes({ spec }: ResourceQuota, pod: Pod | undefined): boolean {
  const selectors: ScopedResourceSelectorRequirement[] = [
    ...(spec?.scopes ?? []).map((scopeName) => ({ scopeName, operator: 'Exists' })),
    ...(spec?.scopeSelector?.matchExpressions ?? []),
  ];
  if (selectors.length === 0) return true;
  return pod !== undefined && selectors.every((selector) => matches(selector, pod));
}

function matches({ scopeName, operator, values = [] }: ScopedResourceSelectorRequirement, pod: Pod): boolean {
  switch (scopeName) {
    case 'Terminating':
      return pod.spec?.activeDeadlineSeconds !== undefined;
    case 'NotTerminating':
      return pod.spec?.activeDeadlineSeconds === undefined;
    case 'BestEffort':
      return computePodQosClass(pod) === 'BestEffort';
    case 'NotBestEffort':
      return computePodQosClass(pod) !== 'BestEffort';
    case 'PriorityClass': {
      const name = pod.spec?.priorityClassName;
      if (operator === 'Exists') return Boolean(name);
      if (operator === 'DoesNotExist') return !name;
      if (operator === 'NotIn') return !name || !values.includes(name);
      return name !== undefined && values.includes(name);
    }
    case 'CrossNamespacePodAffinity':
      return termsOf(pod).some(({ namespaces, namespaceSelector }) => namespaces?.length || namespaceSelector);
    default:
      return false;
  }
}

function termsOf({ spec }: Pod): PodAffinityTerm[] {
  return [spec?.affinity?.podAffinity, spec?.affinity?.podAntiAffinity].flatMap((group) => [
    ...(group?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
    ...(group?.preferredDuringSchedulingIgnoredDuringExecution ?? []).map((one) => one.podAffinityTerm),
  ]);
}
