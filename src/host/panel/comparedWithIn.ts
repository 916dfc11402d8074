import { isMap } from '../../core/isMap';
import type { ComparedWith } from '../../core/panel/protocol';

/** What a start is compared with, as a page kept it or a keybinding names it; undefined for anything else. */
export function comparedWithIn(value: unknown): ComparedWith | undefined {
  if (!isMap(value)) return undefined;
  const { kind, kubernetes, uri, workload, left, right } = value;
  switch (kind) {
    case 'saved':
    case 'committed':
    case 'withoutFaults':
    case 'simulation':
      return { kind };
    case 'release':
      return typeof kubernetes === 'string' ? { kind, kubernetes } : undefined;
    case 'file':
      if (typeof uri !== 'string') return undefined;
      return { kind, uri, ...(typeof workload === 'string' && { workload }) };
    case 'pods':
      return typeof left === 'string' && typeof right === 'string' ? { kind, left, right } : undefined;
    default:
      return undefined;
  }
}
