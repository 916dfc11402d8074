import { atLevel } from '../trace/atLevel';
import { usualLevel, type Level } from '../trace/level';
import type { Note, Source, Trace } from '../trace/trace';
import { diagramRows, type DiagramArrow, type DiagramRow } from './diagramRows';
import { escapeMermaid } from './escapeMermaid';
import { labelText } from '../trace/messageLabel';
import { Lanes, type DiagramWidth, type Lane } from './lanes';
import { legs, podsOf } from './legs';

/** What of a trace is drawn. */
export interface DiagramOptions {
  /** In how much detail; default: the usual. */
  level?: Level;
  /** Only this pod's messages, and those that are about none. */
  pod?: string;
  /** The number of arrows after which a diagram goes on on its next page. Default: 250. */
  pageSize?: number;
  /** Counted from 0. */
  page?: number;
  /** Default: full. Otherwise arrows are written without their labels: who draws them finds a place for these. */
  width?: DiagramWidth;
}

export interface SequenceDiagram {
  /** Mermaid's text. */
  text: string;
  /** The arrows in the order in which they stand in the text and in Mermaid's drawing. */
  arrows: DiagramArrow[];
  /** How many notes stand in the text. */
  notes: number;
  /** The actors from left to right. */
  lanes: readonly Lane[];
  pages: number;
}

/** The trace as a Mermaid sequence diagram, and which message each of its arrows is. */
export function sequenceDiagram(whole: Trace, options: DiagramOptions = {}): SequenceDiagram {
  const trace = atLevel(whole, options.level ?? usualLevel);
  const messages = trace.messages.filter(
    ({ subject }) => options.pod === undefined || subject === undefined || subject.pod === options.pod,
  );
  const pods = podsOf(trace);
  const onlyPod = options.pod ?? (pods.length === 1 ? pods[0] : undefined);
  const shown = new Set(messages.map(({ id }) => id));
  const notes = trace.notes.filter((note) => note.after === undefined || shown.has(note.after));
  const pages = paged(diagramRows(legs(messages), notes, onlyPod), options.pageSize ?? 250);
  const rows = pages[Math.min(options.page ?? 0, pages.length - 1)] ?? [];

  const lanes = new Lanes(messages, notes, options.width);
  const writer = new DiagramWriter(lanes, options.width ?? 'full');
  writer.head(trace.title);
  for (const row of rows) writer.row(row, 1);
  const count = rows.filter(({ type }) => type === 'note').length;
  return {
    text: writer.text(),
    arrows: writer.arrows,
    notes: count,
    lanes: lanes.all,
    pages: pages.length,
  };
}

/** Cuts rows into pages of about so many arrows; a page may end inside a call. */
function paged(rows: readonly DiagramRow[], size: number): DiagramRow[][] {
  const pages: DiagramRow[][] = [[]];
  let arrows = 0;
  for (const row of rows) {
    if (arrows >= size) {
      pages.push([]);
      arrows = 0;
    }
    pages[pages.length - 1]!.push(row);
    arrows += row.type === 'loop' ? row.rows.length : row.type === 'arrow' ? 1 : 0;
  }
  return pages;
}

/** An arrow's label as it is read: what is deduced is marked. */
function writtenLabel({ label }: DiagramArrow, source: Source): string {
  return (source === 'inferred' ? '≈ ' : '') + labelText(label);
}

class DiagramWriter {
  readonly arrows: DiagramArrow[] = [];
  readonly #lines: string[] = [];
  readonly #open = new Set<string>();
  readonly #lanes: Lanes;
  readonly #width: DiagramWidth;

  constructor(lanes: Lanes, width: DiagramWidth) {
    this.#lanes = lanes;
    this.#width = width;
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  head(title: string): void {
    this.#lines.push('sequenceDiagram', `  accTitle: ${escapeMermaid(title)}`);
    let open: string | undefined;
    const close = (): void => void (open !== undefined && this.#lines.push('  end'));
    for (const { id, label, box } of this.#lanes.all) {
      if (box !== open) {
        close();
        if (box !== undefined) this.#lines.push(`  box transparent ${box}`);
        open = box;
      }
      this.#lines.push(`${box === undefined ? '  ' : '    '}participant ${id} as ${label}`);
    }
    close();
  }

  row(row: DiagramRow, depth: number): void {
    const indent = '  '.repeat(depth);
    switch (row.type) {
      case 'note':
        this.#lines.push(`${indent}Note over ${this.#over(row.note)}:${this.#noteText(row.note.text)}`);
        break;
      case 'loop':
        this.#lines.push(`${indent}loop ${row.times} times`);
        for (const inner of row.rows) this.row(inner, depth + 1);
        this.#lines.push(`${indent}end`);
        break;
      case 'arrow':
        this.#lines.push(indent + this.#arrow(row));
        this.arrows.push(row.arrow);
    }
  }

  #arrow({ leg, arrow, hasResponse }: Extract<DiagramRow, { type: 'arrow' }>): string {
    const { id, outcome, source, node } = leg.message;
    const [from, to] = [this.#lanes.id(leg.message.from, node), this.#lanes.id(leg.message.to, node)];
    const text = (this.#width === 'full' && escapeMermaid(writtenLabel(arrow, source))) || '#160;';
    if (leg.kind === 'request') {
      if (hasResponse) this.#open.add(id);
      return `${from}->>${hasResponse && from !== to ? '+' : ''}${to}: ${text}`;
    }
    const deactivate = this.#open.delete(id) && from !== to ? '-' : '';
    return `${to}--${outcome.ok ? '>>' : 'x'}${deactivate}${from}: ${text}`;
  }

  /** Where lanes are close, a note is as wide as all of them, and its lines are broken. */
  #noteText(text: string): string {
    return this.#width === 'full' ? ` ${escapeMermaid(text)}` : `wrap: ${escapeMermaid(text)}`;
  }

  #over(note: Note): string {
    if (this.#width !== 'full') return [...new Set([this.#lanes.all[0]!.id, this.#lanes.all.at(-1)!.id])].join(',');
    const ids = note.over.map((actor) => this.#lanes.id(actor, note.node));
    const over = this.#lanes.all.map(({ id }) => id).filter((id) => ids.includes(id));
    const [first, last] = [over[0], over.at(-1)];
    return first === last ? `${first}` : `${first},${last}`;
  }
}
