import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { entryKeys } from './entryKeys';
import { isOfChance, type Chance } from './chance';

/** One field that two payloads have otherwise. */
export interface FieldDifference {
  type: 'field';
  part: 'request' | 'response';
  /** `config.envs[PORT].value`: entries of lists by their key, where they have one. */
  field: string;
  /** The value on either side; absent where the field is not there. */
  left?: unknown;
  right?: unknown;
}

export interface PayloadOptions {
  part: FieldDifference['part'];
  /** What is chance on either side. */
  chance: readonly [left: Chance, right: Chance];
  /** A side that was observed holds what is known of it: a field that only one side has is no difference. */
  isPartial: boolean;
}

/** Where a request repeats what another one tells: RunPodSandbox has the sandbox's config. */
const repeated = 'sandbox_config';

/** What two payloads have otherwise, but for what is chance; in the order of the left one's fields. */
export function payloadDifferences(left: unknown, right: unknown, options: PayloadOptions): FieldDifference[] {
  const { part, chance, isPartial } = options;
  const found: FieldDifference[] = [];
  const compare = (a: unknown, b: unknown, field: string): void => {
    if (a === b) return;
    if (typeof a === 'string' && typeof b === 'string' && chance[0].without(a) === chance[1].without(b)) return;
    if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b, field);
    if (isMap(a) && isMap(b)) return compareMaps(a, b, field);
    if (isPartial && (a === undefined || b === undefined)) return;
    if (isNothing(a) && isNothing(b)) return;
    // What one side alone has is told field by field, as it is where both have it.
    if (a === undefined && isFilled(b))
      return Array.isArray(b) ? compareLists([], b, field) : compareMaps({}, b, field);
    if (b === undefined && isFilled(a))
      return Array.isArray(a) ? compareLists(a, [], field) : compareMaps(a, {}, field);
    found.push({
      type: 'field',
      part,
      field,
      ...(a !== undefined && { left: a }),
      ...(b !== undefined && { right: b }),
    });
  };
  const compareMaps = (a: object, b: object, field: string): void => {
    for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
      const [one, other] = [entryOf(a, key), entryOf(b, key)];
      if (isOfChance(key) || (field === '' && key === repeated)) continue;
      compare(one, other, field === '' ? key : `${field}.${key}`);
    }
  };
  // The order of what has keys says nothing: envs come in that of a Go map.
  const compareLists = (a: readonly unknown[], b: readonly unknown[], field: string): void => {
    const [mine, theirs] = [entriesOf(a, chance[0]), entriesOf(b, chance[1])];
    if (!mine || !theirs) {
      for (let i = 0; i < Math.max(a.length, b.length); i++) compare(a[i], b[i], `${field}[${i}]`);
      return;
    }
    for (const key of new Set([...mine.keys(), ...theirs.keys()]))
      compare(mine.get(key), theirs.get(key), `${field}[${key}]`);
  };
  compare(left, right, '');
  return found;
}

function isFilled(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0;
}

/** What says no more than that nothing was said. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** The entries of a list by their keys; undefined where not each has one of its own. */
function entriesOf(list: readonly unknown[], chance: Chance): Map<string, unknown> | undefined {
  const keys = entryKeys(list);
  return keys && new Map(list.map((item, i) => [chance.without(keys[i]!), item]));
}
