import { entryName } from '../../core/explain/difference/effects';
import { foldedAtFirst } from './foldedAtFirst';

/** A field of a message, as a row of its tree. */
export interface FieldRow {
  /** `config.envs[PORT].value` */
  path: string;
  key: string;
  value: unknown;
  /** Counted from 1. */
  level: number;
  /** An entry of a list that has a name. */
  name?: string;
  /** How many fields or entries it has. */
  size: number;
  isOpen: boolean;
  /** Those of an open one. */
  children: FieldRow[];
}

/** So many rows are filled when a person opens a field, at the least. */
const leastRows = 40;

/**
 * The rows of a message, as far as they are open; `rows` may be open at first. `folded`: what a person opened or closed,
 * which changes nothing of what else is open. `wanted`: a text in small letters; what is around it is open.
 */
export function fieldRows(
  value: unknown,
  rows: number,
  folded: (path: string) => boolean | undefined,
  wanted = '',
): FieldRow[] {
  return below(value, '', 1, { rows }, { folded, wanted });
}

function below(
  value: unknown,
  path: string,
  level: number,
  budget: { rows: number },
  choice: { folded: (path: string) => boolean | undefined; wanted: string },
): FieldRow[] {
  return entries(value).map(([key, child]) => {
    const name = entryName(child);
    const at = Array.isArray(value) ? `${path}[${name ?? key}]` : path === '' ? key : `${path}.${key}`;
    budget.rows--;
    const size = entries(child).length;
    const isOpenAtFirst = size > 0 && !foldedAtFirst(key, level, size, budget.rows, name !== undefined);
    const isOpen = size > 0 && (choice.folded(at) ?? (isOpenAtFirst || hasText(child, choice.wanted)));
    const own = isOpenAtFirst ? budget : { rows: Math.max(budget.rows, leastRows) };
    const children = isOpen || isOpenAtFirst ? below(child, at, level + 1, own, choice) : [];
    const row = { path: at, key, value: child, level, size, isOpen, children: isOpen ? children : [] };
    return name === undefined ? row : { ...row, name };
  });
}

/** Whether a name or a value below a value has a text; none has the empty one. */
function hasText(value: unknown, text: string): boolean {
  return (
    text !== '' &&
    entries(value).some(
      ([key, child]) =>
        (!Array.isArray(value) && key.toLowerCase().includes(text)) ||
        (typeof child === 'object' && child !== null
          ? hasText(child, text)
          : String(child).toLowerCase().includes(text)),
    )
  );
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
