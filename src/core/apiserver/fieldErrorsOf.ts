import { decode } from './decode';
import { kindOf } from './kinds';
import type { WrittenObject } from './objectStore';
import { storedForm } from './storedForm';
import type { FieldError } from './validation/fieldError';
import { validate } from './validation/validate';

/**
 * What the API server finds wrong with the fields of an object, whatever else there is in a cluster; empty for an object
 * that it does not even decode.
 */
export function fieldErrorsOf(written: WrittenObject): FieldError[] {
  const decoded = decode(written);
  if ('error' in decoded) return [];
  const kind = decoded.object.kind ?? '';
  const known = kindOf(kind);
  return validate({ ...(known && !known.isOpaque ? storedForm(decoded.object, kind) : decoded.object), kind });
}
