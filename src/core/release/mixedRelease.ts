import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { isSameValue } from '../isSameValue';
import { behaviours, gates, youngFields } from './differences';
import type { KubernetesRelease } from './kubernetesRelease';

/**
 * A row of the tables of differences, by name: `behaviours.NAME`, `gates.NAME` or `youngFields.Definition.field`; and
 * `version`, for what follows from the release's number itself: which kinds it serves in which versions.
 */
export type RowName = string;

/** All rows, in the order of the tables. */
export const rowNames: readonly RowName[] = [
  ...Object.keys(behaviours).map((name) => `behaviours.${name}`),
  ...Object.keys(gates).map((name) => `gates.${name}`),
  ...Object.entries(youngFields).flatMap(([definition, fields]) =>
    Object.keys(fields).map((name) => `youngFields.${definition}.${name}`),
  ),
  'version',
];

const known: ReadonlySet<RowName> = new Set(rowNames);

/**
 * A release that has some rows as another one has them, and all else as the base. Throws for a row that no table has.
 */
export function mixedRelease(
  base: KubernetesRelease,
  other: KubernetesRelease,
  rows: readonly RowName[],
): KubernetesRelease {
  return rows.reduce((release, row) => withValue(release, row, valueOfRow(other, row)), base);
}

/** The rows in which two releases differ, in the order of the tables. */
export function differingRows(one: KubernetesRelease, other: KubernetesRelease): RowName[] {
  return rowNames.filter((row) => !isSameValue(valueOfRow(one, row), valueOfRow(other, row)));
}

/** What a release has in a row. */
export function valueOfRow(release: KubernetesRelease, row: RowName): unknown {
  if (!known.has(row)) throw new Error(`no table of differences has the row ${row}`);
  return pathOf(row).reduce<unknown>((part, name) => (isMap(part) ? entryOf(part, name) : undefined), release);
}

function withValue(release: KubernetesRelease, row: RowName, value: unknown): KubernetesRelease {
  const put = (part: unknown, [name = '', ...rest]: readonly string[]): object => {
    const inner = isMap(part) ? part : {};
    return { ...inner, [name]: rest.length > 0 ? put(entryOf(inner, name), rest) : value };
  };
  return put(release, pathOf(row)) as KubernetesRelease;
}

/** Where a release has what a row says. */
function pathOf(row: RowName): string[] {
  const [table = '', ...names] = row.split('.');
  if (table === 'youngFields') return ['fields', ...names];
  return table === 'behaviours' ? names : [table, ...names];
}
