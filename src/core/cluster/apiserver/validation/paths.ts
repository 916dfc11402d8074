import type { FieldError } from '../../../api/fieldError';
import { invalidValue } from '../../../api/fieldErrors';

/** A path that stays below its folder (validateLocalDescendingPath, pkg/apis/core/validation/validation.go, 1.37). */
export function localDescendingPath(file: string, path: string): FieldError[] {
  const errors = file.startsWith('/') ? [invalidValue(path, file, 'must be a relative path')] : [];
  return [...errors, ...noBacksteps(file, path)];
}

/** As `localDescendingPath`, and not with a name that the kubelet keeps for itself (ValidateLocalNonReservedPath). */
export function localNonReservedPath(file: string, path: string): FieldError[] {
  const errors = localDescendingPath(file, path);
  if (file.startsWith('..') && !file.startsWith('../'))
    errors.push(invalidValue(path, file, "must not start with '..'"));
  return errors;
}

/** validatePathNoBacksteps. */
export function noBacksteps(file: string, path: string): FieldError[] {
  return file.includes('..') && file.split('/').includes('..')
    ? [invalidValue(path, file, "must not contain '..'")]
    : [];
}
