import { Quantity } from '../../../api/quantity';
import type {
  AzureFilePersistentVolumeSource,
  GlusterfsPersistentVolumeSource,
  StorageOSPersistentVolumeSource,
  CSIPersistentVolumeSource,
  LocalVolumeSource,
  PersistentVolumeSpec,
  SecretReference,
} from '../../../api/types';
import { validateNodeSelector } from './affinity';
import { positiveQuantity, validateAccessModes, validateVolumeMode } from './claimSpec';
import type { FieldError } from '../../../api/fieldError';
import { badName, forbiddenField, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import { goMapOf, goQuantity, type GoValue } from '../../../api/goValue';
import { dns1123Label, dns1123Subdomain } from '../../../api/names';
import { noBacksteps } from './paths';
import { sortedNames } from './resources';
import { requireFields, storageSources, validateDriverName, validateIscsi } from './storageSources';
import { validateHostPath } from './volumes';
import { entryOf } from '../../../entryOf';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

type Check = (source: never, path: string, release: KubernetesRelease) => FieldError[];
/** The sources in the API server's order, each with its place in messages: the second where there is one already. */
const sources: readonly [keyof PersistentVolumeSpec, Check, string?, string?][] = [
  ['hostPath', validateHostPath],
  ['gcePersistentDisk', storageSources.gcePersistentDisk, 'persistentDisk'],
  ['awsElasticBlockStore', storageSources.awsElasticBlockStore],
  ['glusterfs', validateGlusterfs],
  ['flocker', storageSources.flocker],
  ['nfs', storageSources.nfs],
  ['rbd', storageSources.rbd],
  ['quobyte', storageSources.quobyte],
  ['cephfs', storageSources.cephfs, 'cephfs', 'cephFS'],
  ['iscsi', (source, path) => validateIscsi(source, path, true)],
  ['cinder', storageSources.cinder],
  ['fc', storageSources.fc],
  ['flexVolume', storageSources.flexVolume],
  ['azureFile', validateAzureFile],
  ['vsphereVolume', storageSources.vsphereVolume],
  ['photonPersistentDisk', storageSources.photonPersistentDisk],
  ['portworxVolume', storageSources.portworxVolume],
  ['azureDisk', storageSources.azureDisk],
  ['scaleIO', storageSources.scaleIO],
  ['local', validateLocal],
  ['storageos', validateStorageOS],
  ['csi', validateCsi],
];
const reclaimPolicies = ['Delete', 'Recycle', 'Retain'];

function shownAmount(amount: string | number): GoValue {
  return { json: JSON.stringify(amount), go: goQuantity(Quantity.of(amount)).go };
}

/** ValidatePersistentVolumeSpec, pkg/apis/core/validation/validation.go, 1.37. */
export function validatePersistentVolume(spec: PersistentVolumeSpec, release: KubernetesRelease): FieldError[] {
  const { accessModes = [], capacity, persistentVolumeReclaimPolicy: policy, nodeAffinity } = spec;
  const errors: FieldError[] = accessModes.length === 0 ? [required('spec.accessModes')] : [];
  errors.push(...validateAccessModes(accessModes, 'spec'));
  const names = sortedNames(capacity ?? {});
  if (names.length === 0) errors.push(required('spec.capacity'));
  if (capacity?.['storage'] === undefined || names.length > 1)
    errors.push(unsupported('spec.capacity', goMapOf('core.ResourceList', capacity, shownAmount), ['storage']));
  for (const name of names) {
    const value = Quantity.of(entryOf(capacity, name)).value();
    if (value < 0n)
      errors.push(invalidValue(`spec.capacity[${name}]`, Number(value), 'must be a valid resource quantity'));
    errors.push(...positiveQuantity(entryOf(capacity, name) ?? '', `spec.capacity[${name}]`));
  }
  if (policy && !reclaimPolicies.includes(policy))
    errors.push(unsupported('spec.persistentVolumeReclaimPolicy', policy, reclaimPolicies));
  if (nodeAffinity)
    errors.push(
      ...(nodeAffinity.required
        ? validateNodeSelector(nodeAffinity.required, 'spec.nodeAffinity.required')
        : [required('spec.nodeAffinity.required', 'must specify required node constraints')]),
    );
  return [...errors, ...validateSources(spec, release), ...validateUse(spec)];
}

function validateSources(spec: PersistentVolumeSpec, release: KubernetesRelease): FieldError[] {
  const errors: FieldError[] = [];
  let isFound = false;
  for (const [field, check, place = field, otherPlace = field] of sources) {
    const source = spec[field];
    if (!source) continue;
    if (isFound && field !== 'flexVolume')
      errors.push(forbiddenField(`spec.${otherPlace}`, 'may not specify more than 1 volume type'));
    else errors.push(...check(source as never, `spec.${place}`, release));
    if (!isFound && field === 'local' && !spec.nodeAffinity)
      errors.push(required('spec.nodeAffinity', 'Local volume requires node affinity'));
    isFound = true;
  }
  return isFound ? errors : [required('spec', 'must specify a volume type')];
}

function validateUse(spec: PersistentVolumeSpec): FieldError[] {
  const { hostPath, persistentVolumeReclaimPolicy, storageClassName, volumeMode, volumeAttributesClassName } = spec;
  const errors: FieldError[] = [];
  if (hostPath && /^\/+$/.test(hostPath.path) && persistentVolumeReclaimPolicy === 'Recycle') {
    const detail = "may not be 'recycle' for a hostPath mount of '/'";
    errors.push(forbiddenField('spec.persistentVolumeReclaimPolicy', detail));
  }
  if (storageClassName) errors.push(...badName('spec.storageClassName', storageClassName, dns1123Subdomain));
  errors.push(...validateVolumeMode(volumeMode, 'spec'));
  if (volumeAttributesClassName === undefined) return errors;
  const path = 'spec.volumeAttributesClassName';
  errors.push(
    ...(volumeAttributesClassName
      ? badName(path, volumeAttributesClassName, dns1123Subdomain)
      : [required(path, 'an empty string is disallowed')]),
  );
  if (!spec.csi) errors.push(required('spec.csi', 'has to be specified when using volumeAttributesClassName'));
  return errors;
}

function validateGlusterfs(source: Partial<GlusterfsPersistentVolumeSource>, path: string): FieldError[] {
  const { endpointsNamespace: namespace } = source;
  const at = `${path}.endpointsNamespace`;
  const detail = 'if the endpointnamespace is set, it must be a valid namespace name';
  return [
    ...requireFields(source, path, 'endpoints', 'path'),
    ...(namespace === '' ? [invalidValue(at, '', detail)] : namespace ? badName(at, namespace, dns1123Label) : []),
  ];
}

function validateAzureFile(source: Partial<AzureFilePersistentVolumeSource>, path: string): FieldError[] {
  const errors = requireFields(source, path, 'secretName', 'shareName');
  return source.secretNamespace === '' ? [...errors, required(`${path}.secretNamespace`)] : errors;
}

function validateStorageOS(source: StorageOSPersistentVolumeSource, path: string): FieldError[] {
  const { secretRef } = source;
  const errors = storageSources.storageos(source, path);
  return secretRef ? [...errors, ...requireFields(secretRef, `${path}.secretRef`, 'namespace')] : errors;
}

function validateLocal({ path: folder }: Partial<LocalVolumeSource>, path: string): FieldError[] {
  return folder ? noBacksteps(folder, `${path}.path`) : [required(`${path}.path`)];
}

function validateCsi(
  source: Partial<CSIPersistentVolumeSource>,
  path: string,
  release: KubernetesRelease,
): FieldError[] {
  const errors = [
    ...validateDriverName(source.driver, `${path}.driver`, release),
    ...requireFields(source, path, 'volumeHandle'),
  ];
  for (const field of [
    'controllerPublishSecretRef',
    'controllerExpandSecretRef',
    'nodePublishSecretRef',
    'nodeExpandSecretRef',
  ] as const)
    // prettier-ignore
    if (source[field]) errors.push(...validateSecret(source[field], `${path}.${field}`));
  return errors;
}

/** validatePVSecretReference. */
function validateSecret({ name, namespace }: SecretReference, path: string): FieldError[] {
  return [
    ...(name ? badName(`${path}.name`, name, dns1123Subdomain) : [required(`${path}.name`)]),
    ...(namespace ? badName(`${path}.namespace`, namespace, dns1123Label) : [required(`${path}.namespace`)]),
  ];
}
