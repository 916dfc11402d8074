import { entryOf } from '../../entryOf';

/**
 * Fields whose feature gate is off in 1.37: the API server accepts and forgets them
 * (pkg/api/pod/util.go dropDisabledFields with the defaults of pkg/features/kube_features.go, 1.37).
 */
const disabledFields: Readonly<Record<string, readonly string[]>> = {
  JobSpec: ['scheduling'],
  PodSpec: ['schedulingGroup', 'evictionResponders'],
  EmptyDirVolumeSource: ['mode'],
  VolumeMount: ['bindMountOptions'],
  Lifecycle: ['stopSignal'],
  HTTPGetAction: ['protocol'],
  GRPCAction: ['mode'],
  SecretVolumeSource: ['defaultUser'],
  ConfigMapVolumeSource: ['defaultUser'],
  DownwardAPIVolumeSource: ['defaultUser'],
  ProjectedVolumeSource: ['defaultUser'],
  KeyToPath: ['user'],
  DownwardAPIVolumeFile: ['user'],
  ServiceAccountTokenProjection: ['user'],
  ClusterTrustBundleProjection: ['user'],
  PodCertificateProjection: ['user'],
};

/** Whether the API server drops this field of a definition of core/api/schema. */
export function isDisabledField(definition: string, field: string): boolean {
  return entryOf(disabledFields, definition)?.includes(field) ?? false;
}
