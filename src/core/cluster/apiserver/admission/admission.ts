import type { Pod } from '../../../api/types';
import type { ApiError } from '../../../api/status';
import type { Random } from '../../../random';
import { groupResource } from '../../../api/kinds';
import type { ObjectStore } from '../../../api/objectStore';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** What an admission plugin is given beside the object. */
export interface AdmissionContext {
  store: ObjectStore;
  random: Random;
  namespace: string;
  namespaceLabels: Readonly<Record<string, string>>;
  release: KubernetesRelease;
  /** The labels of the node of this name; undefined where there is none. */
  nodeLabels: (name: string) => Readonly<Record<string, string>> | undefined;
}

/** An admission plugin for a pod's creation: it may change the pod, or refuse it. */
export type PodAdmission = (pod: Pod, context: AdmissionContext) => ApiError | undefined;

/** The refusal of an admission plugin (apiserver/pkg/admission/errors.go, 0.37). */
export function forbidden(object: KubernetesObject, why: string): ApiError {
  const kind = object.kind ?? 'Pod';
  const name = object.metadata?.name || object.metadata?.generateName || 'Unknown';
  return {
    code: 403,
    reason: 'Forbidden',
    message: `${groupResource(kind)} "${name}" is forbidden: ${why}`,
    kind,
    name,
  };
}

/** Several errors in one text, each once (apimachinery/pkg/util/errors/errors.go NewAggregate, 0.37). */
export function aggregate(errors: readonly string[]): string {
  const unique = [...new Set(errors)];
  return unique.length === 1 ? unique[0]! : `[${unique.join(', ')}]`;
}
