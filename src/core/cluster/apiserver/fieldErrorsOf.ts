import { decode } from '../../api/decode';
import { kindOf } from '../../api/kinds';
import type { WrittenObject } from '../../api/kubernetesObject';
import { labelJob } from './prepareForCreate';
import { storedForm } from './storedForm';
import type { KubernetesRelease } from '../../release/kubernetesRelease';
import type { FieldError } from '../../api/fieldError';
import { validate } from './validation/validate';

/** An object has one before it is validated. */
const someUid = '00000000-0000-4000-8000-000000000000';

/**
 * What the API server finds wrong with the fields of an object, whatever else there is in a cluster; empty for an object
 * that it does not even decode.
 */
export function fieldErrorsOf(written: WrittenObject, release: KubernetesRelease): FieldError[] {
  const decoded = decode(written, release);
  if ('error' in decoded) return [];
  const kind = decoded.object.kind ?? '';
  const known = kindOf(kind);
  const object = { ...(known && !known.isOpaque ? storedForm(decoded.object, kind, release) : decoded.object), kind };
  const { name, generateName } = object.metadata ?? {};
  object.metadata = { ...object.metadata, uid: someUid };
  if (!name && generateName) object.metadata.name = `${generateName}xxxxx`;
  if (kind === 'Job') labelJob(object);
  return validate(object, release);
}
