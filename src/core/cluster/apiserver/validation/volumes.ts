import type { HostPathVolumeSource, ObjectMeta, Volume } from '../../../api/types';
import { Quantity } from '../../../api/quantity';
import { validateClaimTemplate } from './claimSpec';
import { validateDownwardFile } from './downwardFile';
import type { FieldError } from '../../../api/fieldError';
import { badName, duplicate, forbiddenField, invalidValue, required, unsupported } from '../../../api/fieldErrors';
import { dns1123Label, dns1123Subdomain } from '../../../api/names';
import { noBacksteps } from './paths';
import { validateProjectedVolume } from './projectedVolume';
import { storageSources } from './storageSources';
import { fileMode, validateKeyToPath } from './volumeItems';
import { unchecked } from '../../../api/unchecked';
import { knownKeys } from '../../../knownKeys';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const hostPathTypes = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket']; // prettier-ignore
export const pullPolicies = ['Always', 'IfNotPresent', 'Never'];

/** validateHostPathVolumeSource. */
export function validateHostPath(source: HostPathVolumeSource, path: string): FieldError[] {
  if (!source.path) return [required(`${path}.path`)];
  const errors = noBacksteps(source.path, `${path}.path`);
  if (!hostPathTypes.includes(source.type ?? '')) errors.push(unsupported(`${path}.type`, source.type, hostPathTypes));
  return errors;
}

/** The rules of each volume source, in the order in which the API server looks at them. */
const sources: {
  readonly [Source in keyof Volume]?: (
    source: NonNullable<Volume[Source]>,
    path: string,
    release: KubernetesRelease,
  ) => FieldError[];
} = {
  emptyDir: ({ sizeLimit }, path) =>
    sizeLimit !== undefined && Quantity.of(sizeLimit).nanos < 0n
      ? [forbiddenField(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity')]
      : [],
  hostPath: validateHostPath,
  gitRepo: storageSources.gitRepo,
  gcePersistentDisk: storageSources.gcePersistentDisk,
  awsElasticBlockStore: storageSources.awsElasticBlockStore,
  secret: ({ secretName, defaultMode, items = [] }, path) => [
    ...(secretName ? [] : [required(`${path}.secretName`)]),
    ...fileMode(defaultMode, `${path}.defaultMode`),
    ...items.flatMap((item, i) => validateKeyToPath(item, `${path}.items[${i}]`)),
  ],
  nfs: storageSources.nfs,
  iscsi: storageSources.iscsi,
  glusterfs: storageSources.glusterfs,
  flocker: storageSources.flocker,
  persistentVolumeClaim: (source, path) => (source.claimName ? [] : [required(`${path}.claimName`)]),
  rbd: storageSources.rbd,
  cinder: storageSources.cinder,
  cephfs: storageSources.cephfs,
  quobyte: storageSources.quobyte,
  downwardAPI: ({ defaultMode, items = [] }, path) => [
    ...fileMode(defaultMode, `${path}.defaultMode`),
    ...items.flatMap((file) => validateDownwardFile(file, path)),
  ],
  fc: storageSources.fc,
  flexVolume: storageSources.flexVolume,
  configMap: ({ name, defaultMode, items = [] }, path) => [
    ...(name ? [] : [required(`${path}.name`)]),
    ...fileMode(defaultMode, `${path}.defaultMode`),
    ...items.flatMap((item, i) => validateKeyToPath(item, `${path}.items[${i}]`)),
  ],
  azureFile: storageSources.azureFile,
  vsphereVolume: storageSources.vsphereVolume,
  photonPersistentDisk: storageSources.photonPersistentDisk,
  portworxVolume: storageSources.portworxVolume,
  azureDisk: storageSources.azureDisk,
  storageos: storageSources.storageos,
  projected: validateProjectedVolume,
  scaleIO: storageSources.scaleIO,
  csi: storageSources.csi,
  ephemeral: (source, path) =>
    source.volumeClaimTemplate
      ? validateClaimTemplate(source.volumeClaimTemplate, `${path}.volumeClaimTemplate`)
      : [required(`${path}.volumeClaimTemplate`)],
  image: (source, path) => [
    ...(source.reference ? [] : [required(`${path}.reference`)]),
    ...(pullPolicies.includes(source.pullPolicy ?? '')
      ? []
      : [unsupported(`${path}.pullPolicy`, source.pullPolicy, pullPolicies)]),
  ],
};
const order = knownKeys(sources);
/** Where the API server's paths do not name the field. */
const validPaths: Readonly<Record<string, string>> = { gcePersistentDisk: 'persistentDisk' };
const secondPaths: Readonly<Record<string, string>> = { cephfs: 'cephFS', downwardAPI: 'downwarAPI' };

/**
 * The pod's volumes (ValidateVolumes, pkg/apis/core/validation/validation.go, 1.37). What is wrong with them, and the
 * valid ones by name: only those can be mounted.
 * @param release of the API server
 * @param metadata the pod's; absent in a template, whose pods have names of their own
 */
export function validateVolumes(
  volumes: readonly Volume[] | undefined,
  path: string,
  release: KubernetesRelease,
  metadata?: ObjectMeta,
): { errors: FieldError[]; valid: ReadonlyMap<string, Volume> } {
  const errors: FieldError[] = [];
  const valid = new Map<string, Volume>();
  const made = new Set<string>();
  const pod = metadata?.name;
  for (const volume of volumes ?? []) if (pod && volume.ephemeral) made.add(`${pod}-${volume.name ?? ''}`);
  for (const [i, volume] of (volumes ?? []).entries()) {
    const at = `${path}[${i}]`;
    const { name = '' } = unchecked(volume);
    const wrong = validateSources(volume, at, pod, release);
    if (!name) wrong.push(required(`${at}.name`));
    else wrong.push(...badName(`${at}.name`, name, dns1123Label));
    if (valid.has(name)) wrong.push(duplicate(`${at}.name`, name));
    if (wrong.length === 0) valid.set(name, volume);
    else errors.push(...wrong);
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim !== undefined && made.has(claim)) {
      const detail = 'must not reference a PVC that gets created for an ephemeral volume';
      errors.push(invalidValue(`${at}.persistentVolumeClaim.claimName`, claim, detail));
    }
  }
  return { errors, valid };
}

function validateSources(
  volume: Volume,
  path: string,
  pod: string | undefined,
  release: KubernetesRelease,
): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  for (const field of order) {
    const source = volume[field];
    if (!source) continue;
    if (count > 0)
      errors.push(forbiddenField(`${path}.${secondPaths[field] ?? field}`, 'may not specify more than 1 volume type'));
    else {
      const check = sources[field] as (source: unknown, path: string, release: KubernetesRelease) => FieldError[];
      errors.push(...check(source, `${path}.${validPaths[field] ?? field}`, release));
      if (field === 'ephemeral') errors.push(...claimName(volume, path, pod));
    }
    count++;
    if (field === 'iscsi') errors.push(...initiatorLength(volume, path));
  }
  if (count === 0) errors.push(required(path, 'must specify a volume type'));
  return errors;
}

/** The claim that the pod gets for an ephemeral volume has a name of its own. */
function claimName({ name }: Volume, path: string, pod: string | undefined): FieldError[] {
  if (!pod || !name) return [];
  const claim = `${pod}-${name}`;
  return dns1123Subdomain(claim).map((text) => invalidValue(`${path}.name`, name, `PVC name "${claim}": ${text}`));
}

function initiatorLength({ name = '', iscsi }: Partial<Volume>, path: string): FieldError[] {
  if (iscsi?.initiatorName === undefined || `${name}:${iscsi.targetPortal ?? ''}`.length <= 64) return [];
  const detail =
    'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
  return [invalidValue(`${path}.name`, name, detail)];
}
