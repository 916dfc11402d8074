import type { FieldFeed } from '../../core/panel/protocol';
import type { FieldRow } from './fieldRows';

/** A field that many lines feed (a list of them) links to the first. */
const mostLinks = 3;

/** The feeds that a row links to: those of its field and, while it is folded, of all that it hides; each line once. */
export function fieldLinks(
  feeds: readonly FieldFeed[],
  { path, isOpen }: Pick<FieldRow, 'path' | 'isOpen'>,
): FieldFeed[] {
  const own = feeds.filter(
    ({ field }) => field === path || (!isOpen && (field.startsWith(`${path}.`) || field.startsWith(`${path}[`))),
  );
  const byLine = new Map<number, FieldFeed>();
  for (const feed of own) if (!byLine.has(feed.line)) byLine.set(feed.line, feed);
  return [...byLine.values()].slice(0, mostLinks);
}
