import { element } from '../parts/element';
import { setAttribute, setStyle, setText } from '../parts/changes';
import { formatDuration } from '../../core/formatDuration';
import { markSentence } from './laneText';
import { percent } from './percent';
import type { LaneMark } from '../../core/trace/laneMarks';
import type { Lane } from '../../core/trace/timeline';

/** What each mark looks like, a good one and a bad one, apart from its colour; a retry that is to come is hollow. */
const shapes: Readonly<Record<LaneMark['kind'], string>> = {
  event: '╵▴',
  probe: '•✗',
  exit: '■■',
  retry: '○○',
  ready: '✓✗',
};

/** The marks of a lane, in elements that are changed in place. Who does not see them hears of them with the lane's name. */
export class LaneMarkElements {
  readonly #track: HTMLElement;
  readonly #marks: HTMLElement[] = [];

  constructor(track: HTMLElement) {
    this.#track = track;
  }

  /** @param whole milliseconds that the track is wide */
  show(lane: Lane | undefined, whole: number): void {
    const marks = lane?.marks ?? [];
    while (this.#marks.length > marks.length) this.#marks.pop()?.remove();
    for (const [index, mark] of marks.entries()) this.#show(index, mark, lane!, whole);
  }

  #show(index: number, mark: LaneMark, lane: Lane, whole: number): void {
    const shown = (this.#marks[index] ??= this.#added());
    const after = mark.at.at - lane.start.at;
    const from = Math.min(Math.max(0, after), whole);
    setAttribute(
      shown,
      'class',
      `mark mark-${mark.kind}${mark.isBad ? ' bad' : ''}${mark.message === undefined ? '' : ' linked'}`,
    );
    setAttribute(shown, 'data-mark', String(index));
    setAttribute(shown, 'title', markSentence(mark, lane));
    setStyle(shown, '--from', percent(from, whole));
    // No further than the time that is shown goes.
    const { before = 0, after: late = 0 } = mark.due ?? {};
    setStyle(shown, '--before', percent(Math.min(before, from), whole, 'cqw'));
    setStyle(shown, '--after', percent(Math.min(late, whole - from), whole, 'cqw'));
    const shape = shapes[mark.kind][mark.isBad ? 1 : 0]!;
    setText(shown, mark.kind === 'retry' ? `${shape} retry +${formatDuration(Math.max(0, after))}` : shape);
  }

  #added(): HTMLElement {
    const mark = element('span', { class: 'mark', 'aria-hidden': 'true' });
    this.#track.append(mark);
    return mark;
  }
}
