import { fieldsOf } from '../api/schemaField';
import { entryOf, setEntry } from '../entryOf';
import { isMap } from '../isMap';

/**
 * A value with a strategic merge patch applied: maps are merged, lists of the API's merge keys by these, other lists
 * replaced; what the patch has as null or with `$patch: delete` goes. Undefined where the whole goes. Nothing is changed.
 *
 * @param definition of core/api/schema; lists of what it does not know are replaced
 */
export function strategicMerge(base: unknown, patch: unknown, definition: string): unknown {
  if (patch === null) return undefined;
  if (!isMap(patch)) return patch;
  const directive = patch['$patch'];
  if (directive === 'delete') return undefined;
  const below = isMap(base) && directive !== 'replace' ? base : {};
  const fields = fieldsOf(definition);
  const kept = patch['$retainKeys'];
  const isKept = (key: string): boolean => !Array.isArray(kept) || kept.includes(key);
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(below)) if (isKept(key)) setEntry(result, key, value);
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) continue;
    const [type = '', mergeKey] = (entryOf(fields, key) ?? mapItem(definition)).replace('!', '').split('#');
    const before = entryOf(result, key);
    const merged = Array.isArray(value)
      ? mergedList(before, value, type.slice(1, -1), mergeKey)
      : strategicMerge(before, value, type);
    if (merged === undefined) delete result[key];
    else setEntry(result, key, merged);
  }
  for (const [key, value] of Object.entries(patch)) {
    const [, list = ''] = /^\$deleteFromPrimitiveList\/(.+)$/.exec(key) ?? [];
    const items = entryOf(result, list);
    if (Array.isArray(items) && Array.isArray(value))
      setEntry(
        result,
        list,
        items.filter((item) => !value.includes(item)),
      );
  }
  return result;
}

function mapItem(definition: string): string {
  return definition.startsWith('{') ? definition.slice(1, -1) : '';
}

/** What the patch names comes first, as kustomize has it. */
function mergedList(base: unknown, patch: readonly unknown[], item: string, mergeKey: string | undefined): unknown[] {
  const isReplaced = patch.some((entry) => isMap(entry) && entry['$patch'] === 'replace');
  const left = patch.filter((entry) => !(isMap(entry) && entry['$patch'] === 'replace'));
  const before: unknown[] = Array.isArray(base) && !isReplaced ? base : [];
  if (mergeKey === undefined) return left.map((entry) => strategicMerge(undefined, entry, item));
  const keyOf = (entry: unknown): unknown => (isMap(entry) ? entryOf(entry, mergeKey) : undefined);
  const named = new Set(left.map(keyOf));
  const merged = left.flatMap((entry): unknown[] => {
    const old = before.find((one) => keyOf(one) !== undefined && keyOf(one) === keyOf(entry));
    const one = strategicMerge(old, entry, item);
    if (Array.isArray(one)) return one;
    return one === undefined || one === null ? [] : [one];
  });
  return [...merged, ...before.filter((entry) => keyOf(entry) === undefined || !named.has(keyOf(entry)))];
}
