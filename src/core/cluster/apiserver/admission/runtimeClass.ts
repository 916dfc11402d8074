import type { ApiError } from '../../../api/status';
import { Quantity } from '../../../api/quantity';
import type { Pod, RuntimeClass, Scheduling, Toleration } from '../../../api/types';
import { goQuote } from '../../../go/goQuote';
import { forbidden, type PodAdmission } from './admission';
import { entryOf } from '../../../entryOf';

/** Adds the class's overhead, node selector and tolerations (plugin/pkg/admission/runtimeclass/admission.go Admit, 1.37). */
export const runtimeClass: PodAdmission = (pod, { store }) => {
  const spec = pod.spec!;
  const name = spec.runtimeClassName;
  if (name === undefined) return undefined;
  // The client that is asked does not ask for nothing (client-go/rest/request.go, 0.37).
  if (name === '') return { code: 500, message: 'resource name may not be empty', kind: 'Pod' };
  const found = store.get<RuntimeClass>('RuntimeClass', '', name);
  if (!found) return forbidden(pod, `pod rejected: RuntimeClass ${goQuote(name)} not found`);
  if (found.overhead) {
    const fixed = found.overhead.podFixed ?? {};
    if (spec.overhead && !sameAmounts(spec.overhead, fixed)) return forbidden(pod, mismatch);
    if (Object.keys(fixed).length > 0) spec.overhead = { ...fixed };
    else delete spec.overhead;
  }
  return found.scheduling ? addScheduling(pod, found.scheduling) : undefined;
};

/** Overhead comes only from the class (Validate). */
export const runtimeClassOverhead: PodAdmission = (pod, { store }) => {
  const { overhead, runtimeClassName } = pod.spec ?? {};
  const found = runtimeClassName && store.get<RuntimeClass>('RuntimeClass', '', runtimeClassName);
  if (found && found.overhead) {
    return sameAmounts(overhead ?? {}, found.overhead.podFixed ?? {}) ? undefined : forbidden(pod, mismatch);
  }
  return overhead
    ? forbidden(pod, 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead')
    : undefined;
};

const mismatch = "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead";

function addScheduling(pod: Pod, scheduling: Scheduling): ApiError | undefined {
  const spec = pod.spec!;
  for (const [key, value] of Object.entries(scheduling.nodeSelector ?? {})) {
    const own = entryOf(spec.nodeSelector, key);
    if (own !== undefined && own !== value) {
      return forbidden(
        pod,
        `conflict: runtimeClass.scheduling.nodeSelector[${key}] = ${value}; pod.spec.nodeSelector[${key}] = ${own}`,
      );
    }
    spec.nodeSelector = { ...spec.nodeSelector, [key]: value };
  }
  const merged = mergeTolerations(spec.tolerations ?? [], scheduling.tolerations ?? []);
  if (merged.length > 0) spec.tolerations = merged;
  return undefined;
}

/** Both lists without those that another one covers (pkg/util/tolerations/tolerations.go, 1.37). */
function mergeTolerations(first: Toleration[], second: Toleration[]): Toleration[] {
  const all = [...first, ...second];
  const merged: Toleration[] = [];
  for (const [i, toleration] of all.entries()) {
    const covered =
      merged.some((present) => isSuperset(present, toleration)) ||
      all.slice(i + 1).some((later) => !same(toleration, later) && isSuperset(later, toleration));
    if (!covered) merged.push(toleration);
  }
  return merged;
}

function same(a: Toleration, b: Toleration): boolean {
  return (
    a.key === b.key &&
    a.operator === b.operator &&
    a.value === b.value &&
    a.effect === b.effect &&
    a.tolerationSeconds === b.tolerationSeconds
  );
}

function isSuperset(a: Toleration, b: Toleration): boolean {
  if (same(a, b)) return true;
  const operator = a.operator || 'Equal';
  if (a.key !== b.key && !(!a.key && operator === 'Exists')) return false;
  if (a.effect && a.effect !== b.effect) return false;
  if (a.effect === 'NoExecute' && a.tolerationSeconds !== undefined) {
    if (b.tolerationSeconds === undefined || a.tolerationSeconds < b.tolerationSeconds) return false;
  }
  if (operator === 'Exists') return true;
  return operator === 'Equal' && b.operator === 'Equal' && a.value === b.value;
}

function sameAmounts(a: Record<string, string | number>, b: Record<string, string | number>): boolean {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => Quantity.of(entryOf(a, name)).compare(Quantity.of(entryOf(b, name))) === 0);
}
