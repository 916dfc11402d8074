import { entryOf, setEntry } from '../../entryOf';
import { isMap } from '../../isMap';

/**
 * Versions of objects as they are kept: what one has in common with the version before it, or with the last object of its
 * sort, is the very same value as there. So hundreds of pods, and all that is told of them, take little more than one.
 * What is handed in is not changed. Of who set which field, only who and when is kept.
 */
export class KeptVersions {
  /** By sort, the last object. */
  readonly #last = new Map<string, object>();

  /**
   * @param sort objects of a sort are much alike: `Pod`, `Event Pulled`
   * @param before the version before it, as it was kept; undefined for a new object
   */
  keep<T extends object>(sort: string, before: T | undefined, version: T): T {
    const kept = inCommon(before ?? this.#last.get(sort), withoutOwnedFields(version));
    this.#last.set(sort, kept);
    return kept;
  }
}

/** Without the `fieldsV1` of `metadata.managedFields`, which are half of an object and tell nothing of a start. */
function withoutOwnedFields<T extends object>(version: T): T {
  const { metadata } = version as { metadata?: unknown };
  if (!isMap(metadata) || !Array.isArray(metadata['managedFields'])) return version;
  const managedFields = metadata['managedFields'].map((entry: unknown) => {
    if (!isMap(entry)) return entry;
    const { fieldsV1: _, ...rest } = entry;
    return rest;
  });
  return { ...version, metadata: { ...metadata, managedFields } };
}

/** The value, with the other's own parts wherever they are equal; the other itself where all of it is. */
function inCommon<T>(like: unknown, value: T): T {
  if (like === value) return like as T; // of two equal texts, the one that is kept already
  if (Array.isArray(value) && Array.isArray(like)) return listInCommon(like, value) as T;
  return isMap(value) && isMap(like) ? (mapInCommon(like, value) as T) : value;
}

function listInCommon(like: unknown[], value: readonly unknown[]): unknown[] {
  const items = value.map((item, i) => inCommon(like[i], item));
  return items.length === like.length && items.every((item, i) => item === like[i]) ? like : items;
}

function mapInCommon(like: Record<string, unknown>, value: Record<string, unknown>): Record<string, unknown> {
  const copy = { ...value };
  let isAll = Object.keys(like).length === Object.keys(value).length;
  for (const [name, entry] of Object.entries(value)) {
    const known = entryOf(like, name);
    const kept = inCommon(known, entry);
    setEntry(copy, name, kept);
    isAll &&= kept === known && Object.hasOwn(like, name);
  }
  return isAll ? like : copy;
}
