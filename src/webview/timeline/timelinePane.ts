import { anchoredScroll } from '../parts/zoom';
import { element } from '../parts/element';
import { setText } from '../parts/changes';
import { grown, partOf } from './laneParts';
import { stepBy, type Cell } from './cellSteps';
import { perform } from '../parts/keys';
import type { KeyAction } from '../../core/keyTable';
import { laneSentence, markSentence, partSentence } from './laneText';
import { LaneRow, type TimelineRow } from './laneRow';
import { roundedUp, ticks } from './ticks';
import type { LaneMark } from '../../core/trace/laneMarks';
import type { Lane } from '../../core/trace/timeline';
import type { Message } from '../../core/trace/trace';
import type { PathPart } from '../../core/trace/pathPart';
import type { PodLane } from '../../core/observe/podLanes';

export interface TimelineState {
  lanes: readonly Lane[];
  /** The watched pods, where there are several: their order and their status. */
  pods?: readonly PodLane[] | undefined;
  /** The name of the pod whose diagram is shown; undefined for all. */
  chosen: string | undefined;
  /** Whether time goes on in what is shown. */
  isLive: boolean;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What the line above the lanes tells. */
export interface TimelineSummary {
  /** Of the shown pod, else of the first whose parts are known: what most want to know of. */
  lane?: Lane;
  uid?: string;
  /** Whose start it is, where there are several. */
  name?: string;
  hasInferred: boolean;
}

export interface TimelineListener {
  /** The index of one of a lane's parts. */
  selected(lane: Lane, part: number): void;
  choosePod(name: string, uid: string): void;
  /** A message that one of a lane's marks is. */
  selectedMark(message: string): void;
  /** A moment of a pod's start, in milliseconds since the epoch. */
  selectedMoment(uid: string, at: number): void;
  /** Lanes came into sight of which the parts are not known. */
  wanted(uids: string[]): void;
  /** What the line above the lanes tells has changed, or time went on. */
  summed(summary: TimelineSummary): void;
}

/** Pixels of a row; timeline.css has the same. */
const rowHeight = 30;
/** Rows beyond those in sight that are there too. */
const beyond = 3;
/** What is to come takes at most so much of what was. */
const mostAhead = 1.3;
const zoomLimits = { least: 1, most: 2000 };

/**
 * Where each pod's time went: a lane a pod, on one axis, in step with the diagram. Its elements are changed in place:
 * many lanes grow at each step of time.
 */
export class TimelinePane {
  readonly root: HTMLElement;
  readonly #listener: TimelineListener;
  readonly #axis = element('div', { class: 'axis', 'aria-hidden': 'true' });
  readonly #ticks = element('div', { class: 'track' });
  readonly #grid = element('div', {
    class: 'lanes-inner',
    role: 'grid',
    'aria-label': 'Where the time of each pod went',
  });
  readonly #scroller = element('div', { class: 'lanes' });
  readonly #caption = element('div', { class: 'caption', 'aria-hidden': 'true' });
  readonly #shownRows = new Map<string, LaneRow>();
  #state: TimelineState = { lanes: [], chosen: undefined, isLive: false, now: 0 };
  #rows: TimelineRow[] = [];
  #span = 1;
  #zoom = 1;
  #isOpen: boolean;
  #selection?: { uid: string; index: number };
  /** The selected moment in milliseconds since the epoch, and whose it is. */
  #cursor?: { uid: string; at: number } | undefined;
  #active?: { uid: string; cell: number };
  #asked = '';
  readonly #sizes: ResizeObserver;

  /** `root` is the pane's own: nothing else fills it. */
  constructor(root: HTMLElement, listener: TimelineListener, isOpen: boolean) {
    this.root = root;
    this.#listener = listener;
    this.#isOpen = isOpen;
    this.#axis.append(element('div', { class: 'lane-name' }), this.#ticks);
    this.#scroller.append(this.#axis, this.#grid);
    this.root.append(this.#scroller, this.#caption);
    const moved = (): void => {
      this.#render();
      this.#ask();
    };
    this.#scroller.addEventListener('scroll', moved, { passive: true });
    this.#scroller.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    this.#ticks.title = 'Show the state at a time';
    this.#ticks.addEventListener('pointerdown', (event) => this.#scrub(event));
    this.#grid.addEventListener('click', (event) => this.#click(event));
    this.#grid.addEventListener('keydown', (event) => this.#key(event));
    this.#grid.addEventListener('focusin', (event) => this.#focused(event.target));
    this.#grid.addEventListener('pointerover', (event) => this.#describe(event.target));
    this.#grid.addEventListener('pointerleave', () => this.#describe(document.activeElement));
    this.#sizes = new ResizeObserver(moved);
    this.#sizes.observe(this.#scroller);
  }

  /** Ends it: it is not shown any more. */
  dispose(): void {
    this.#sizes.disconnect();
  }

  /** The selected part as it is now. */
  get #selected(): { part: PathPart; lane: Lane } | undefined {
    const lane = this.#rows.find(({ uid }) => uid === this.#selection?.uid)?.lane;
    const part = lane?.parts[this.#selection?.index ?? -1];
    return part && lane && { part, lane };
  }

  show(state: TimelineState): void {
    this.#state = state;
    const lanes = new Map(state.lanes.map((lane) => [lane.uid, lane]));
    const rows = state.pods
      ? state.pods.map((pod) => ({ uid: pod.uid, name: pod.name, pod, lane: lanes.get(pod.uid) }))
      : state.lanes.map((lane) => ({ uid: lane.uid, name: lane.pod, lane, pod: undefined }));
    this.#rows = rows.map(({ uid, name, pod, lane }) => ({ uid, name, ...(pod && { pod }), ...(lane && { lane }) }));
    this.root.classList.toggle('single', rows.length === 1);
    try {
      this.tick(state.now);
    } catch (error) {
      this.#rows = []; // what cannot be drawn is not tried again when the pane changes its size
      throw error;
    }
    this.#ask();
  }

  /** Lets what is under way go on; `now` in milliseconds since the epoch. */
  tick(now: number): void {
    const { isLive } = this.#state;
    if (isLive) this.#rows = this.#rows.map((row) => (row.lane ? { ...row, lane: grown(row.lane, now) } : row));
    const isGrowing = isLive && this.#rows.some(({ lane }) => lane && lane.reached === undefined);
    const longest = Math.max(
      1,
      ...this.#rows.map(({ lane, pod }) => lane?.whole.milliseconds ?? (pod?.seconds ?? 0) * 1000),
    );
    const latest = Math.min(
      longest * mostAhead,
      Math.max(0, ...this.#rows.flatMap(({ lane }) => (lane ? [aheadOf(lane)] : []))),
    );
    this.#span = isGrowing ? roundedUp(Math.max(longest, latest)) : Math.max(longest, latest);
    const main = this.#main();
    this.#listener.summed({
      ...(main?.lane && { lane: main.lane, uid: main.uid }),
      ...(main && this.#rows.length > 1 && { name: main.name }),
      hasInferred: this.#rows.some(({ lane }) => lane?.parts.some(({ source }) => source === 'inferred')),
    });
    this.#render();
  }

  /** Selects the part that a message of the diagram belongs to, or none. */
  selectMessage(message: Message | undefined): void {
    const row = this.#rows.find(
      ({ name, lane }) => name === message?.subject?.pod && lane?.namespace === message.subject.namespace,
    );
    const at = (message?.end ?? message?.start)?.at;
    this.#cursor = row && at !== undefined ? { uid: row.uid, at } : undefined;
    if (message && this.#selected?.part.messages.includes(message.id)) return this.#render();
    const index = message && row?.lane ? partOf(row.lane, message) : -1;
    this.#selection = row && index >= 0 ? { uid: row.uid, index } : undefined;
    this.#render();
    this.#describe(document.activeElement);
  }

  /** Shows a moment of a lane as selected, or none. */
  showMoment(moment: { uid: string; at: number } | undefined): void {
    this.#cursor = moment;
    if (moment) this.#selection = undefined;
    this.#render();
  }

  /** Folds or unfolds the lanes. */
  open(isOpen: boolean): void {
    this.#isOpen = isOpen;
    this.#render();
    this.#ask();
  }

  /** The shown pod, else the first: what most want to know of. */
  #main(): TimelineRow | undefined {
    return (
      this.#rows.find(({ name, lane }) => lane && name === this.#state.chosen) ?? this.#rows.find(({ lane }) => lane)
    );
  }

  /** Draws the rows that are in sight, and takes the others away. */
  #render(): void {
    if (!this.#isOpen) return;
    const count = this.#rows.length;
    this.#scroller.style.setProperty('--zoom', String(this.#zoom));
    this.#grid.style.setProperty('--rows', String(count));
    this.#grid.setAttribute('aria-rowcount', String(count));
    const width = this.#ticks.clientWidth;
    this.#drawAxis(width);
    const { scrollTop, clientHeight } = this.#scroller;
    const first = Math.max(0, Math.floor(scrollTop / rowHeight) - beyond);
    const last = Math.min(count, Math.ceil((scrollTop + clientHeight) / rowHeight) + beyond);
    const inSight = new Map(this.#rows.slice(first, last).map((row, i) => [row.uid, { row, index: first + i }]));
    for (const [uid, { root }] of this.#shownRows) {
      if (inSight.has(uid) || root.contains(document.activeElement)) continue;
      root.remove();
      this.#shownRows.delete(uid);
    }
    for (const [uid, { row, index }] of inSight) {
      let shown = this.#shownRows.get(uid);
      if (!shown) {
        this.#shownRows.set(uid, (shown = new LaneRow(row)));
        this.#grid.append(shown.root);
      }
      shown.show(row, {
        index,
        whole: this.#span,
        width,
        isChosen: count > 1 && row.name === this.#state.chosen,
        selected: this.#selection?.uid === uid ? this.#selection.index : -1,
        cursor: this.#cursor?.uid === uid ? this.#cursor.at : undefined,
      });
    }
    this.#rove();
  }

  #drawAxis(width: number): void {
    const wanted = ticks(this.#span, width);
    while (this.#ticks.children.length > wanted.length) this.#ticks.lastChild?.remove();
    for (const [index, { at, label }] of wanted.entries()) {
      const tick = (this.#ticks.children[index] as HTMLElement | undefined) ?? element('span', { class: 'tick' });
      if (!tick.parentNode) this.#ticks.append(tick);
      setText(tick, label);
      tick.style.setProperty('--from', `${(100 * at) / this.#span}%`);
    }
  }

  /** Asks for the parts of the lanes in sight that are not known. */
  #ask(): void {
    if (!this.#isOpen) return;
    const { scrollTop, clientHeight } = this.#scroller;
    const rows = this.#rows.slice(Math.floor(scrollTop / rowHeight), Math.ceil((scrollTop + clientHeight) / rowHeight));
    if (rows.every(({ lane }) => lane)) return;
    const uids = rows.map(({ uid }) => uid);
    if (uids.join(' ') === this.#asked) return;
    this.#asked = uids.join(' ');
    this.#listener.wanted(uids);
  }

  /** One cell is reached by Tab: the one that was last, else the selected one, else the first. */
  #rove(): void {
    const active = this.#active && this.#shownRows.get(this.#active.uid);
    const selected = this.#selection && this.#shownRows.get(this.#selection.uid);
    const cell = active
      ? active.cells[Math.min(this.#active!.cell, active.cells.length - 1)]
      : selected
        ? selected.cells[this.#selection!.index + 1]
        : this.#shownRows.get(this.#rows[0]?.uid ?? '')?.cells[this.#rows.length === 1 ? 1 : 0];
    for (const other of this.#grid.querySelectorAll('[tabindex="0"]'))
      if (other !== cell) other.setAttribute('tabindex', '-1');
    cell?.setAttribute('tabindex', '0');
  }

  #cellOf(target: EventTarget | null): { row: TimelineRow; cell: number; mark: LaneMark | undefined } | undefined {
    if (!(target instanceof Element)) return undefined;
    const shown = [...this.#shownRows.values()].find(({ root }) => root.contains(target));
    const cell = shown?.cells.findIndex((each) => each.contains(target)) ?? -1;
    const mark = shown?.row.lane?.marks[Number(target instanceof HTMLElement ? target.dataset['mark'] : undefined)];
    return shown && { row: shown.row, cell, mark };
  }

  #focused(target: EventTarget | null): void {
    const found = this.#cellOf(target);
    if (!found || found.cell < 0) return;
    this.#active = { uid: found.row.uid, cell: found.cell };
    this.#rove();
    this.#describe(target);
  }

  /** Says under the lanes what is pointed at, else what is selected. */
  #describe(target: EventTarget | null): void {
    const { row, cell = 0, mark } = this.#cellOf(target) ?? {};
    const pointed = row?.lane?.parts[cell - 1];
    const selection = this.#selected;
    const text =
      mark && row?.lane
        ? markSentence(mark, row.lane)
        : pointed && row?.lane
          ? partSentence(pointed, row.lane)
          : row?.lane && this.#rows.length > 1
            ? `${row.name}: ${laneSentence(row.lane)}`
            : selection
              ? partSentence(selection.part, selection.lane)
              : '';
    setText(this.#caption, text);
  }

  #click(event: MouseEvent): void {
    const { row, cell = -1, mark } = this.#cellOf(event.target) ?? {};
    if (!row) return;
    if (mark) {
      if (mark.message === undefined) this.#listener.selectedMoment(row.uid, mark.at.at);
      else this.#listener.selectedMark(mark.message);
    } else if (cell > 0) this.select(row.uid, cell - 1);
    else this.#listener.choosePod(row.name, row.uid);
  }

  /** A press on the axis selects that moment of the shown pod, or of the first; a drag goes on through time. */
  #scrub(down: PointerEvent): void {
    const main = this.#main();
    if (down.button !== 0 || !main?.lane) return;
    const { uid, lane } = main;
    const go = ({ clientX }: PointerEvent): void => {
      const { left, width } = this.#ticks.getBoundingClientRect();
      const after = (Math.min(width, Math.max(0, clientX - left)) / Math.max(1, width)) * this.#span;
      this.#listener.selectedMoment(uid, lane.start.at + after);
    };
    const up = (): void => {
      window.removeEventListener('pointermove', go);
      window.removeEventListener('pointerup', up);
    };
    window.addEventListener('pointermove', go);
    window.addEventListener('pointerup', up);
    go(down);
  }

  /** Selects one of a pod's parts. */
  select(uid: string, index: number): void {
    const lane = this.showPart(uid, index);
    if (lane) this.#listener.selected(lane, index);
  }

  isSelected(uid: string, index: number): boolean {
    return this.#selection?.uid === uid && this.#selection.index === index;
  }

  /** Shows one of a pod's parts as selected, and gives its lane; undefined where it is not there. */
  showPart(uid: string, index: number): Lane | undefined {
    const lane = this.#rows.find((row) => row.uid === uid)?.lane;
    if (!lane?.parts[index]) return undefined;
    this.#selection = { uid, index };
    this.#active = { uid, cell: index + 1 };
    this.#render();
    this.#describe(document.activeElement);
    return lane;
  }

  #key(event: KeyboardEvent): void {
    const found = this.#cellOf(event.target);
    if (!found) return;
    const row = this.#rows.findIndex(({ uid }) => uid === found.row.uid);
    const page = Math.max(1, Math.floor(this.#scroller.clientHeight / rowHeight) - 1);
    const go = (action: KeyAction<'timeline'>) => (): void => {
      const to = stepBy(action, { row, cell: found.cell }, this.#rows, page);
      if (to) this.#walk(to, to.row === row);
    };
    const isDone = perform('timeline', event, {
      next: go('next'),
      previous: go('previous'),
      first: go('first'),
      last: go('last'),
      below: go('below'),
      above: go('above'),
      farBelow: go('farBelow'),
      farAbove: go('farAbove'),
      select: () => {
        if (found.cell > 0) this.select(found.row.uid, found.cell - 1);
        else this.#listener.choosePod(found.row.name, found.row.uid);
      },
      zoomIn: () => this.zoomBy(1.5),
      zoomOut: () => this.zoomBy(1 / 1.5),
      zoomReset: () => this.zoomTo(1),
    });
    if (isDone) event.stopPropagation();
  }

  /** Moves the focus; in the lane whose diagram is shown, the selection goes along. */
  #walk({ row: index, cell }: Cell, isInLane: boolean): void {
    const row = this.#rows[index];
    if (!row) return;
    const top = index * rowHeight;
    const { scrollTop, clientHeight } = this.#scroller;
    const room = clientHeight - this.#axis.offsetHeight;
    if (top < scrollTop) this.#scroller.scrollTop = top;
    else if (top + rowHeight > scrollTop + room) this.#scroller.scrollTop = top + rowHeight - room;
    this.#active = { uid: row.uid, cell };
    this.#render();
    this.#shownRows.get(row.uid)?.cells[cell]?.focus({ preventScroll: this.#zoom === 1 });
    const isShown = this.#rows.length === 1 || row.name === this.#state.chosen;
    if (isInLane && isShown && cell > 0) this.select(row.uid, cell - 1);
  }

  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const x = event.clientX - this.#scroller.getBoundingClientRect().left;
    this.zoomBy(Math.exp(-event.deltaY / 300), x);
  }

  zoomBy(factor: number, pointer?: number): void {
    this.zoomTo(this.#zoom * factor, pointer);
  }

  /** The time at `pointer`, pixels from the left edge, stays there; without it, the time in the middle. */
  zoomTo(zoom: number, pointer = this.#scroller.clientWidth / 2): void {
    const names = this.#ticks.offsetLeft;
    const before = this.#ticks.clientWidth;
    const { scrollLeft } = this.#scroller;
    this.#zoom = Math.min(zoomLimits.most, Math.max(zoomLimits.least, zoom));
    this.#scroller.style.setProperty('--zoom', String(this.#zoom));
    const after = this.#ticks.clientWidth;
    this.#scroller.scrollLeft = anchoredScroll(scrollLeft, pointer - names, before, after);
    this.#render();
  }
}

/** Milliseconds after a lane's start at which the last of its retries is to come. */
function aheadOf({ marks, start }: Lane): number {
  return marks.reduce((most, { kind, at }) => (kind === 'retry' ? Math.max(most, at.at - start.at) : most), 0);
}
