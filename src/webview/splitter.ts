import { element } from './element';
import { entryOf } from '../core/entryOf';

const least = 120;

/** The movable border between the diagram and the details, by pointer and by arrow keys. */
export class Splitter {
  readonly root = element('div', {
    class: 'splitter',
    role: 'separator',
    tabindex: '0',
    'aria-label': 'Size of the details',
    'aria-valuemin': String(least),
  });
  readonly #pane: HTMLElement;

  constructor(pane: HTMLElement) {
    this.#pane = pane;
    this.#tell(least);
    new ResizeObserver(() => this.#tell(this.#size())).observe(pane);
    this.root.addEventListener('pointerdown', (event) => {
      this.root.setPointerCapture(event.pointerId);
      const size = this.#size();
      const start = this.#across() ? event.clientX : event.clientY;
      const move = (moved: PointerEvent) => this.#set(size + start - (this.#across() ? moved.clientX : moved.clientY));
      this.root.addEventListener('pointermove', move);
      this.root.addEventListener('lostpointercapture', () => this.root.removeEventListener('pointermove', move), {
        once: true,
      });
      event.preventDefault();
    });
    this.root.addEventListener('keydown', (event) => {
      const step = entryOf({ ArrowUp: 20, ArrowLeft: 20, ArrowDown: -20, ArrowRight: -20 }, event.key);
      if (step === undefined) return;
      this.#set(this.#size() + step);
      event.preventDefault();
    });
  }

  #across(): boolean {
    return getComputedStyle(this.#pane.parentElement ?? this.#pane).flexDirection === 'row';
  }

  #size(): number {
    return this.#across() ? this.#pane.offsetWidth : this.#pane.offsetHeight;
  }

  #tell(size: number): void {
    this.root.setAttribute('aria-valuenow', String(Math.round(size)));
  }

  #set(size: number): void {
    const parent = this.#pane.parentElement;
    const most = (this.#across() ? (parent?.offsetWidth ?? 0) : (parent?.offsetHeight ?? 0)) - least;
    const limited = Math.max(least, Math.min(size, most));
    this.#pane.style.flexBasis = `${limited}px`;
  }
}
