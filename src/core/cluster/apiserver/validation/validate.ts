import type { CronJob, DaemonSet, Deployment, LimitRange, Namespace, PersistentVolume, PersistentVolumeClaim, Pod, PodSpec, PodTemplate, ReplicaSet, ReplicationController, ResourceQuota, RuntimeClass, Service, StatefulSet, StorageClass } from '../../../api/types'; // prettier-ignore
import type { KubernetesObject } from '../../../api/kubernetesObject';
import { validateDaemonSet, validateDeployment, validateReplicaSet, validateReplicationController, validateStatefulSet } from './appsWorkloads'; // prettier-ignore
import { validateClaimSpec } from './claimSpec';
import type { FieldError } from '../../../api/fieldError';
import { validateCronJob, validateJob } from './jobs';
import { validateConfigMap, validateSecret } from './keyedData';
import { validateLimitRange } from './limitRange';
import { validateNamespaceFinalizers, validateObjectMeta } from './objectMeta';
import { validatePersistentVolume } from './persistentVolume';
import { validatePodAnnotations, validateProfilesMatch } from './podAnnotations';
import { validatePodDeclaratively, validatePodOnly, validatePodSpec } from './podSpec';
import { validatePodTemplate } from './podTemplate';
import { validatePriorityClass } from './priorityClass';
import { validateResourceQuota } from './resourceQuota';
import { validateRuntimeClass } from './runtimeClass';
import { validateService } from './service';
import { validateStorageClass } from './storageClass';
import { entryOf } from '../../../entryOf';

/** What the API server finds wrong with a defaulted object; empty where nothing is. */
export function validate(object: KubernetesObject): FieldError[] {
  const kind = object.kind ?? '';
  const errors = validateObjectMeta(object.metadata, kind);
  const rules = entryOf(rulesOf, kind);
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
  ConfigMap: validateConfigMap,
  Secret: validateSecret,
  Service: (object) => validateService((object as Service).spec ?? {}),
  LimitRange: (object) => validateLimitRange((object as LimitRange).spec ?? {}),
  ResourceQuota: (object) => validateResourceQuota((object as ResourceQuota).spec ?? {}),
  PriorityClass: validatePriorityClass,
  RuntimeClass: (object) => validateRuntimeClass(object as RuntimeClass),
  StorageClass: (object) => validateStorageClass(object as StorageClass),
  PersistentVolume: (object) => validatePersistentVolume((object as PersistentVolume).spec ?? {}),
  Namespace: (object) => validateNamespaceFinalizers((object as Namespace).spec?.finalizers ?? []),
  PersistentVolumeClaim: (object) => validateClaimSpec((object as PersistentVolumeClaim).spec ?? {}, 'spec'),
};
