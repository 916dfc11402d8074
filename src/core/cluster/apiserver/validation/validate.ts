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
import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import { inWordsOf } from '../../../api/formerWords';

/** What an API server of a release finds wrong with a defaulted object; empty where nothing is. */
export function validate(object: KubernetesObject, release: KubernetesRelease): FieldError[] {
  const kind = object.kind ?? '';
  const errors = validateObjectMeta(object.metadata, kind, release);
  const rules = entryOf(rulesOf, kind);
  return inWordsOf(release, rules ? [...errors, ...rules(object, release)] : errors);
}

/** The rules of each kind beyond its metadata. */
const rulesOf: Readonly<Record<string, (object: KubernetesObject, release: KubernetesRelease) => FieldError[]>> = {
  Pod: (object, release) => {
    const { metadata = {}, spec = { containers: [] } }: Pod = object;
    return [
      ...validatePodAnnotations(metadata, spec, 'metadata.annotations', release),
      ...validatePodSpec(spec, 'spec', release, metadata),
      ...validatePodOnly(spec),
      ...validateProfilesMatch(metadata, spec, 'spec'),
      ...(release.looksAtTolerationKeysLast ? validatePodDeclaratively(spec, 'spec') : []),
    ];
  },
  PodTemplate: ({ template }: PodTemplate, release) => validatePodTemplate(template, 'template', release),
  Deployment: ({ spec }: Partial<Deployment>, release) => validateDeployment(spec ?? {}, release),
  ReplicaSet: ({ spec }: Partial<ReplicaSet>, release) => validateReplicaSet(spec ?? {}, release),
  StatefulSet: ({ spec }: Partial<StatefulSet>, release) => validateStatefulSet(spec ?? {}, release),
  DaemonSet: ({ spec }: Partial<DaemonSet>, release) => validateDaemonSet(spec ?? {}, release),
  ReplicationController: ({ spec }: ReplicationController, release) =>
    validateReplicationController(spec ?? {}, release),
  Job: (object, release) => validateJob(object, release),
  CronJob: ({ spec, metadata }: Partial<CronJob>, release) =>
    validateCronJob(spec ?? {}, metadata?.name ?? '', release),
  ConfigMap: validateConfigMap,
  Secret: validateSecret,
  Service: ({ spec }: Service, release) => validateService(spec ?? {}, release),
  LimitRange: ({ spec }: LimitRange) => validateLimitRange(spec ?? {}),
  ResourceQuota: ({ spec }: ResourceQuota) => validateResourceQuota(spec ?? {}),
  PriorityClass: validatePriorityClass,
  RuntimeClass: validateRuntimeClass,
  StorageClass: validateStorageClass,
  PersistentVolume: ({ spec }: PersistentVolume, release) => validatePersistentVolume(spec ?? {}, release),
  Namespace: ({ spec }: Namespace) => validateNamespaceFinalizers(spec?.finalizers ?? []),
  PersistentVolumeClaim: ({ spec }: PersistentVolumeClaim) => validateClaimSpec(spec ?? {}, 'spec'),
};
