/** Offsets into a text: `start` is inside, `end` is not. */
export interface SourceRange {
  start: number;
  end: number;
}

/** A YAML value and where it stands. Offsets count from its document's start. */
export interface SourceNode extends SourceRange {
  /** Plain data, as kubectl would read it. */
  value: unknown;
  /** Where the field's name stands, for a map's entry. */
  key?: SourceRange;
  /** A map's entries, those that a merge key brings included. */
  entries?: Map<string, SourceNode>;
  items?: SourceNode[];
  /** Set where an alias or a merge key shows a value that is written elsewhere: where the alias stands. */
  alias?: SourceRange;
  /** Set where a merge key brings the entry in; then `alias` is the merge key's. */
  isMerged?: true;
  /** The entry with the same key that stands before it in its map, and that it takes the place of. */
  hides?: SourceNode;
}
