import { atLevel } from '../trace/atLevel';
import { usualLevel, type Level } from '../trace/level';
import { isOfPod } from '../trace/isOfPod';
import { noteText } from '../trace/noteText';
import { partSpanText } from '../trace/partSpanText';
import { podsOf } from '../trace/podsOf';
import type { Lane as TimelineLane } from '../trace/timeline';
import type { Actor, Message, Note, Source, Trace } from '../trace/trace';
import { waitsOf } from '../trace/waits';
import { diagramRows, type DiagramArrow, type DiagramRow } from './diagramRows';
import { escapeMermaid } from './escapeMermaid';
import { labelText, type Labels } from '../trace/labels';
import { Lanes, type DiagramWidth, type Lane } from './lanes';
import { legs } from './legs';
import type { DiagramPhases, PhaseHeading } from './phaseHeading';
import { continued, phasedRows } from './phasedRows';
import type { Phase } from '../phases/phase';

/** What of a trace is drawn. */
export interface DiagramOptions {
  /** In how much detail; default: the usual. */
  level?: Level;
  /** Only this pod's messages, and those that are about none. */
  pod?: string;
  /** Ids of the messages that are drawn; default: all. */
  messages?: ReadonlySet<string>;
  /** What stands below all of it. */
  caption?: string;
  /** The number of arrows after which a diagram goes on on its next page. Default: 250. */
  pageSize?: number;
  /** Where each pod's time went: what was waited for is told between the calls. */
  lanes?: readonly Pick<TimelineLane, 'uid' | 'pod' | 'parts'>[];
  /** Each phase has a heading, and a folded one nothing else. Default: no headings, as in an exported text. */
  phases?: DiagramPhases;
  /** What is from or to one of these is left out. */
  hidden?: ReadonlySet<Actor>;
}

/** A note of a diagram; `wait` is its place in a lane of the timeline. */
export interface DiagramNote {
  wait?: { uid: string; index: number };
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
  /** The notes in the order in which they stand in the text, with those in whose place headings are, and with the wait that each tells of, if it does. */
  notes: DiagramNote[];
  headings: readonly PlacedHeading[];
  /** The pod whose start it is; absent where there are several. */
  onlyPod: string | undefined;
  /** The actors from left to right. */
  lanes: readonly Lane[];
  pages: number;
}

/** A diagram that may be too long for one drawing. */
export interface DiagramPages {
  pages: number;
  /** The pages that have an arrow of a message, counted from 0. */
  pagesWith: (message: string) => number[];
  /** A page of so many, or the last one. */
  part: (page: number, width: DiagramWidth) => SequenceDiagram;
}

/** What a trace has of a Mermaid sequence diagram, worked out once for all of its pages. */
export function diagramPages(whole: Trace, labels: Labels, options: DiagramOptions): DiagramPages {
  const trace = atLevel(whole, options.level ?? usualLevel);
  const { hidden, phases } = options;
  const isSeen = (actor: Actor): boolean => !hidden?.has(actor);
  const messages = trace.messages.filter(
    (message) =>
      (options.messages?.has(message.id) ?? true) &&
      (options.pod === undefined || isOfPod(message, options.pod)) &&
      isSeen(message.from) &&
      isSeen(message.to),
  );
  const pods = podsOf(trace);
  const onlyPod = options.pod ?? (pods.length === 1 ? pods[0] : undefined);
  const shown = new Set(messages.map(({ id }) => id));
  const isPart = options.messages !== undefined;
  const waits = waitsOf(messages.length === 0 || isPart ? [] : (options.lanes ?? [])).filter(
    ({ pod }) => (onlyPod ?? pod) === pod,
  );
  const labelled = { onlyPod, namesPods: onlyPod === undefined && pods.length > 1 };
  const notes = trace.notes.filter(
    (note) =>
      (note.after === undefined ? !isPart : shown.has(note.after)) &&
      (options.pod === undefined || isOfPod(note, options.pod)) &&
      note.over.some((actor) => isSeen(actor)),
  );
  const groupOf = phases && ((id: string) => phases.of.get(id));
  const all = diagramRows(legs(messages), { notes, waits }, { labels, labelled, groupOf });
  const calls = callsIn(messages, phases);
  const pages = paged(phases ? phasedRows(all, phases, calls) : all, options.pageSize ?? 250);
  const known = new Map<DiagramWidth, Lanes>();
  const lanesIn = (width: DiagramWidth): Lanes => {
    const lanes = known.get(width) ?? new Lanes(messages, seenNotes(notes, isSeen), width);
    known.set(width, lanes);
    return lanes;
  };
  const part = (wanted: number, width: DiagramWidth): SequenceDiagram => {
    const at = Math.min(wanted, pages.length - 1);
    const page = pages[at] ?? [];
    const rows = phases && at > 0 ? continued(page, phases, calls) : page;
    const lanes = lanesIn(width);
    const writer = new DiagramWriter(lanes, { width, namesPods: labelled.namesPods });
    writer.head(trace.title);
    for (const row of rows) writer.row(row);
    if (at === pages.length - 1) writer.endAll();
    if (options.caption !== undefined) writer.caption(options.caption);
    return {
      text: writer.text(),
      arrows: writer.arrows,
      notes: writer.notes,
      headings: writer.headings,
      onlyPod,
      lanes: lanes.all,
      pages: pages.length,
    };
  };
  const pagesWith = (message: string): number[] =>
    pages.flatMap((rows, at) =>
      rows.some((row) => row.type === 'arrow' && row.arrow.messages.includes(message)) ? [at] : [],
    );
  return { pages: pages.length, pagesWith, part };
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
    arrows += row.type === 'arrow' || isFolded(row) ? 1 : 0;
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

interface WriterOptions {
  width: DiagramWidth;
  namesPods: boolean;
}

/** Whether nothing tells that a call which lasts has ended. */
function isUnderWay({ protocol, start, end, outcome }: Message): boolean {
  return protocol === 'CRI' && start !== undefined && end === undefined && outcome.ok;
}

class DiagramWriter {
  readonly arrows: DiagramArrow[] = [];
  readonly headings: PlacedHeading[] = [];
  readonly #lines: string[] = [];
  readonly notes: DiagramNote[] = [];
  /** The lanes of those that are called, by the ids of the calls that are not answered yet. */
  readonly #open = new Map<string, string>();
  readonly #lanes: Lanes;
  readonly #width: DiagramWidth;
  readonly #namesPods: boolean;

  constructor(lanes: Lanes, { width, namesPods }: WriterOptions) {
    this.#lanes = lanes;
    this.#width = width;
    this.#namesPods = namesPods;
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

  /** Over all lanes, where there are any. */
  caption(text: string): void {
    const [first, last] = [this.#lanes.all[0], this.#lanes.all.at(-1)];
    if (!first || !last) return;
    const over = first === last ? first.id : `${first.id},${last.id}`;
    this.#lines.push(`  Note over ${over}: ${escapeMermaid(text)}`);
    this.notes.push({});
  }

  row(row: DiagramRow): void {
    switch (row.type) {
      case 'note':
        this.#note(row.note.over, row.note.node, noteText(row.note, this.#namesPods), {});
        break;
      case 'phase':
        this.#lines.push(`  Note over ${this.#overAll()}: #160;`);
        this.headings.push({ ...row.heading, note: this.notes.length });
        this.notes.push({});
        break;
      case 'wait': {
        const { uid, index, pod, part } = row.wait;
        const text = `${partSpanText(part)}: ${part.label}`;
        this.#note([], undefined, this.#namesPods ? `${pod}: ${text}` : text, { wait: { uid, index } });
        break;
      }
      case 'arrow':
        this.#lines.push(`  ${this.#arrow(row)}`);
        this.arrows.push(row.arrow);
    }
  }

  /** Calls that are still under way reach to the foot of the diagram. */
  endAll(): void {
    for (const [, lane] of this.#open) this.#lines.push(`  deactivate ${lane}`);
    this.#open.clear();
  }

  /** Over nobody in particular, it is a pause of all. */
  #note(over: readonly Actor[], node: string | undefined, text: string, note: DiagramNote): void {
    this.#lines.push(`  Note over ${this.#over(over, node)}:${this.#noteText(text, over.length === 0)}`);
    this.notes.push(note);
  }

  #arrow({ leg, arrow, hasResponse }: Extract<DiagramRow, { type: 'arrow' }>): string {
    const { id, outcome, source, node } = leg.message;
    const [from, to] = [this.#lanes.id(leg.message.from, node), this.#lanes.id(leg.message.to, node)];
    const text = (this.#width === 'full' && escapeMermaid(writtenLabel(arrow, source))) || '#160;';
    if (leg.kind === 'request') {
      const isOpen = isUnderWay(leg.message);
      if ((hasResponse || isOpen) && from !== to) this.#open.set(id, to);
      const head = leg.message.protocol === 'process' && !outcome.ok ? '-x' : '->>';
      return `${from}${head}${(hasResponse || isOpen) && from !== to ? '+' : ''}${to}: ${text}`;
    }
    const deactivate = this.#open.delete(id) ? '-' : '';
    return `${to}--${outcome.ok ? '>>' : 'x'}${deactivate}${from}: ${text}`;
  }

  /** Where lanes are close, a note is as wide as all of them, and its lines are broken, as those of a pause are. */
  #noteText(text: string, isPause: boolean): string {
    return this.#width === 'full' && !isPause ? ` ${escapeMermaid(text)}` : `wrap: ${escapeMermaid(text)}`;
  }

  #overAll(): string {
    return [...new Set([this.#lanes.all[0]!.id, this.#lanes.all.at(-1)!.id])].join(',');
  }

  #over(of: readonly Actor[], node: string | undefined): string {
    if (this.#width !== 'full' || of.length === 0) return this.#overAll();
    const ids = of.map((actor) => this.#lanes.id(actor, node));
    const over = this.#lanes.all.map(({ id }) => id).filter((id) => ids.includes(id));
    const [first, last] = [over[0], over.at(-1)];
    return first === last ? `${first}` : `${first},${last}`;
  }
}
