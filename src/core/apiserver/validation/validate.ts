import type { ConfigMap, CronJob, Deployment, DaemonSet, Namespace, PersistentVolumeClaim, Pod, PodSpec, PodTemplate, ReplicaSet, ReplicationController, StatefulSet } from '../../api/types'; // prettier-ignore
import type { KubernetesObject } from '../objectStore';
import { validateDaemonSet, validateDeployment, validateReplicaSet, validateReplicationController, validateStatefulSet } from './appsWorkloads'; // prettier-ignore
import { validateClaimSpec } from './claimSpec';
import type { FieldError } from './fieldError';
import { invalidValue } from './fieldErrors';
import { validateCronJob, validateJob } from './jobs';
import { configMapKey } from './names';
import { validateNamespaceFinalizers, validateObjectMeta } from './objectMeta';
import { validatePodAnnotations, validateProfilesMatch } from './podAnnotations';
import { validatePodDeclaratively, validatePodOnly, validatePodSpec } from './podSpec';
import { validatePodTemplate } from './podTemplate';

/** What the API server finds wrong with a defaulted object; empty where nothing is. */
export function validate(object: KubernetesObject): FieldError[] {
  const kind = object.kind ?? '';
  const errors = validateObjectMeta(object.metadata, kind);
  const rules = Object.hasOwn(rulesOf, kind) ? rulesOf[kind] : undefined;
  return rules ? [...errors, ...rules(object)] : errors;
}

/** The rules of each kind beyond its metadata. */
const rulesOf: Readonly<Record<string, (object: KubernetesObject) => FieldError[]>> = {
  Pod: (object) => {
    const { metadata = {}, spec = {} as PodSpec } = object as Pod;
    return [
      ...validatePodAnnotations(metadata, spec, 'metadata.annotations'),
      ...validatePodSpec(spec, 'spec', metadata),
      ...validatePodOnly(spec),
      ...validateProfilesMatch(metadata, spec, 'spec'),
      ...validatePodDeclaratively(spec, 'spec'),
    ];
  },
  PodTemplate: (object) => validatePodTemplate((object as PodTemplate).template, 'template'),
  Deployment: (object) => validateDeployment((object as Deployment).spec ?? {}),
  ReplicaSet: (object) => validateReplicaSet((object as ReplicaSet).spec ?? {}),
  StatefulSet: (object) => validateStatefulSet((object as StatefulSet).spec ?? {}),
  DaemonSet: (object) => validateDaemonSet((object as DaemonSet).spec ?? {}),
  ReplicationController: (object) => validateReplicationController((object as ReplicationController).spec ?? {}),
  Job: (object) => validateJob(object),
  CronJob: (object) => validateCronJob((object as CronJob).spec ?? {}, object.metadata?.name ?? ''),
  ConfigMap: validateKeys,
  Secret: validateKeys,
  Namespace: (object) => validateNamespaceFinalizers((object as Namespace).spec?.finalizers ?? []),
  PersistentVolumeClaim: (object) => validateClaimSpec((object as PersistentVolumeClaim).spec ?? {}, 'spec'),
};

function validateKeys(object: KubernetesObject): FieldError[] {
  return Object.keys((object as ConfigMap).data ?? {}).flatMap((key) =>
    configMapKey(key).map((text) => invalidValue(`data[${key}]`, key, text)),
  );
}
