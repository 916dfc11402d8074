import { entryOf } from '../entryOf';
import { isMap } from '../isMap';

/** Fields by which the entries of a list are told apart, in the CRI and in the API. */
const keys = ['container_path', 'key', 'name', 'mountPath', 'type', 'containerPort'];

/** What tells each entry of a list from the others, whatever its place; undefined where not each has one of its own. */
export function entryKeys(list: readonly unknown[]): string[] | undefined {
  if (list.length === 0) return [];
  const key = keys.find((name) => list.every((item) => isMap(item) && isKey(entryOf(item, name))));
  if (key === undefined) return undefined;
  const own = list.map((item) => String(isMap(item) ? entryOf(item, key) : ''));
  return new Set(own).size === own.length ? own : undefined;
}

function isKey(value: unknown): boolean {
  return (typeof value === 'string' && value !== '') || typeof value === 'number';
}
