import type { Container, Volume, VolumeDevice, VolumeMount } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { invalidValue, notFound, required } from '../../../api/fieldErrors';

/** A container's raw block devices (ValidateVolumeDevices, pkg/apis/core/validation/validation.go, 1.37). */
export function validateVolumeDevices(
  { volumeDevices = [], volumeMounts = [] }: Container,
  volumes: ReadonlyMap<string, Volume>,
  path: string,
): FieldError[] {
  const names = new Set<string>();
  const paths = new Set<string>();
  return volumeDevices.flatMap((device: Partial<VolumeDevice>, i) => {
    const { name = '', devicePath = '' } = device;
    const errors: FieldError[] = [];
    const wrong = (field: 'name' | 'devicePath', detail: string): void => {
      errors.push(invalidValue(`${path}[${i}].${field}`, field === 'name' ? name : devicePath, detail));
    };
    const volume = volumes.get(name);
    if (!name) errors.push(required(`${path}[${i}].name`));
    if (names.has(name)) wrong('name', 'must be unique');
    if (volume && !volume.persistentVolumeClaim && !volume.ephemeral)
      wrong('name', 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode');
    if (!volume) errors.push(notFound(`${path}[${i}].name`, name));
    if (!devicePath) errors.push(required(`${path}[${i}].devicePath`));
    if (paths.has(devicePath)) wrong('devicePath', 'must be unique');
    if (devicePath.split('/').includes('..')) wrong('devicePath', "can not contain backsteps ('..')");
    else paths.add(devicePath);
    if (volumeMounts.some((mount) => mount.name === name)) wrong('name', 'must not already exist in volumeMounts');
    if (lastPaths(volumeMounts).includes(devicePath))
      wrong('devicePath', 'must not already exist as a path in volumeMounts');
    if (name) names.add(name);
    return errors;
  });
}

/** The mounts' paths; of several of one volume the last. */
function lastPaths(mounts: readonly VolumeMount[]): string[] {
  return [...new Map(mounts.map(({ name, mountPath }) => [name, mountPath ?? ''])).values()];
}
