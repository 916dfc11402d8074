import type { ISCSIVolumeSource, Volume } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, inRange, invalidValue, required, tooLong, unsupported } from '../../../api/fieldErrors';
import { dns1123Label, dns1123Subdomain } from '../../../api/names';
import { localDescendingPath } from './paths';
import { entryOf } from '../../../entryOf';
import { unchecked } from '../../../api/unchecked';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

type Check<Source extends keyof Volume> = (
  source: NonNullable<Volume[Source]>,
  path: string,
  release: KubernetesRelease,
) => FieldError[];
const managedDisk = '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const blobDisk = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';
const partition = 'must be between 1 and 255, inclusive';

/** Says so of each field that is empty. */
export function requireFields(source: object, path: string, ...fields: readonly string[]): FieldError[] {
  return fields
    .filter((field) => {
      const value = entryOf(source, field);
      return value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    })
    .map((field) => required(`${path}.${field}`));
}

const disk =
  (name: string) =>
  (source: { partition?: number }, path: string): FieldError[] => [
    ...requireFields(source, path, name),
    ...((source.partition ?? 0) < 0 || (source.partition ?? 0) > 255
      ? [invalidValue(`${path}.partition`, source.partition, partition)]
      : []),
  ];
const needs =
  (...fields: readonly string[]) =>
  (source: object, path: string): FieldError[] =>
    requireFields(source, path, ...fields);

/** Volumes of storage systems and of clouds, and what is left of gitRepo (pkg/apis/core/validation/validation.go, 1.37). */
export const storageSources = {
  gitRepo: (source, path) => [
    ...requireFields(source, path, 'repository'),
    ...localDescendingPath(source.directory ?? '', `${path}.directory`),
  ],
  gcePersistentDisk: disk('pdName'),
  awsElasticBlockStore: disk('volumeID'),
  nfs: (source, path) => [
    ...requireFields(source, path, 'server', 'path'),
    ...(source.path?.startsWith('/')
      ? []
      : [invalidValue(`${path}.path`, source.path ?? '', 'must be an absolute path')]),
  ],
  iscsi: (source, path) => validateIscsi(source, path, false),
  glusterfs: needs('endpoints', 'path'),
  flocker: ({ datasetName = '', datasetUUID }, path) => [
    ...(datasetName || datasetUUID ? [] : [required(path, 'one of datasetName and datasetUUID is required')]),
    ...(datasetName && datasetUUID
      ? [invalidValue(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously')]
      : []),
    ...(datasetName.includes('/') ? [invalidValue(`${path}.datasetName`, datasetName, "must not contain '/'")] : []),
  ],
  rbd: needs('monitors', 'image'),
  cinder: (source, path) => [
    ...requireFields(source, path, 'volumeID'),
    ...(source.secretRef ? requireFields(source.secretRef, `${path}.secretRef`, 'name') : []),
  ],
  cephfs: needs('monitors'),
  quobyte: (source, path) => {
    const pairs = 'must be a host:port pair or multiple pairs separated by commas';
    const errors: FieldError[] = [];
    if (!source.registry) errors.push(required(`${path}.registry`, pairs));
    else if ((source.tenant ?? '').length >= 65)
      errors.push(required(`${path}.tenant`, 'must be a UUID and may not exceed a length of 64 characters'));
    else {
      for (const pair of source.registry.split(',')) {
        if (!/^(\[[^[\]]*\]|[^:[\]]*):[^:[\]]*$/.test(pair))
          errors.push(invalidValue(`${path}.registry`, source.registry, pairs));
      }
    }
    return [...errors, ...requireFields(source, path, 'volume')];
  },
  fc: ({ targetWWNs = [], wwids = [], lun }, path) => {
    const errors: FieldError[] = [];
    if (targetWWNs.length === 0 && wwids.length === 0)
      errors.push(required(`${path}.targetWWNs`, 'must specify either targetWWNs or wwids, but not both'));
    if (targetWWNs.length > 0 && wwids.length > 0)
      errors.push(
        invalidValue(`${path}.targetWWNs`, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'),
      );
    if (targetWWNs.length === 0) return errors;
    if (lun === undefined) return [...errors, required(`${path}.lun`, 'lun is required if targetWWNs is specified')];
    return [...errors, ...inRange(`${path}.lun`, lun, 0, 255)];
  },
  flexVolume: (source, path) => [
    ...requireFields(source, path, 'driver'),
    ...Object.keys(source.options ?? {})
      .sort()
      .filter((key) => /\.(kubernetes|k8s)\.io$/.test(`.${key.replace(/\/.*/s, '').toLowerCase()}`))
      .map((key) => invalidValue(`${path}.options[${key}]`, key, 'kubernetes.io and k8s.io namespaces are reserved')),
  ],
  azureFile: needs('secretName', 'shareName'),
  vsphereVolume: needs('volumePath'),
  photonPersistentDisk: needs('pdID'),
  portworxVolume: needs('volumeID'),
  azureDisk: (source, path) => {
    const { cachingMode = 'ReadWrite', kind = 'Shared', diskURI = '' } = unchecked(source);
    const modes = ['None', 'ReadOnly', 'ReadWrite'];
    const kinds = ['Dedicated', 'Managed', 'Shared'];
    const errors = requireFields(source, path, 'diskName', 'diskURI');
    if (!modes.includes(cachingMode)) errors.push(unsupported(`${path}.cachingMode`, cachingMode, modes));
    if (!kinds.includes(kind)) errors.push(unsupported(`${path}.kind`, kind, kinds));
    const managed = kind === 'Managed';
    const form = managed ? managedDisk : blobDisk;
    if (!diskURI.startsWith(managed ? '/subscriptions/' : 'https://'))
      errors.push(unsupported(`${path}.diskURI`, diskURI, [form]));
    return errors;
  },
  storageos: ({ volumeName, volumeNamespace, secretRef }, path) => [
    ...(volumeName ? badName(`${path}.volumeName`, volumeName, dns1123Label) : [required(`${path}.volumeName`)]),
    ...(volumeNamespace ? badName(`${path}.volumeNamespace`, volumeNamespace, dns1123Label) : []),
    ...(secretRef ? requireFields(secretRef, `${path}.secretRef`, 'name') : []),
  ],
  scaleIO: needs('gateway', 'system', 'volumeName'),
  csi: ({ driver, nodePublishSecretRef: secret }, path, release) => [
    ...validateDriverName(driver, `${path}.driver`, release),
    ...(secret
      ? secret.name
        ? badName(`${path}.name`, secret.name, dns1123Subdomain)
        : [required(`${path}.nodePublishSecretRef.name`)]
      : []),
  ],
} satisfies { [Source in keyof Volume]?: Check<Source> };

/** validateISCSIVolumeSource; a PersistentVolume's has a shorter text, and its Secret must have a name. */
export function validateIscsi(source: Partial<ISCSIVolumeSource>, path: string, isPersistent: boolean): FieldError[] {
  const badStart = `must be valid format${isPersistent ? '' : ' starting with iqn, eui, or naa'}`;
  const { iqn = '', lun, chapAuthDiscovery, chapAuthSession, secretRef, initiatorName } = source;
  const errors = requireFields(source, path, 'targetPortal', 'iqn');
  if (iqn) errors.push(...initiator(iqn, `${path}.iqn`, badStart));
  errors.push(...inRange(`${path}.lun`, lun ?? 0, 0, 255));
  if ((chapAuthDiscovery || chapAuthSession) && !secretRef) errors.push(required(`${path}.secretRef`));
  if (secretRef && isPersistent) errors.push(...requireFields(secretRef, `${path}.secretRef`, 'name'));
  if (initiatorName !== undefined) errors.push(...initiator(initiatorName, `${path}.initiatorname`, badStart));
  return errors;
}

function initiator(name: string, path: string, badStart: string): FieldError[] {
  const forms: Readonly<Record<string, RegExp>> = {
    iqn: /^iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+$/,
    eui: /^eui.[A-Za-z0-9]{16}$/,
    naa: /^naa.[A-Za-z0-9]{32}$/,
  };
  const form = entryOf(forms, name.slice(0, 3));
  if (!form) return [invalidValue(path, name, badStart)];
  return form.test(name) ? [] : [invalidValue(path, name, 'must be valid format')];
}

/** ValidateCSIDriverName. */
export function validateDriverName(driver: string | undefined, path: string, release: KubernetesRelease): FieldError[] {
  if (!driver) {
    const alsoInvalid = release.stopsAtMissingDriver ? [] : badName(path, '', dns1123Subdomain);
    return [required(path), ...alsoInvalid];
  }
  const errors = driver.length > 63 ? [tooLong(path, 63)] : [];
  return [...errors, ...dns1123Subdomain(driver.toLowerCase()).map((text) => invalidValue(path, driver, text))];
}
