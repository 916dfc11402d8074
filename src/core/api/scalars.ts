import { base64Error } from './base64Error';
import { shown } from './fieldErrors';
import { Quantity } from './quantity';
import { entryOf } from '../entryOf';
import { isMap } from '../isMap';

/** A value that does not fit, with its place as Go's encoding/json tells it; or another error's text. */
export type Mismatch = Misfit | string;
interface Misfit {
  found: string;
  type: string;
  owner?: string;
  path: string[];
  /** Whether reading ends with it: what reads itself fails at once, of the rest the first is told at the end. */
  ends?: true;
}
/** encoding/json's words, as sigs.k8s.io/json says them. */
export function textOf(wrong: Mismatch): string {
  if (typeof wrong === 'string') return wrong;
  const { found, type, owner, path } = wrong;
  const place = owner === undefined ? 'value' : `struct field ${owner}.${path.join('.')}`;
  return `json: cannot unmarshal ${found} into Go ${place} of type ${type}`;
}

type ScalarReader = (value: unknown, named?: string) => Mismatch | undefined;

const integer =
  (bits: 32 | 64): ScalarReader =>
  (value) => {
    const limit = 2 ** (bits - 1);
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= -limit && value <= limit - 1;
    return fits ? undefined : mismatch(value, `int${bits}`);
  };
const time: ScalarReader = (value) => {
  if (typeof value !== 'string') return mismatch(value, 'string', true);
  if (Number.isFinite(Date.parse(value)) && /^\d{4}-\d\d-\d\dT/.test(value)) return undefined;
  const [rest, part] = timeMismatch(value);
  return `parsing time ${JSON.stringify(value)} as "2006-01-02T15:04:05Z07:00": cannot parse ${JSON.stringify(rest)} as "${part}"`;
};
/** Where a text leaves the form of a time: what is left of it, and the part that it does not fit (Go's time.Parse). */
function timeMismatch(text: string): [rest: string, part: string] {
  let rest = text;
  for (const part of ['2006', '-', '01', '-', '02', 'T', '15', ':', '04', ':', '05']) {
    const fits = /\d/.test(part) ? /^\d+$/.test(rest.slice(0, part.length)) : rest.startsWith(part);
    if (!fits) return [rest, part];
    rest = rest.slice(part.length);
  }
  return [rest, 'Z07:00'];
}
const text: ScalarReader = (value, named = 'string') =>
  typeof value === 'string' ? undefined : mismatch(value, named);

/** How each scalar type of core/api/schema is read. */
export const scalars: Readonly<Record<string, ScalarReader>> = {
  string: text,
  bytes: (value) => (typeof value === 'string' ? base64Error(value) : mismatch(value, '[]uint8')),
  boolean: (value) => (typeof value === 'boolean' ? undefined : mismatch(value, 'bool')),
  int32: integer(32),
  int64: integer(64),
  double: (value) => (typeof value === 'number' ? undefined : mismatch(value, 'float64')),
  IntOrString: (value) => {
    const wrong = typeof value === 'string' ? undefined : integer(32)(value);
    return typeof wrong === 'object' ? { ...wrong, ends: true } : wrong;
  },
  Time: time,
  MicroTime: time,
  Quantity: (value) => {
    try {
      Quantity.parse(typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  },
};

/** encoding/json's word for what a value is. */
export function goKind(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
}

/** @param outside whether the value reads itself, so that Go does not know of which field it is */
export function mismatch(value: unknown, type: string, outside = false): Mismatch {
  const kind = goKind(value);
  const found = kind === 'number' && type.startsWith('int') ? `number ${shown(value)}` : kind;
  const wrong = { found, type, path: [] };
  return outside ? textOf(wrong) : wrong;
}

/** Whether the value is one of the scalar type, as the decoder sees it. */
export function fitsScalar(value: unknown, type: string): boolean {
  const read = entryOf(scalars, type);
  return read ? read(value) === undefined : isMap(value);
}
