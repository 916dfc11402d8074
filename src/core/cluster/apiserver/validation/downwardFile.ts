import type { DownwardAPIVolumeFile } from '../../../api/types';
import { validateFieldRef, validateResourceFieldRef } from './environment';
import type { FieldError } from '../../../api/fieldError';
import { invalidValue, required } from '../../../api/fieldErrors';
import { localNonReservedPath } from './paths';
import { fileMode } from './volumeItems';

const fieldPaths = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

/**
 * A file of the downward API (validateDownwardAPIVolumeFile, pkg/apis/core/validation/validation.go, 1.37).
 * @param path the volume's: the API server does not say which file it is
 */
export function validateDownwardFile(
  { path: file = '', fieldRef, resourceFieldRef, mode }: Partial<DownwardAPIVolumeFile>,
  path: string,
): FieldError[] {
  const errors = file ? localNonReservedPath(file, `${path}.path`) : [required(`${path}.path`)];
  if (fieldRef) {
    errors.push(...validateFieldRef(fieldRef, `${path}.fieldRef`, fieldPaths));
    if (resourceFieldRef) {
      errors.push(invalidValue(path, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
    }
  } else if (resourceFieldRef)
    errors.push(...validateResourceFieldRef(resourceFieldRef, `${path}.resourceFieldRef`, true));
  else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  return [...errors, ...fileMode(mode, `${path}.mode`)];
}
