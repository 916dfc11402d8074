import { element } from './element';
import { formatDuration } from '../core/formatDuration';
import type { PodLane } from '../core/observe/podLanes';

interface Row {
  root: HTMLButtonElement;
  bar: HTMLElement;
  status: HTMLElement;
  time: HTMLElement;
}

/** The pods of a watched start, a bar each as long as its start took; choosing one shows its diagram. */
export class PodList {
  readonly root = element('div', { class: 'pods', role: 'listbox', 'aria-label': 'Pods, slowest first', hidden: '' });
  readonly #choose: (lane: PodLane) => void;
  readonly #rows = new Map<string, Row>();
  #lanes: readonly PodLane[] = [];

  constructor(choose: (lane: PodLane) => void) {
    this.#choose = choose;
    this.root.addEventListener('keydown', (event) => {
      const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      const at = [...this.root.children].indexOf(document.activeElement as Element);
      if (by === 0 || at < 0) return;
      event.preventDefault();
      (this.root.children[at + by] as HTMLElement | undefined)?.focus();
    });
  }

  /** Rows stay where they are unless their order changed, so that a click or the focus is not lost. */
  show(lanes: readonly PodLane[] | undefined, chosen: string | undefined): void {
    this.root.hidden = !lanes;
    this.#lanes = lanes ?? [];
    const longest = Math.max(1, ...this.#lanes.map(({ seconds }) => seconds));
    const known = new Set(this.#lanes.map(({ uid }) => uid));
    for (const [uid, { root }] of this.#rows) {
      if (known.has(uid)) continue;
      root.remove();
      this.#rows.delete(uid);
    }
    for (const [index, lane] of this.#lanes.entries()) {
      const row = this.#rows.get(lane.uid) ?? this.#added(lane);
      if (this.root.children[index] !== row.root) this.root.insertBefore(row.root, this.root.children[index] ?? null);
      setText(row.status, `${lane.ready} ${lane.status}`);
      setText(row.time, wholeSeconds(lane.seconds));
      const width = `${Math.round((lane.seconds / longest) * 100)}%`;
      if (row.bar.style.width !== width) row.bar.style.width = width;
      if (row.root.dataset['progress'] !== lane.progress) row.root.dataset['progress'] = lane.progress;
      const selected = String(lane.name === chosen);
      if (row.root.getAttribute('aria-selected') !== selected) row.root.setAttribute('aria-selected', selected);
    }
  }

  #added({ uid, name }: PodLane): Row {
    const bar = element('span', { class: 'length' });
    const status = element('span', { class: 'status' });
    const time = element('span', { class: 'time' });
    const root = element(
      'button',
      { type: 'button', class: 'pod', role: 'option' },
      element('span', { class: 'name' }, name),
      status,
      element('span', { class: 'track', 'aria-hidden': 'true' }, bar),
      time,
    );
    root.addEventListener('click', () => {
      const lane = this.#lanes.find((each) => each.uid === uid);
      if (lane) this.#choose(lane);
    });
    const row = { root, bar, status, time };
    this.#rows.set(uid, row);
    return row;
  }
}

/** The API tells times of pods in whole seconds. */
function wholeSeconds(seconds: number): string {
  if (seconds === 0) return '<1 s';
  return seconds < 10 ? `${seconds} s` : formatDuration(seconds * 1000);
}

function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
