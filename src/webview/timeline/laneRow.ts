import { element } from '../parts/element';
import { setAttribute, setStyle, setText } from '../parts/changes';
import { formatDuration } from '../../core/formatDuration';
import { LaneMarkElements } from './laneMarkElements';
import { percent } from './percent';
import { laneSentence, partSentence, partText } from './laneText';
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
  /** The selected moment in milliseconds since the epoch, where it is one of this lane. */
  cursor: number | undefined;
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
  readonly #marks = new LaneMarkElements(this.#track);
  readonly #cursor = element('span', { class: 'cursor', 'aria-hidden': 'true' });
  readonly #parts: { bar: HTMLElement; text: HTMLElement; error: HTMLElement }[] = [];

  constructor(row: TimelineRow) {
    this.row = row;
    this.name.append(this.#text, this.#status);
    this.#track.append(this.#total, this.#cursor);
    this.root = element('div', { class: 'lane', role: 'row' }, this.name, this.#track);
  }

  /** What the arrow keys walk over: the name, then the parts. */
  get cells(): HTMLElement[] {
    return [this.name, ...this.#parts.slice(0, this.row.lane?.parts.length ?? 0).map(({ bar }) => bar)];
  }

  show(row: TimelineRow, view: RowView): void {
    this.row = row;
    const { lane, pod } = row;
    setStyle(this.root, '--row', String(view.index));
    setAttribute(this.root, 'aria-rowindex', String(view.index + 1));
    setAttribute(this.root, 'data-progress', pod?.progress ?? (lane?.reached ? 'started' : 'starting'));
    this.root.classList.toggle('chosen', view.isChosen);
    setAttribute(this.name, 'aria-selected', String(view.isChosen));
    setText(this.#text, row.name);
    setText(this.#status, pod ? `${pod.ready} ${pod.status}` : '');
    setAttribute(this.name, 'title', row.name);
    setAttribute(
      this.name,
      'aria-label',
      [row.name, pod && `${pod.ready} ${pod.status}`, lane && laneSentence(lane), lane?.marksText]
        .filter(Boolean)
        .join(', '),
    );

    const parts = lane?.parts ?? [];
    for (const [index, part] of parts.entries()) this.#part(index, part, lane!, view);
    while (this.#parts.length > parts.length) {
      const last = this.#parts.pop();
      last?.bar.remove();
      last?.error.remove();
    }
    const length = lane ? lane.whole.milliseconds : (pod?.seconds ?? 0) * 1000;
    this.#track.classList.toggle('unknown', !lane);
    setStyle(this.#track, '--length', percent(length, view.whole));
    setText(this.#total, lane || pod ? formatDuration(length) : '');
    this.#marks.show(lane, view.whole);
    this.#cursor.hidden = view.cursor === undefined || !lane;
    if (view.cursor !== undefined && lane)
      setStyle(
        this.#cursor,
        '--from',
        percent(Math.min(view.whole, Math.max(0, view.cursor - lane.start.at)), view.whole),
      );
  }

  #part(index: number, part: PathPart, lane: Lane, view: RowView): void {
    const { bar, text: label, error } = (this.#parts[index] ??= this.#added());
    const from = part.start.at - lane.start.at;
    const length = part.end.at - part.start.at;
    const className = `part kind-${part.kind} ${part.source}${index === view.selected ? ' selected' : ''}`;
    setAttribute(bar, 'class', className);
    setAttribute(bar, 'data-part', String(index));
    setAttribute(bar, 'aria-selected', String(index === view.selected));
    setAttribute(bar, 'aria-label', partSentence(part, lane));
    setStyle(bar, '--from', percent(from, view.whole));
    setStyle(bar, '--length', percent(length, view.whole));
    setText(label, partText(part));
    const { at, precision } = part.end;
    error.hidden = (2 * precision * view.width) / view.whole < leastError;
    setStyle(error, '--from', percent(Math.max(0, at - precision - lane.start.at), view.whole));
    setStyle(error, '--length', percent(Math.min(2 * precision, at + precision - lane.start.at), view.whole));
  }

  #added(): { bar: HTMLElement; text: HTMLElement; error: HTMLElement } {
    const label = element('span', { class: 'label', 'aria-hidden': 'true' });
    const bar = element('div', { role: 'gridcell', tabindex: '-1' }, label);
    const error = element('div', { class: 'error', 'aria-hidden': 'true' });
    this.#track.append(bar, error);
    return { bar, text: label, error };
  }
}
