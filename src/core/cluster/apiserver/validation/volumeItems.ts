import type { KeyToPath } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { invalidValue, required } from '../../../api/fieldErrors';
import { localNonReservedPath } from './paths';

/** The mode of files in a volume. */
export function fileMode(mode: number | undefined, path: string): FieldError[] {
  return mode !== undefined && (mode < 0 || mode > 0o777)
    ? [invalidValue(path, mode, 'must be a number between 0 and 0777 (octal), both inclusive')]
    : [];
}

/** A key and the file that it becomes (validateKeyToPath, pkg/apis/core/validation/validation.go, 1.37). */
export function validateKeyToPath({ key, path: file, mode }: Partial<KeyToPath>, path: string): FieldError[] {
  return [
    ...(key ? [] : [required(`${path}.key`)]),
    ...(file ? localNonReservedPath(file, `${path}.path`) : [required(`${path}.path`)]),
    ...fileMode(mode, `${path}.mode`),
  ];
}
