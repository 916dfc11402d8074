import { element } from '../element';
import { formatDuration } from '../../core/formatDuration';
import { laneSentence, partName, partSentence } from './laneText';
import type { PathPart } from '../../core/trace/pathPart';
import type { PodLane } from '../../core/observe/podLanes';
import type { Lane } from '../../core/trace/timeline';

/** A pod in the timeline: its lane, where its parts are known, and what the list of pods has of it. */
export interface TimelineRow {
  /** The pod's uid. */
  uid: string;
  name: string;
  lane?: Lane;
  pod?: PodLane;
}

export interface RowView {
  index: number;
  /** Milliseconds that the lane is wide. */
  whole: number;
  /** Pixels that the lane is wide. */
  width: number;
  isChosen: boolean;
  /** The selected part's index, or -1. */
  selected: number;
}

/** Error bars that are not this wide say nothing, in pixels. */
const leastError = 5;

/** A row's elements, changed in place so that a lane grows without a flash, and keeps its focus. */
export class LaneRow {
  readonly name = element('div', { class: 'lane-name', role: 'rowheader', tabindex: '-1' });
  readonly root: HTMLElement;
  row: TimelineRow;
  readonly #text = element('span', { class: 'name' });
  readonly #status = element('span', { class: 'status' });
  readonly #track = element('div', { class: 'track', role: 'presentation' });
  readonly #total = element('span', { class: 'total', 'aria-hidden': 'true' });
  readonly #parts: { bar: HTMLElement; text: HTMLElement; error: HTMLElement }[] = [];

  constructor(row: TimelineRow) {
    this.row = row;
    this.name.append(this.#text, this.#status);
    this.#track.append(this.#total);
    this.root = element('div', { class: 'lane', role: 'row' }, this.name, this.#track);
  }

  /** What the arrow keys walk over: the name, then the parts. */
  get cells(): HTMLElement[] {
    return [this.name, ...this.#parts.slice(0, this.row.lane?.parts.length ?? 0).map(({ bar }) => bar)];
  }

  show(row: TimelineRow, view: RowView): void {
    this.row = row;
    const { lane, pod } = row;
    style(this.root, '--row', String(view.index));
    attribute(this.root, 'aria-rowindex', String(view.index + 1));
    attribute(this.root, 'data-progress', pod?.progress ?? (lane?.reached ? 'started' : 'starting'));
    this.root.classList.toggle('chosen', view.isChosen);
    attribute(this.name, 'aria-selected', String(view.isChosen));
    text(this.#text, row.name);
    text(this.#status, pod ? `${pod.ready} ${pod.status}` : '');
    attribute(this.name, 'title', row.name);
    attribute(this.name, 'aria-label', [row.name, pod?.status, lane && laneSentence(lane)].filter(Boolean).join(', '));

    const parts = lane?.parts ?? [];
    for (const [index, part] of parts.entries()) this.#part(index, part, lane!, view);
    while (this.#parts.length > parts.length) {
      const last = this.#parts.pop();
      last?.bar.remove();
      last?.error.remove();
    }
    const length = lane ? lane.whole.milliseconds : (pod?.seconds ?? 0) * 1000;
    this.#track.classList.toggle('unknown', !lane);
    style(this.#track, '--length', percent(length, view.whole));
    text(this.#total, lane || pod ? formatDuration(length) : '');
  }

  #part(index: number, part: PathPart, lane: Lane, view: RowView): void {
    const { bar, text: label, error } = (this.#parts[index] ??= this.#added());
    const from = part.start.at - lane.start.at;
    const length = part.end.at - part.start.at;
    const className = `part kind-${part.kind} ${part.source}${index === view.selected ? ' selected' : ''}`;
    if (bar.className !== className) bar.className = className;
    attribute(bar, 'data-part', String(index));
    attribute(bar, 'aria-selected', String(index === view.selected));
    attribute(bar, 'aria-label', partSentence(part, lane));
    style(bar, '--from', percent(from, view.whole));
    style(bar, '--length', percent(length, view.whole));
    text(label, `${partName(part)} ${formatDuration(length)}`);
    const { at, precision } = part.end;
    error.hidden = (2 * precision * view.width) / view.whole < leastError;
    style(error, '--from', percent(Math.max(0, at - precision - lane.start.at), view.whole));
    style(error, '--length', percent(Math.min(2 * precision, at + precision - lane.start.at), view.whole));
  }

  #added(): { bar: HTMLElement; text: HTMLElement; error: HTMLElement } {
    const label = element('span', { class: 'label', 'aria-hidden': 'true' });
    const bar = element('div', { role: 'gridcell', tabindex: '-1' }, label);
    const error = element('div', { class: 'error', 'aria-hidden': 'true' });
    this.#track.append(bar, error);
    return { bar, text: label, error };
  }
}

function percent(part: number, whole: number): string {
  return `${whole > 0 ? ((100 * part) / whole).toFixed(3) : 0}%`;
}

function style(target: HTMLElement, name: string, value: string): void {
  if (target.style.getPropertyValue(name) !== value) target.style.setProperty(name, value);
}

function attribute(target: HTMLElement, name: string, value: string): void {
  if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

function text(target: HTMLElement, value: string): void {
  if (target.textContent !== value) target.textContent = value;
}
