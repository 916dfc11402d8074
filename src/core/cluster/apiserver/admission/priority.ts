import type { PriorityClass } from '../../../api/types';
import { forbidden, type PodAdmission } from './admission';

/**
 * Computes the priority from the class, or from the default class, or 0
 * (plugin/pkg/admission/priority/admission.go, 1.37).
 */
export const priority: PodAdmission = (pod, { store }) => {
  const spec = pod.spec!;
  let chosen: PriorityClass | undefined;
  if (spec.priorityClassName) {
    chosen = store.get<PriorityClass>('PriorityClass', '', spec.priorityClassName);
    if (!chosen) return forbidden(pod, `no PriorityClass with name ${spec.priorityClassName} was found`);
  } else {
    // Of several defaults the one with the lowest value counts.
    for (const candidate of store.list<PriorityClass>('PriorityClass')) {
      if (candidate.globalDefault && (!chosen || (candidate.value ?? 0) < (chosen.value ?? 0))) chosen = candidate;
    }
    if (chosen?.metadata?.name) spec.priorityClassName = chosen.metadata.name;
  }
  const value = chosen?.value ?? 0;
  if (spec.priority !== undefined && spec.priority !== value) {
    return forbidden(
      pod,
      `the integer value of priority (${spec.priority}) must not be provided in pod spec; priority admission controller computed ${value} from the given PriorityClass name`,
    );
  }
  spec.priority = value;
  const policy = chosen?.preemptionPolicy ?? 'PreemptLowerPriority';
  if (spec.preemptionPolicy !== undefined && spec.preemptionPolicy !== policy) {
    return forbidden(
      pod,
      `the string value of PreemptionPolicy (${spec.preemptionPolicy}) must not be provided in pod spec; priority admission controller computed ${policy} from the given PriorityClass name`,
    );
  }
  spec.preemptionPolicy = policy;
  return undefined;
};
