import { element, iconButton } from '../element';
import { formatDuration } from '../../core/formatDuration';
import { laneSentence, partName } from './laneText';
import { largestParts } from '../../core/trace/largestParts';
import type { Lane } from '../../core/trace/timeline';

export interface TimelineHeadListener {
  toggled(): void;
  /** The index of the longest of the parts that a name stands for. */
  chosen(part: number): void;
  zoomIn(): void;
  zoomOut(): void;
  zoomReset(): void;
}

/** As many of the largest parts are named, none that takes a smaller share. */
const named = { most: 4, least: 0.03 };

/** The line above the lanes, there also when they are folded: how long the start took, and its largest parts by name. */
export class TimelineHead {
  readonly root: HTMLElement;
  readonly #listener: TimelineHeadListener;
  readonly #toggle: HTMLButtonElement;
  readonly #whole = element('span', { class: 'whole' });
  readonly #largest = element('div', { class: 'largest', role: 'group', 'aria-label': 'Largest parts' });
  #lane?: Lane | undefined;

  constructor(listener: TimelineHeadListener) {
    this.#listener = listener;
    this.#toggle = element(
      'button',
      { type: 'button', class: 'toggle' },
      element('span', { class: 'icon icon-chevron-right', 'aria-hidden': 'true' }),
      element('span', {}, 'Where the time went'),
    );
    this.#toggle.addEventListener('click', () => listener.toggled());
    const inferred = 'No call tells of it: it lies between what was seen';
    this.root = element(
      'div',
      { class: 'timeline-head' },
      this.#toggle,
      this.#whole,
      this.#largest,
      element('span', { class: 'space' }),
      element('span', { class: 'legend', title: inferred }, 'inferred'),
      element(
        'div',
        { class: 'zoom', role: 'group', 'aria-label': 'Zoom of the timeline' },
        iconButton('zoom-out', 'Zoom the timeline out (-)', () => listener.zoomOut()),
        iconButton('zoom-in', 'Zoom the timeline in (+)', () => listener.zoomIn()),
        iconButton('screen-full', 'Show all of the time (0)', () => listener.zoomReset()),
      ),
    );
  }

  set isOpen(isOpen: boolean) {
    this.#toggle.setAttribute('aria-expanded', String(isOpen));
  }

  /** `name`: whose start it is, where there are several. */
  show(lane: Lane | undefined, name: string | undefined): void {
    this.#lane = lane;
    setText(this.#whole, lane ? `${name === undefined ? '' : `${name}: `}${laneSentence(lane)}` : '');
    const sums = lane ? largestParts(lane.parts).filter(({ share }) => share >= named.least) : [];
    const shown = sums.slice(0, named.most);
    while (this.#largest.children.length > shown.length) this.#largest.lastChild?.remove();
    for (const [index, sum] of shown.entries()) {
      const button = (this.#largest.children[index] ?? this.#add(index)) as HTMLElement;
      const className = `largest-part kind-${sum.kind}`;
      if (button.className !== className) button.className = className;
      if (button.title !== sum.label) button.title = sum.label;
      const times = sum.parts > 1 ? ` ×${sum.parts}` : '';
      const share = `${Math.round(sum.share * 100)} %`;
      setText(button, `${partName(sum)}${times} ${formatDuration(sum.milliseconds)} · ${share}`);
    }
  }

  #add(index: number): HTMLElement {
    const button = element('button', { type: 'button' });
    button.addEventListener('click', () => {
      const parts = this.#lane?.parts ?? [];
      const alike = parts.filter(({ label }) => label === largestParts(parts)[index]?.label);
      const longest = alike.sort((a, b) => b.end.at - b.start.at - (a.end.at - a.start.at))[0];
      if (longest) this.#listener.chosen(parts.indexOf(longest));
    });
    this.#largest.append(button);
    return button;
  }
}

function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}
