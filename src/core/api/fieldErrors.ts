import { goQuote } from '../go/goQuote';
import type { FieldError } from './fieldError';
import { goTexts, isGoValue } from './goValue';
import type { NameCheck } from './names';

/** A value as messages show it: texts quoted, numbers and booleans plain, objects as JSON. */
export function shown(value: unknown): string {
  // The largest number is beyond what a double can hold exactly.
  if (value === 2 ** 63) return '9223372036854775807';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' ? goQuote(value) : JSON.stringify(value ?? '');
}

export function invalidValue(path: string, value: unknown, detail: string): FieldError {
  return { type: 'Invalid value', path, ...both(value), detail };
}

/** A value as messages show it now and as they did before 1.34. */
function both(value: unknown): Pick<FieldError, 'value' | 'goValue'> {
  if (isGoValue(value)) return { value: value.json, goValue: value.go };
  if (Array.isArray(value) && value.every((item) => typeof item === 'string'))
    return { value: JSON.stringify(value), goValue: goTexts(value).go };
  return { value: shown(value) };
}

/** What a check finds wrong with a name, each as an error of the field. */
export function badName(path: string, name: string, check: NameCheck): FieldError[] {
  return check(name).map((text) => invalidValue(path, name, text));
}

export function tooLong(path: string, most: number): FieldError {
  return { type: 'Too long', path, detail: `may not be more than ${most} bytes` };
}

export function tooMany(path: string, count: number, most: number): FieldError {
  return { type: 'Too many', path, value: String(count), detail: `must have at most ${most} items` };
}

export function required(path: string, detail?: string): FieldError {
  return { type: 'Required value', path, ...(detail && { detail }) };
}

export function forbiddenField(path: string, detail: string): FieldError {
  return { type: 'Forbidden', path, detail };
}

export function duplicate(path: string, value: unknown): FieldError {
  return { type: 'Duplicate value', path, ...both(value) };
}

export function notFound(path: string, value: unknown): FieldError {
  return { type: 'Not found', path, value: shown(value) };
}

/** The supported values are shown in the given order. */
export function unsupported(path: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map(goQuote).join(', ');
  return { type: 'Unsupported value', path, ...both(value), detail: `supported values: ${list}` };
}

/** A number that must not be negative. */
export function nonnegative(path: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0 ? [invalidValue(path, value, 'must be greater than or equal to 0')] : [];
}

/** A number in a range, both ends included. */
export function inRange(path: string, value: number | undefined, least: number, most: number): FieldError[] {
  return value !== undefined && (value < least || value > most)
    ? [invalidValue(path, value, `must be between ${least} and ${most}, inclusive`)]
    : [];
}
