import { joined, link, prose, words, type Runs } from '../../textRuns';
import { markdown, type Markdown, type Section } from '../text/markdown';
import type { TakenUp } from './takersHover';

/** What a hover has to tell, part by part, in the order in which it is read. */
export interface HoverParts {
  /** The field and its value as the kubelet understands it; what it means. */
  head: readonly Runs[];
  /** What stands before the calls: a gate, a refusal, that there are no calls. */
  notes: readonly Runs[];
  /** The calls and fields that respond, the important first. */
  lines: readonly Runs[];
  consequences: readonly Runs[];
  /** Who takes the object up. */
  taken: readonly TakenUp[];
  /** `scheduler: filters nodes by it` */
  readBy: readonly string[];
  /** What its absence means, since when it is there. */
  absent: readonly Runs[];
  warnings: readonly Runs[];
}

/** How much of it is written down. */
interface Extent {
  lines: number;
  /** Readers with all that they do, with the first thing, or by name. */
  readers: 'all' | 'first' | 'names';
}

/**
 * The parts as Markdown. What would make it higher than it may be is folded, the least important first: lines of calls
 * (`… and 3 more`), then what readers do.
 *
 * @param height in pixels of an editor with its usual font
 * @param links the sections below the parts
 * @param request where the first lines that are folded are to be seen
 */
export function hoverMarkdown(
  parts: HoverParts,
  maxLines: number,
  height: number,
  links: readonly Section[] = [],
  request?: string,
): Markdown {
  const extents: Extent[] = [
    { lines: maxLines, readers: 'all' },
    { lines: 3, readers: 'all' },
    { lines: 2, readers: 'all' },
    { lines: 3, readers: 'first' },
    { lines: 2, readers: 'first' },
    { lines: 2, readers: 'names' },
    { lines: 1, readers: 'names' },
  ];
  let sections: Section[] = [];
  for (const extent of extents) {
    sections = written(parts, { ...extent, lines: Math.min(extent.lines, maxLines) }, request);
    if (heightOf(sections) + linksHeight <= height) break;
  }
  return markdown([...sections, ...links]);
}

function written(parts: HoverParts, { lines: most, readers }: Extent, request?: string): Section[] {
  const { head, notes, lines, consequences, taken, readBy, absent, warnings } = parts;
  let place = request;
  const folded = (all: readonly Runs[], length: number): readonly Runs[] => {
    const rest = all.length - length;
    if (rest <= 0) return all;
    const more = `… and ${rest} more`;
    const last = place === undefined ? words`${more}` : link(more, place);
    place = undefined;
    return [...all.slice(0, length), last];
  };
  const read = readBy.map((reader) => prose(shortened(reader, readers)));
  return [
    { lines: head },
    ...notes.map((note) => ({ lines: [note] })),
    { items: [...folded(lines, most), ...consequences] },
    ...taken.map((each) => ({ lines: [each.text], items: folded(each.lines, 4) })),
    { lines: [...(read.length > 0 ? [words`Read by the ${joined(read, ' · ')}`] : []), ...absent, ...warnings] },
  ].filter((section: Section) => (section.lines ?? section.items)?.length);
}

function shortened(reader: string, readers: Extent['readers']): string {
  if (readers === 'all') return reader;
  if (readers === 'names') return reader.replace(/:.*/s, '');
  return reader.replace(/(?:[;,]| \().*/s, '');
}

// As VS Code lays hovers out: 250 pixels high before they scroll, 735 wide.
const width = 735;
const rowHeight = 19.4;
const gap = 8;
const linksHeight = rowHeight + gap;

function heightOf(sections: readonly Section[]): number {
  return sections
    .map(({ lines = [], items = [] }) => [
      ...lines.map((line) => rowsOf(line, 0)),
      ...items.map((item) => rowsOf(item, 20)),
    ])
    .reduce((sum, rows) => sum + rows.reduce((all, each) => all + each, 0) * rowHeight + gap, 0);
}

/** How many rows a line takes that is so many pixels in. */
function rowsOf(text: Runs, indent: number): number {
  let pixels = indent;
  for (const run of text) {
    if (typeof run === 'string') pixels += run.length * 7.1;
    else if ('code' in run) pixels += run.code.length * 8.45 + 8;
    else pixels += ('link' in run ? run.link : run.strong).length * 7.1;
  }
  return Math.max(1, Math.ceil(pixels / width));
}
