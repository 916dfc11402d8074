import { atLevel } from '../trace/atLevel';
import { usualLevel, type Level } from '../trace/level';
import type { Actor, Message, Note, Source, Trace } from '../trace/trace';
import { diagramRows, type DiagramArrow, type DiagramRow } from './diagramRows';
import { escapeMermaid } from './escapeMermaid';
import { labelText } from '../trace/messageLabel';
import { Lanes, type DiagramWidth, type Lane } from './lanes';
import { legs, podsOf } from './legs';
import { continued, phasedRows, type DiagramPhases, type PhaseHeading } from './phasedRows';
import type { Phase } from '../phases/phase';

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
  /** Each phase has a heading, and a folded one nothing else. Default: no headings, as in an exported text. */
  phases?: DiagramPhases;
  /** What is from or to one of these is left out. */
  hidden?: ReadonlySet<Actor>;
}

/** A phase's heading, and which of the notes in the text holds its place. */
export interface PlacedHeading extends PhaseHeading {
  note: number;
}

export interface SequenceDiagram {
  /** Mermaid's text. */
  text: string;
  /** The arrows in the order in which they stand in the text and in Mermaid's drawing. */
  arrows: DiagramArrow[];
  /** How many notes stand in the text, with those in whose place headings are. */
  notes: number;
  headings: readonly PlacedHeading[];
  /** The pod whose start it is; absent where there are several. */
  onlyPod: string | undefined;
  /** The actors from left to right. */
  lanes: readonly Lane[];
  pages: number;
}

/** The trace as a Mermaid sequence diagram, and which message each of its arrows is. */
export function sequenceDiagram(whole: Trace, options: DiagramOptions = {}): SequenceDiagram {
  const trace = atLevel(whole, options.level ?? usualLevel);
  const { hidden, phases } = options;
  const isSeen = (actor: Actor): boolean => !hidden?.has(actor);
  const messages = trace.messages.filter(
    ({ subject, from, to }) =>
      (options.pod === undefined || subject === undefined || subject.pod === options.pod) && isSeen(from) && isSeen(to),
  );
  const pods = podsOf(trace);
  const onlyPod = options.pod ?? (pods.length === 1 ? pods[0] : undefined);
  const shown = new Set(messages.map(({ id }) => id));
  const notes = trace.notes.filter(
    ({ after, over }) => (after === undefined || shown.has(after)) && over.some((actor) => isSeen(actor)),
  );
  const all = diagramRows(legs(messages), notes, onlyPod, phases && ((id) => phases.of.get(id)));
  const calls = callsIn(messages, phases);
  const pages = paged(phases ? phasedRows(all, phases, calls) : all, options.pageSize ?? 250);
  const at = Math.min(options.page ?? 0, pages.length - 1);
  const page = pages[at] ?? [];
  const rows = phases && at > 0 ? continued(page, phases, calls) : page;

  const lanes = new Lanes(messages, seenNotes(notes, isSeen), options.width);
  const writer = new DiagramWriter(lanes, options.width ?? 'full');
  writer.head(trace.title);
  for (const row of rows) writer.row(row, 1);
  return {
    text: writer.text(),
    arrows: writer.arrows,
    notes: writer.notes,
    headings: writer.headings,
    onlyPod,
    lanes: lanes.all,
    pages: pages.length,
  };
}

/** How many messages of each phase are shown. */
function callsIn(messages: readonly Message[], phases: DiagramPhases | undefined): Map<Phase, number> {
  const calls = new Map<Phase, number>();
  for (const { id, times = 1 } of messages) {
    const phase = phases?.of.get(id);
    if (phase) calls.set(phase, (calls.get(phase) ?? 0) + times);
  }
  return calls;
}

function seenNotes(notes: readonly Note[], isSeen: (actor: Actor) => boolean): Note[] {
  return notes.map((note) => ({ ...note, over: note.over.filter(isSeen) }));
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
    arrows += row.type === 'loop' ? row.rows.length : row.type === 'arrow' || isFolded(row) ? 1 : 0;
  }
  return pages;
}

/** A folded phase takes the place of an arrow. */
function isFolded(row: DiagramRow): boolean {
  return row.type === 'phase' && !row.heading.isOpen;
}

/** An arrow's label as it is read: what is deduced is marked. */
function writtenLabel({ label }: DiagramArrow, source: Source): string {
  return (source === 'inferred' ? '≈ ' : '') + labelText(label);
}

class DiagramWriter {
  readonly arrows: DiagramArrow[] = [];
  readonly headings: PlacedHeading[] = [];
  notes = 0;
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
        this.notes++;
        break;
      case 'phase':
        this.#lines.push(`${indent}Note over ${this.#overAll()}: #160;`);
        this.headings.push({ ...row.heading, note: this.notes++ });
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

  #overAll(): string {
    return [...new Set([this.#lanes.all[0]!.id, this.#lanes.all.at(-1)!.id])].join(',');
  }

  #over(note: Note): string {
    if (this.#width !== 'full') return this.#overAll();
    const ids = note.over.map((actor) => this.#lanes.id(actor, note.node));
    const over = this.#lanes.all.map(({ id }) => id).filter((id) => ids.includes(id));
    const [first, last] = [over[0], over.at(-1)];
    return first === last ? `${first}` : `${first},${last}`;
  }
}
