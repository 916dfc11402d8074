import type { CronJob, DaemonSet, Deployment, LimitRange, Namespace, PersistentVolume, PersistentVolumeClaim, Pod, PodTemplate, ReplicaSet, ReplicationController, ResourceQuota, Service, StatefulSet } from '../../../api/types'; // prettier-ignore
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
    const { metadata = {}, spec = { containers: [] } }: Pod = object;
    return [
      ...validatePodAnnotations(metadata, spec, 'metadata.annotations'),
      ...validatePodSpec(spec, 'spec', metadata),
      ...validatePodOnly(spec),
      ...validateProfilesMatch(metadata, spec, 'spec'),
      ...validatePodDeclaratively(spec, 'spec'),
    ];
  },
  PodTemplate: ({ template }: PodTemplate) => validatePodTemplate(template, 'template'),
  Deployment: ({ spec }: Partial<Deployment>) => validateDeployment(spec ?? {}),
  ReplicaSet: ({ spec }: Partial<ReplicaSet>) => validateReplicaSet(spec ?? {}),
  StatefulSet: ({ spec }: Partial<StatefulSet>) => validateStatefulSet(spec ?? {}),
  DaemonSet: ({ spec }: Partial<DaemonSet>) => validateDaemonSet(spec ?? {}),
  ReplicationController: ({ spec }: ReplicationController) => validateReplicationController(spec ?? {}),
  Job: (object) => validateJob(object),
  CronJob: ({ spec, metadata }: Partial<CronJob>) => validateCronJob(spec ?? {}, metadata?.name ?? ''),
  ConfigMap: validateConfigMap,
  Secret: validateSecret,
  Service: ({ spec }: Service) => validateService(spec ?? {}),
  LimitRange: ({ spec }: LimitRange) => validateLimitRange(spec ?? {}),
  ResourceQuota: ({ spec }: ResourceQuota) => validateResourceQuota(spec ?? {}),
  PriorityClass: validatePriorityClass,
  RuntimeClass: validateRuntimeClass,
  StorageClass: validateStorageClass,
  PersistentVolume: ({ spec }: PersistentVolume) => validatePersistentVolume(spec ?? {}),
  Namespace: ({ spec }: Namespace) => validateNamespaceFinalizers(spec?.finalizers ?? []),
  PersistentVolumeClaim: ({ spec }: PersistentVolumeClaim) => validateClaimSpec(spec ?? {}, 'spec'),
};
