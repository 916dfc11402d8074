/** What a hover has to tell, part by part, in the order in which it is read. */
export interface HoverParts {
  /** The field and its value as the kubelet understands it; what it means. */
  head: readonly string[];
  /** What stands before the calls: a gate, a refusal, that there are no calls. */
  notes: readonly string[];
  /** The calls and fields that respond, the important first. */
  lines: readonly string[];
  consequences: readonly string[];
  /** Who takes the object up. */
  taken: readonly string[];
  /** `scheduler: filters nodes by it` */
  readBy: readonly string[];
  /** What its absence means, since when it is there. */
  absent: readonly string[];
  warnings: readonly string[];
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
 */
export function hoverMarkdown(parts: HoverParts, maxLines: number, height: number): string {
  const extents: Extent[] = [
    { lines: maxLines, readers: 'all' },
    { lines: 3, readers: 'all' },
    { lines: 2, readers: 'all' },
    { lines: 3, readers: 'first' },
    { lines: 2, readers: 'first' },
    { lines: 2, readers: 'names' },
    { lines: 1, readers: 'names' },
  ];
  let markdown = '';
  for (const extent of extents) {
    markdown = written(parts, { ...extent, lines: Math.min(extent.lines, maxLines) });
    if (heightOf(markdown) + linksHeight <= height) break;
  }
  return markdown;
}

function written(parts: HoverParts, { lines: most, readers }: Extent): string {
  const { head, notes, lines, consequences, taken, readBy, absent, warnings } = parts;
  const rest = lines.length - most;
  const shown = rest > 0 ? [...lines.slice(0, most), `… and ${rest} more`] : lines;
  const list = [...shown, ...consequences].map((line) => `- ${line}`);
  const read = readBy.map((reader) => shortened(reader, readers));
  const last = [...(read.length > 0 ? [`Read by the ${read.join(' · ')}`] : []), ...absent, ...warnings];
  return [head.join(lineBreak), ...notes, list.join('\n'), ...taken, last.join(lineBreak)].filter(Boolean).join('\n\n');
}

const lineBreak = '  \n';

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

function heightOf(markdown: string): number {
  return markdown
    .split('\n\n')
    .map((section) => section.split('\n').reduce((rows, line) => rows + rowsOf(line), 0) * rowHeight + gap)
    .reduce((sum, each) => sum + each, 0);
}

function rowsOf(line: string): number {
  const codes = line.match(/`[^`]*`/g) ?? [];
  const code = codes.reduce((sum, text) => sum + text.length - 2, 0);
  const plain = line.replace(/`[^`]*`|\*\*/g, '').length;
  return Math.max(
    1,
    Math.ceil((plain * 7.1 + code * 8.45 + codes.length * 8 + (line.startsWith('- ') ? 20 : 0)) / width),
  );
}
