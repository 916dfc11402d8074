import { element, iconButton } from './element';

/**
 * Search over the arrows: what is found is marked as it is typed, Enter and Shift+Enter walk over it.
 */
export class SearchBox {
  readonly root: HTMLElement;
  readonly #input = element('input', {
    type: 'search',
    placeholder: 'Find a call',
    'aria-label': 'Find a call',
    spellcheck: 'false',
  });
  readonly #count = element('span', { class: 'count', role: 'status' });
  readonly #search: (text: string, isTyped: boolean) => number[];
  readonly #go: (arrow: number) => void;
  #found: number[] = [];
  #here = -1;
  /** What was typed and not found is gone to when another drawing has it. */
  #isWaiting = false;

  /** `search` gives the found arrows' indexes, or has more drawn where a text that was just typed is in none; `go` shows one. */
  constructor(search: (text: string, isTyped: boolean) => number[], go: (arrow: number) => void) {
    this.#search = search;
    this.#go = go;
    this.root = element(
      'div',
      { class: 'search', role: 'search' },
      element('span', { class: 'icon icon-search', 'aria-hidden': 'true' }),
      this.#input,
      this.#count,
      iconButton('arrow-up', 'Previous match (Shift+Enter)', () => this.#step(-1)),
      iconButton('arrow-down', 'Next match (Enter)', () => this.#step(1)),
    );
    this.#input.addEventListener('input', () => {
      this.#isWaiting = true;
      this.refresh(true);
    });
    this.#input.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.#step(event.shiftKey ? -1 : 1);
      else if (event.key === 'Escape') {
        this.#input.value = '';
        this.refresh();
      } else return;
      event.preventDefault();
    });
  }

  focus(): void {
    this.#input.focus();
    this.#input.select();
  }

  /** Searches anew: the text or the diagram has changed. */
  refresh(isTyped = false): void {
    this.#found = this.#search(this.#input.value.trim().toLowerCase(), isTyped);
    this.#here = -1;
    this.#tell();
    if (!this.#isWaiting || this.#found.length === 0) return;
    this.#isWaiting = false;
    this.#step(1);
  }

  #step(by: 1 | -1): void {
    if (this.#found.length === 0) return;
    this.#here =
      this.#here < 0 && by < 0 ? this.#found.length - 1 : (this.#here + by + this.#found.length) % this.#found.length;
    this.#go(this.#found[this.#here]!);
    this.#tell();
  }

  #tell(): void {
    const searching = this.#input.value.trim() !== '';
    this.root.classList.toggle('searching', searching);
    this.root.classList.toggle('nothing', searching && this.#found.length === 0);
    this.#count.textContent = !searching
      ? ''
      : this.#found.length === 0
        ? 'none'
        : this.#here < 0
          ? `${this.#found.length}`
          : `${this.#here + 1} of ${this.#found.length}`;
  }
}
