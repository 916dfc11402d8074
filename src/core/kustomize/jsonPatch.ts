import { entryOf, setEntry } from '../entryOf';
import { isMap } from '../isMap';
import { valueAt } from '../path';

/** An operation of a JSON patch (RFC 6902). */
interface Operation {
  op: string;
  path: string;
  from?: unknown;
  value?: unknown;
}

/** Whether a text may be a JSON patch; a quick look, as most texts are none. */
export function mayHoldOperations(text: string): boolean {
  return /\bop["']?[ \t]*:/.test(text) && !text.includes('apiVersion');
}

/** The operations of a JSON patch; undefined for another value. */
export function operationsOf(value: unknown): Operation[] | undefined {
  const isOperation = (item: unknown): item is Operation =>
    isMap(item) && typeof item['op'] === 'string' && typeof item['path'] === 'string';
  return Array.isArray(value) && value.length > 0 && value.every(isOperation) ? value : undefined;
}

/** A value with the operations applied in their order; those that do not fit are left out. Nothing is changed. */
export function jsonPatched(root: unknown, operations: readonly Operation[]): unknown {
  return operations.reduce((value, { op, path, from, value: given }) => {
    const at = pointer(path);
    const source = typeof from === 'string' ? valueAt(value, pointer(from)) : undefined;
    switch (op) {
      case 'remove':
        return changed(value, at, undefined, false);
      case 'add':
        return changed(value, at, given, true);
      case 'replace':
        return changed(value, at, given, false);
      case 'copy':
        return changed(value, at, source, true);
      case 'move':
        return changed(changed(value, pointer(String(from)), undefined, false), at, source, true);
      default:
        return value;
    }
  }, root);
}

function pointer(text: string): string[] {
  return text
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** @param isNew whether it is put before the item of a list */
function changed(root: unknown, [step, ...rest]: readonly string[], value: unknown, isNew: boolean): unknown {
  if (step === undefined) return value;
  if (Array.isArray(root)) {
    const items: unknown[] = [...root];
    const index = step === '-' ? items.length : Number(step);
    if (!Number.isInteger(index) || index < 0 || index > items.length) return root;
    if (rest.length > 0) items[index] = changed(items[index], rest, value, isNew);
    else if (isNew) items.splice(index, 0, value);
    else if (value === undefined) items.splice(index, 1);
    else items[index] = value;
    return items;
  }
  if (!isMap(root)) return root;
  const map = { ...root };
  if (rest.length === 0 && value === undefined) delete map[step];
  else if (rest.length === 0 || Object.hasOwn(map, step))
    setEntry(map, step, changed(entryOf(map, step), rest, value, isNew));
  return map;
}
