import type { ErrorCause } from '../../api/status';
import type { Refusal } from './finding';
import { refusalAdvice } from './refusalAdvice';
import { entryOf } from '../../entryOf';

/** Why one field of an object is refused, and what to write instead. */
export function causeRefusal({ field, message, misfit }: ErrorCause, kind: string): Refusal {
  const place = inPodSpec(field, kind);
  if (!misfit)
    return {
      name: 'invalid-value',
      cause: `the API server finds ${field} wrong: ${message}`,
      field: place,
      next: refusalAdvice(field, message),
    };
  const { is, should } = misfit;
  const cause =
    is === 'number' && should === 'number'
      ? `${field} is not a whole number, or is too large`
      : `${field} is ${word(is)} where the API expects ${word(should)}`;
  return { name: 'wrong-type', cause, field: place, next: rightForm(field, misfit) };
}

function rightForm(field: string, { is, should, isUnquoted = false }: NonNullable<ErrorCause['misfit']>): string {
  if (should === 'array')
    return 'write a list: each item on a line of its own after `- `, or all of them in brackets, `[a, b]`';
  if (should === 'object') {
    const name = field.replace(/\[\d+\]$/, '');
    const usual = is === 'string' ? entryOf(usualFields, name.slice(name.lastIndexOf('.') + 1)) : undefined;
    return usual === undefined
      ? 'write its fields below it, each on a line of its own'
      : `write the text as its field ${usual}: \`${usual}: …\` on a line below`;
  }
  if (should === 'string') {
    if (is === 'object') return 'put the text in quotes: a colon followed by a space makes an object of it';
    return is === 'array' ? 'write one text instead of a list' : 'put the value in quotes';
  }
  if (isUnquoted) return 'write the value without quotes';
  return should === 'number' ? 'write a whole number' : 'write true or false';
}

/** The field of an object in which the text belongs that people write for all of it. */
const usualFields: Readonly<Record<string, string>> = {
  imagePullSecrets: 'name',
  persistentVolumeClaim: 'claimName',
  configMap: 'name',
  secret: 'secretName',
  configMapRef: 'name',
  secretRef: 'name',
  strategy: 'type',
  updateStrategy: 'type',
  hostPath: 'path',
  env: 'name',
  containers: 'name',
  fieldRef: 'fieldPath',
  seccompProfile: 'type',
};

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
