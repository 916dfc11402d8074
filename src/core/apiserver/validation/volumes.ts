import type { KeyToPath, Volume, VolumeMount } from '../../api/types';
import { Quantity } from '../../api/quantity';
import type { FieldError } from './fieldError';
import { duplicate, forbiddenField, invalidValue, notFound, required, unsupported } from './fieldErrors';
import { validateFieldRef } from './environment';
import { dns1123Label } from './names';

const hostPathTypes = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** The pod's volumes (ValidateVolumes, pkg/apis/core/validation/validation.go, 1.37). */
export function validateVolumes(volumes: readonly Volume[] | undefined, path: string): FieldError[] {
  const names = new Set<string>();
  return (volumes ?? []).flatMap((volume, i) => {
    const at = `${path}[${i}]`;
    const errors = validateSources(volume, at);
    const { name } = volume;
    if (!name) errors.push(required(`${at}.name`));
    else {
      errors.push(...dns1123Label(name).map((text) => invalidValue(`${at}.name`, name, text)));
      if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
      names.add(name);
    }
    return errors;
  });
}

function validateSources(volume: Volume, path: string): FieldError[] {
  const errors: FieldError[] = [];
  let count = 0;
  // In the order in which the API server looks at them.
  const order = ['emptyDir', 'hostPath', 'gitRepo', 'gcePersistentDisk', 'awsElasticBlockStore', 'secret', 'nfs', 'iscsi', 'glusterfs', 'flocker', 'persistentVolumeClaim', 'rbd', 'cinder', 'cephfs', 'quobyte', 'downwardAPI', 'fc', 'flexVolume', 'configMap', 'azureFile', 'vsphereVolume', 'photonPersistentDisk', 'portworxVolume', 'azureDisk', 'storageos', 'projected', 'scaleIO', 'csi', 'ephemeral', 'image'] as const; // prettier-ignore
  for (const field of order) {
    if (!volume[field]) continue;
    if (count++ > 0) errors.push(forbiddenField(`${path}.${field}`, 'may not specify more than 1 volume type'));
    else errors.push(...validateSource(volume, field, `${path}.${field}`));
  }
  if (count === 0) errors.push(required(path, 'must specify a volume type'));
  return errors;
}

function validateSource(volume: Volume, field: keyof Volume, path: string): FieldError[] {
  switch (field) {
    case 'emptyDir': {
      const { sizeLimit } = volume.emptyDir!;
      const errors: FieldError[] = [];
      if (sizeLimit !== undefined && Quantity.of(sizeLimit).nanos < 0n)
        errors.push(forbiddenField(`${path}.sizeLimit`, 'SizeLimit field must be a valid resource quantity'));
      return errors;
    }
    case 'hostPath': {
      const { path: folder, type } = volume.hostPath!;
      if (!folder) return [required(`${path}.path`)];
      const errors = backsteps(folder, `${path}.path`);
      if (!hostPathTypes.includes(type ?? '')) errors.push(unsupported(`${path}.type`, type, hostPathTypes));
      return errors;
    }
    case 'secret':
      return [
        ...(volume.secret!.secretName ? [] : [required(`${path}.secretName`)]),
        ...mode(volume.secret!.defaultMode, path),
        ...items(volume.secret!.items, path),
      ];
    case 'configMap':
      return [
        ...(volume.configMap!.name ? [] : [required(`${path}.name`)]),
        ...mode(volume.configMap!.defaultMode, path),
        ...items(volume.configMap!.items, path),
      ];
    case 'persistentVolumeClaim':
      return volume.persistentVolumeClaim!.claimName ? [] : [required(`${path}.claimName`)];
    case 'nfs': {
      const { server, path: folder } = volume.nfs!;
      const errors: FieldError[] = [];
      if (!server) errors.push(required(`${path}.server`));
      if (!folder) errors.push(required(`${path}.path`));
      else if (!folder.startsWith('/')) errors.push(invalidValue(`${path}.path`, folder, 'must be an absolute path'));
      return errors;
    }
    case 'downwardAPI':
      return [...mode(volume.downwardAPI!.defaultMode, path), ...downward(volume.downwardAPI!.items, path)];
    case 'csi':
      return volume.csi!.driver ? [] : [required(`${path}.driver`)];
    case 'image': {
      const { reference, pullPolicy } = volume.image!;
      const errors: FieldError[] = reference ? [] : [required(`${path}.reference`)];
      if (pullPolicy && !['Always', 'IfNotPresent', 'Never'].includes(pullPolicy))
        errors.push(unsupported(`${path}.pullPolicy`, pullPolicy, ['Always', 'IfNotPresent', 'Never']));
      return errors;
    }
    case 'projected':
      return [
        ...mode(volume.projected!.defaultMode, path),
        ...(volume.projected!.sources ?? []).flatMap((source, i) => {
          const at = `${path}.sources[${i}]`;
          const errors: FieldError[] = [];
          if (source.secret && !source.secret.name) errors.push(required(`${at}.secret.name`));
          if (source.configMap && !source.configMap.name) errors.push(required(`${at}.configMap.name`));
          errors.push(
            ...items(source.secret?.items, `${at}.secret`),
            ...items(source.configMap?.items, `${at}.configMap`),
          );
          errors.push(...downward(source.downwardAPI?.items, `${at}.downwardAPI`));
          const token = source.serviceAccountToken;
          if (token) {
            if ((token.expirationSeconds ?? 3600) < 600)
              errors.push(
                invalidValue(
                  `${at}.serviceAccountToken.expirationSeconds`,
                  token.expirationSeconds,
                  'may not specify a duration less than 10 minutes',
                ),
              );
            if (!token.path) errors.push(required(`${at}.serviceAccountToken.path`));
          }
          return errors;
        }),
      ];
    default:
      return [];
  }
}

function mode(value: number | undefined, path: string): FieldError[] {
  return value !== undefined && (value < 0 || value > 0o777)
    ? [invalidValue(`${path}.defaultMode`, value, 'must be a number between 0 and 0777 (octal), both inclusive')]
    : [];
}

function items(list: readonly KeyToPath[] | undefined, path: string): FieldError[] {
  return (list ?? []).flatMap(({ key, path: file, mode: bits }, i) => {
    const at = `${path}.items[${i}]`;
    const errors: FieldError[] = [];
    if (!key) errors.push(required(`${at}.key`));
    if (!file) errors.push(required(`${at}.path`));
    else errors.push(...descendingPath(file, `${at}.path`));
    if (bits !== undefined && (bits < 0 || bits > 0o777))
      errors.push(invalidValue(`${at}.mode`, bits, 'must be a number between 0 and 0777 (octal), both inclusive'));
    return errors;
  });
}

function downward(
  list: readonly { path?: string; fieldRef?: { fieldPath?: string }; resourceFieldRef?: object }[] | undefined,
  path: string,
): FieldError[] {
  return (list ?? []).flatMap(({ path: file, fieldRef, resourceFieldRef }) => {
    const errors: FieldError[] = file ? descendingPath(file, `${path}.path`) : [required(`${path}.path`)];
    if (fieldRef && !/^metadata\.(labels|annotations)$/.test(fieldRef.fieldPath ?? ''))
      errors.push(...validateFieldRef(fieldRef.fieldPath, `${path}.fieldRef`));
    if (!fieldRef && !resourceFieldRef) errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
    return errors;
  });
}

function descendingPath(file: string, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (file.startsWith('/')) errors.push(invalidValue(path, file, 'must be a relative path'));
  return [...errors, ...backsteps(file, path)];
}

function backsteps(file: string, path: string): FieldError[] {
  return file.split('/').includes('..') ? [invalidValue(path, file, "must not contain '..'")] : [];
}

/** A container's mounts (ValidateVolumeMounts). */
export function validateVolumeMounts(
  mounts: readonly VolumeMount[] | undefined,
  volumes: ReadonlySet<string>,
  privileged: boolean,
  path: string,
): FieldError[] {
  const paths = new Set<string>();
  return (mounts ?? []).flatMap((mount, i) => {
    const at = `${path}[${i}]`;
    const errors: FieldError[] = [];
    const { name, mountPath, subPath, subPathExpr, mountPropagation, recursiveReadOnly, readOnly } = mount;
    if (!name) errors.push(required(`${at}.name`));
    if (name === undefined || !volumes.has(name)) errors.push(notFound(`${at}.name`, name));
    if (!mountPath) errors.push(required(`${at}.mountPath`));
    if (paths.has(mountPath)) errors.push(invalidValue(`${at}.mountPath`, mountPath, 'must be unique'));
    paths.add(mountPath);
    // The path of these two has no index: that is how the API server says it.
    if (subPath) errors.push(...descendingPath(subPath, `${path}.subPath`));
    if (subPathExpr) {
      if (subPath)
        errors.push(invalidValue(`${path}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
      errors.push(...descendingPath(subPathExpr, `${path}.subPathExpr`));
    }
    if (mountPropagation) {
      const modes = ['Bidirectional', 'HostToContainer', 'None'];
      if (!modes.includes(mountPropagation))
        errors.push(unsupported(`${at}.mountPropagation`, mountPropagation, modes));
      else if (mountPropagation === 'Bidirectional' && !privileged)
        errors.push(
          forbiddenField(
            `${at}.mountPropagation`,
            'Bidirectional mount propagation is available only to privileged containers',
          ),
        );
    }
    if (recursiveReadOnly && recursiveReadOnly !== 'Disabled') {
      if (!['Disabled', 'Enabled', 'IfPossible'].includes(recursiveReadOnly))
        errors.push(unsupported(`${at}.recursiveReadOnly`, recursiveReadOnly, ['Disabled', 'Enabled', 'IfPossible']));
      else {
        if (!readOnly)
          errors.push(forbiddenField(`${at}.recursiveReadOnly`, 'may only be specified when readOnly is true'));
        if (mountPropagation && mountPropagation !== 'None')
          errors.push(
            forbiddenField(
              `${at}.recursiveReadOnly`,
              'may only be specified when mountPropagation is None or not specified',
            ),
          );
      }
    }
    return errors;
  });
}
