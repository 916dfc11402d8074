/**
 * What no difference of CRI calls can tell about a field: short facts in our own words, shown
 * below what the simulator computed. Keyed by the definition and field of core/api/schema.
 */
export interface FieldFact {
  /** What the value decides, as one sentence. */
  means: string;
  /** Who reads it and when, in the order of the start: `scheduler: filters nodes by it`. */
  readBy?: readonly string[];
  /** What its absence means. */
  absent?: string;
  /** The release since which it is on by default, `1.29`, where the table of releases (core/release) has no gate for it. */
  since?: string;
  /** A feature gate without which the API server drops the field, and that is in no table. */
  gate?: string;
}

/** Definition → field → fact. */
export type FactTable = Readonly<Record<string, Readonly<Record<string, FieldFact>>>>;
