import { editDistance } from '../editDistance';
import { fieldsOf } from './schemaField';

/**
 * The field of the definition that a name may have meant: not written to its end, with other letters' case, a letter too many or too few, two
 * swapped. Undefined where none is near.
 */
export function didYouMean(definition: string, name: string): string | undefined {
  const fields = Object.keys(fieldsOf(definition) ?? {});
  const begun = fields.filter((field) => name.length > 2 && field.toLowerCase().startsWith(name.toLowerCase()));
  if (begun.length === 1) return begun[0];
  // `environment` for `env`, `commands` for `command`.
  const start = fields.find((field) => field.length > 2 && name.toLowerCase().startsWith(field.toLowerCase()));
  if (start !== undefined) return start;
  let best: string | undefined;
  let least = Math.max(2, Math.floor(name.length / 4)) + 0.5;
  for (const field of fields) {
    const distance = editDistance(name.toLowerCase(), field.toLowerCase());
    if (distance < least) [best, least] = [field, distance];
  }
  return best;
}
