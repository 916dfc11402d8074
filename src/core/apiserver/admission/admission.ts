import type { Pod } from '../../api/types';
import type { ApiError } from '../../api/status';
import type { Random } from '../../random';
import type { ObjectStore } from '../objectStore';

/** What an admission plugin is given beside the pod. */
export interface AdmissionContext {
  store: ObjectStore;
  random: Random;
  namespace: string;
  namespaceLabels: Readonly<Record<string, string>>;
}

/** An admission plugin for a pod's creation: it may change the pod, or refuse it. */
export type PodAdmission = (pod: Pod, context: AdmissionContext) => ApiError | undefined;

/** The refusal of an admission plugin (apiserver/pkg/admission/errors.go, 0.37). */
export function forbidden(pod: Pod, why: string): ApiError {
  const name = pod.metadata?.name || pod.metadata?.generateName || 'Unknown';
  return { code: 403, reason: 'Forbidden', message: `pods "${name}" is forbidden: ${why}`, kind: 'Pod', name };
}
