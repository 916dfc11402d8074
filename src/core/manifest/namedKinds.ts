/** What a field of the API names. */
export interface NamedKind {
  kind: string;
  /** Whether a pod that names an object which is not there does not start; in a field `optional: true` may still allow it. */
  isNeeded: boolean;
}

const needed = (kind: string): NamedKind => ({ kind, isNeeded: true });
const dispensable = (kind: string): NamedKind => ({ kind, isNeeded: false });

/**
 * `Definition.field` → what the field names: the one table of what refers to what. A field that holds an object, or a
 * list of them, names it by its `name`, and may say its `namespace`.
 */
export const namedKinds: Readonly<Record<string, NamedKind>> = {
  'ConfigMapKeySelector.name': needed('ConfigMap'),
  'ConfigMapEnvSource.name': needed('ConfigMap'),
  'ConfigMapVolumeSource.name': needed('ConfigMap'),
  'ConfigMapProjection.name': needed('ConfigMap'),
  'ClusterTrustBundleProjection.name': needed('ClusterTrustBundle'),
  'SecretKeySelector.name': needed('Secret'),
  'SecretEnvSource.name': needed('Secret'),
  'SecretVolumeSource.secretName': needed('Secret'),
  'SecretProjection.name': needed('Secret'),
  'CSIVolumeSource.nodePublishSecretRef': needed('Secret'),
  'AzureFileVolumeSource.secretName': needed('Secret'),
  'ISCSIVolumeSource.secretRef': needed('Secret'),
  'CephFSVolumeSource.secretRef': needed('Secret'),
  'FlexVolumeSource.secretRef': needed('Secret'),
  'RBDVolumeSource.secretRef': needed('Secret'),
  'ScaleIOVolumeSource.secretRef': needed('Secret'),
  'StorageOSVolumeSource.secretRef': needed('Secret'),
  // The CSI driver that does the work today takes no Secret of a pod (k8s.io/csi-translation-lib, openstack_cinder.go, 0.37).
  'CinderVolumeSource.secretRef': dispensable('Secret'),
  // Without it an image is pulled without credentials.
  'PodSpec.imagePullSecrets': dispensable('Secret'),
  'ServiceAccount.imagePullSecrets': dispensable('Secret'),
  'ServiceAccount.secrets': dispensable('Secret'),
  'PersistentVolumeClaimVolumeSource.claimName': needed('PersistentVolumeClaim'),
  'PodSpec.serviceAccountName': needed('ServiceAccount'),
  'PodSpec.serviceAccount': needed('ServiceAccount'),
  'PodSpec.runtimeClassName': needed('RuntimeClass'),
  'PodSpec.priorityClassName': needed('PriorityClass'),
  'PodSpec.nodeName': dispensable('Node'),
  'PodResourceClaim.resourceClaimName': needed('ResourceClaim'),
  'PodResourceClaim.resourceClaimTemplateName': needed('ResourceClaimTemplate'),
  'StatefulSetSpec.serviceName': dispensable('Service'),
  'PersistentVolumeClaimSpec.storageClassName': needed('StorageClass'),
  'PersistentVolumeClaimSpec.volumeName': needed('PersistentVolume'),
  'PersistentVolumeClaimSpec.volumeAttributesClassName': dispensable('VolumeAttributesClass'),
  'PersistentVolumeSpec.storageClassName': dispensable('StorageClass'),
  'PersistentVolumeSpec.volumeAttributesClassName': dispensable('VolumeAttributesClass'),
  'AzureFilePersistentVolumeSource.secretName': needed('Secret'),
  'CSIPersistentVolumeSource.controllerExpandSecretRef': dispensable('Secret'),
  'CSIPersistentVolumeSource.controllerPublishSecretRef': needed('Secret'),
  'CSIPersistentVolumeSource.nodeExpandSecretRef': dispensable('Secret'),
  'CSIPersistentVolumeSource.nodePublishSecretRef': needed('Secret'),
  'CSIPersistentVolumeSource.nodeStageSecretRef': needed('Secret'),
  'CephFSPersistentVolumeSource.secretRef': needed('Secret'),
  'CinderPersistentVolumeSource.secretRef': dispensable('Secret'),
  'FlexPersistentVolumeSource.secretRef': needed('Secret'),
  'ISCSIPersistentVolumeSource.secretRef': needed('Secret'),
  'RBDPersistentVolumeSource.secretRef': needed('Secret'),
  'ScaleIOPersistentVolumeSource.secretRef': needed('Secret'),
  'StorageOSPersistentVolumeSource.secretRef': needed('Secret'),
};

/** Kinds that a pod, or a claim of it, does not start without. */
export const neededKinds: readonly string[] = [
  ...new Set(Object.values(namedKinds).flatMap(({ kind, isNeeded }) => (isNeeded ? [kind] : []))),
];

/** Whether every cluster has the object of itself. */
export function isAlwaysThere(kind: string, name: string): boolean {
  switch (kind) {
    case 'ServiceAccount':
      return name === 'default';
    case 'PriorityClass':
      return name === 'system-node-critical' || name === 'system-cluster-critical';
    default:
      return kind === 'ConfigMap' && name === 'kube-root-ca.crt';
  }
}
