import { entryOf, setEntry } from './entryOf';
import type { Path } from './path';

/**
 * Another value of the same sort, for fields that can not be left out: what responds to it is what the field feeds.
 * Objects and lists have every scalar in them changed.
 */
export function changedValue(value: unknown, name = ''): unknown {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  if (Array.isArray(value)) return value.map((item) => changedValue(item, name));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, changedValue(entry, key)]));
  }
  if (typeof value !== 'string') return undefined;
  return changedText(value, name);
}

function changedText(text: string, name: string): string {
  if (name === 'image' || name === 'reference') return `other.example/image:${text.length}`;
  const address = /^(\d+\.\d+\.\d+\.)(\d+)$/.exec(text);
  if (address) return `${address[1]}${(Number(address[2]) + 1) % 256}`;
  const quantity = /^(\d+)(\D.*)?$/.exec(text);
  if (quantity) return `${Number(quantity[1]) + 1}${quantity[2] ?? ''}`;
  return text.length < 60 ? `${text}x` : `${text.slice(0, 58)}x${text.slice(58, 60) === 'xx' ? 'y' : 'x'}`;
}

/** The root with another value at the path, or without it (`undefined`): copied along the path, the rest is shared. */
export function withValue<T>(root: T, path: Path, value: unknown): T {
  const [step, ...rest] = path;
  if (step === undefined) return value as T;
  if (Array.isArray(root)) {
    const copy: unknown[] = [...root];
    const index = Number(step);
    if (rest.length === 0 && value === undefined) copy.splice(index, 1);
    else copy[index] = withValue(copy[index], rest, value);
    return copy as T;
  }
  const copy: Record<string, unknown> = { ...(typeof root === 'object' ? root : {}) };
  if (rest.length === 0 && value === undefined) delete copy[step];
  else setEntry(copy, step, withValue(entryOf(copy, step), rest, value));
  return copy as T;
}
