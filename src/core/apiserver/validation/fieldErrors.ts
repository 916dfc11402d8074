import type { FieldError } from './fieldError';

/** A value as messages show it: texts quoted, numbers and booleans plain, objects as JSON. */
export function shown(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : JSON.stringify(value ?? '');
}

export function invalidValue(path: string, value: unknown, detail: string): FieldError {
  return { type: 'Invalid value', path, value: shown(value), detail };
}

export function required(path: string, detail?: string): FieldError {
  return { type: 'Required value', path, ...(detail && { detail }) };
}

export function forbiddenField(path: string, detail: string): FieldError {
  return { type: 'Forbidden', path, detail };
}

export function duplicate(path: string, value: unknown): FieldError {
  return { type: 'Duplicate value', path, value: shown(value) };
}

export function notFound(path: string, value: unknown): FieldError {
  return { type: 'Not found', path, value: shown(value) };
}

/** The supported values are shown in the given order. */
export function unsupported(path: string, value: unknown, supported: readonly string[]): FieldError {
  const list = supported.map((one) => JSON.stringify(one)).join(', ');
  return { type: 'Unsupported value', path, value: shown(value), detail: `supported values: ${list}` };
}

/** A number that must not be negative. */
export function nonnegative(path: string, value: number | undefined): FieldError[] {
  return value !== undefined && value < 0 ? [invalidValue(path, value, 'must be greater than or equal to 0')] : [];
}
