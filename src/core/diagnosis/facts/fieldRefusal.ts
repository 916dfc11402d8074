import type { ErrorCause } from '../../api/status';
import type { Refusal } from './finding';
import { entryOf } from '../../entryOf';

/** Why one field of an object is refused, and what to write instead. */
export function causeRefusal({ field, message, misfit }: ErrorCause, kind: string): Refusal {
  const place = inPodSpec(field, kind);
  if (!misfit) return { cause: `the API server finds ${field} wrong: ${message}`, field: place, next: nextOf(message) };
  const { is, should } = misfit;
  return { cause: `${field} is ${word(is)} where the API has ${word(should)}`, field: place, next: rightForm(misfit) };
}

/** What to do, by how the API server's words begin or end (apimachinery/pkg/util/validation/field/errors.go, 0.37). */
function nextOf(message: string): string {
  if (/illegal base64 data/.test(message))
    return 'encode the value in base64, or write it as it is below stringData instead of data';
  if (/quantities must match the regular expression|unable to parse quantity/.test(message))
    return 'write a number with a suffix and no space between, such as 100Mi or 250m';
  if (message.startsWith('Required value')) return 'add this field and apply again';
  if (message.startsWith('Unsupported value')) return 'write one of the supported values and apply again';
  if (message.startsWith('Duplicate value')) return 'give it a value that no other has and apply again';
  return 'correct this field and apply again';
}

function rightForm({ is, should, isUnquoted = false }: NonNullable<ErrorCause['misfit']>): string {
  if (should === 'array')
    return 'write a list: each item on a line of its own behind `- `, or all in brackets, `[a, b]`';
  if (should === 'object') return 'write its fields below it, each on a line of its own';
  if (should === 'string') {
    if (is === 'object') return 'put the text in quotes: a colon with a blank behind it makes an object of it';
    return is === 'array' ? 'write one text instead of a list' : 'put the value in quotes';
  }
  if (isUnquoted) return 'write the value without quotes';
  return should === 'number' ? 'write a whole number' : 'write true or false';
}

const words: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: 'true or false',
  bool: 'true or false',
  array: 'a list',
  object: 'an object',
};

function word(type: string): string {
  return entryOf(words, type) ?? type;
}

/** A path of the object within its pod's spec, or as it is. */
export function inPodSpec(path: string, kind: string): string {
  return path.replace(kind === 'Pod' ? /^spec\./ : /^spec\.(?:jobTemplate\.spec\.)?template\.spec\./, '');
}
