import type { Container, Volume, VolumeMount } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { forbiddenField, invalidValue, notFound, required, unsupported } from '../../../api/fieldErrors';
import { localDescendingPath } from './paths';

const propagations = ['Bidirectional', 'HostToContainer', 'None'];
const recursions = ['Disabled', 'Enabled', 'IfPossible'];

/** A container's mounts (ValidateVolumeMounts, pkg/apis/core/validation/validation.go, 1.37). */
export function validateVolumeMounts(
  { volumeMounts = [], volumeDevices = [], securityContext }: Container,
  volumes: ReadonlyMap<string, Volume>,
  path: string,
): FieldError[] {
  const taken = new Set<string>();
  return volumeMounts.flatMap((mount: Partial<VolumeMount>, i) => {
    const at = `${path}[${i}]`;
    const errors: FieldError[] = [];
    const { name = '', mountPath = '', subPath, subPathExpr } = mount;
    if (!name) errors.push(required(`${at}.name`));
    if (!volumes.has(name)) errors.push(notFound(`${at}.name`, name));
    if (!mountPath) errors.push(required(`${at}.mountPath`));
    if (taken.has(mountPath)) errors.push(invalidValue(`${at}.mountPath`, mountPath, 'must be unique'));
    taken.add(mountPath);
    if (volumeDevices.some((device) => (device.name ?? '') === name))
      errors.push(invalidValue(`${at}.name`, name, 'must not already exist in volumeDevices'));
    if (lastPaths(volumeDevices).includes(mountPath))
      errors.push(invalidValue(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    // The paths of what follows have no index: that is how the API server says it.
    if (subPath) errors.push(...localDescendingPath(subPath, `${path}.subPath`));
    if (subPathExpr) {
      if (subPath)
        errors.push(invalidValue(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
      errors.push(...localDescendingPath(subPathExpr, `${path}.subPathExpr`));
    }
    errors.push(...propagation(mount, securityContext?.privileged === true, `${path}.mountPropagation`));
    errors.push(...recursiveReadOnly(mount, `${path}.recursiveReadOnly`));
    return errors;
  });
}

/** The devices' paths; of several of one name the last. */
function lastPaths(devices: NonNullable<Container['volumeDevices']>): string[] {
  return [...new Map(devices.map(({ name, devicePath }) => [name, devicePath ?? ''])).values()];
}

function propagation(
  { mountPropagation: mode }: Partial<VolumeMount>,
  privileged: boolean,
  path: string,
): FieldError[] {
  if (mode === undefined) return [];
  if (!propagations.includes(mode)) return [unsupported(path, mode, propagations)];
  return mode === 'Bidirectional' && !privileged
    ? [forbiddenField(path, 'Bidirectional mount propagation is available only to privileged containers')]
    : [];
}

function recursiveReadOnly(mount: Partial<VolumeMount>, path: string): FieldError[] {
  const { recursiveReadOnly: mode, readOnly, mountPropagation } = mount;
  if (mode === undefined || mode === 'Disabled') return [];
  if (!recursions.includes(mode)) return [unsupported(path, mode, recursions)];
  const errors = readOnly ? [] : [forbiddenField(path, 'may only be specified when readOnly is true')];
  if (mountPropagation !== undefined && mountPropagation !== 'None')
    errors.push(forbiddenField(path, 'may only be specified when mountPropagation is None or not specified'));
  return errors;
}
