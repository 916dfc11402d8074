import { element, textButton } from './element';
import type { Assumed } from '../core/panel/protocol';

export interface AssumedListListener {
  reveal(place: NonNullable<Assumed['place']>): void;
  /** Asks what happens without each of these. */
  ask(ids: string[]): void;
  /** Turns these off, and everything else on. */
  leaveOut(ids: string[]): void;
  /** Asks for the setting by which nothing is assumed. */
  chooseSetting(): void;
  /** The list was opened or closed. */
  toggled(): void;
}

interface Row {
  root: HTMLElement;
  box: HTMLInputElement;
  what: HTMLElement;
  place: HTMLElement;
  without: HTMLElement;
}

/** What a start takes for granted: a button that says how much it is, and the list that it opens. */
export class AssumedList {
  readonly toggle: HTMLButtonElement;
  readonly root = element('section', { class: 'assumed', id: 'assumed', 'aria-label': 'Assumed', hidden: '' });
  readonly #label = element('span', {});
  readonly #chevron = element('span', { class: 'icon icon-chevron-right', 'aria-hidden': 'true' });
  readonly #list = element('ul', {});
  readonly #again: HTMLElement;
  readonly #listener: AssumedListListener;
  readonly #rows = new Map<string, Row>();
  #assumed: readonly Assumed[] | undefined;
  #isOpen: boolean;
  /** So many rows were made. */
  #made = 0;

  constructor(listener: AssumedListListener, isOpen: boolean) {
    this.#listener = listener;
    this.#isOpen = isOpen;
    this.toggle = element('button', { type: 'button', class: 'toggle', hidden: '' }, this.#chevron, this.#label);
    this.toggle.addEventListener('click', () => this.#toggled());
    this.#again = element(
      'div',
      { class: 'again' },
      textButton('Turn all on again', () => {
        this.toggle.focus();
        listener.leaveOut([]);
      }),
    );
    this.root.append(
      element('p', {}, 'No file says this, so it is assumed. Turn one off to see the start without it.'),
      this.#list,
      this.#again,
    );
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** `assumed` is undefined where nothing may be taken for granted; `possible`: only a simulation takes anything so. */
  show(assumed: readonly Assumed[] | undefined, possible: boolean): void {
    this.#assumed = assumed;
    const off = assumed?.filter(({ isOff }) => isOff).length ?? 0;
    const count = assumed?.length ?? 0;
    this.toggle.hidden = !possible || assumed?.length === 0;
    this.#chevron.hidden = !assumed;
    if (assumed) this.toggle.setAttribute('aria-controls', this.root.id);
    this.#label.textContent = assumed
      ? `Assumed: ${off === 0 ? count : `${count - off} of ${count}`}`
      : 'Nothing is assumed';
    this.toggle.title = assumed
      ? 'What the start takes for granted'
      : 'What no file has is missing: podStartup.simulation.assume is set to nothing';
    this.#again.hidden = off === 0;
    this.#fill(assumed ?? []);
    this.#unfold();
  }

  /** Says what happens without one thing. */
  answer(id: string, text: string): void {
    const row = this.#rows.get(id);
    if (row) row.without.textContent = `Without it: ${text}`;
  }

  #toggled(): void {
    if (!this.#assumed) return this.#listener.chooseSetting();
    this.#isOpen = !this.#isOpen;
    this.#unfold();
    this.#listener.toggled();
  }

  #unfold(): void {
    const assumed = this.#assumed ?? [];
    const isShown = this.#isOpen && !this.toggle.hidden && assumed.length > 0;
    this.root.hidden = !isShown;
    if (this.#assumed) this.toggle.setAttribute('aria-expanded', String(this.#isOpen));
    else this.toggle.removeAttribute('aria-expanded');
    if (isShown) this.#listener.ask(assumed.map(({ id }) => id));
  }

  /** What is listed already stays, with its focus and what was told of it. */
  #fill(assumed: readonly Assumed[]): void {
    const ids = new Set(assumed.map(({ id }) => id));
    for (const [id, { root }] of this.#rows) {
      if (ids.has(id)) continue;
      root.remove();
      this.#rows.delete(id);
    }
    assumed.forEach((one, index) => {
      const row = this.#rows.get(one.id) ?? this.#row(one.id);
      row.box.checked = !one.isOff;
      row.root.classList.toggle('off', one.isOff);
      if (row.what.textContent !== one.what) row.what.textContent = one.what;
      const { place } = one;
      row.place.hidden = !place;
      const line = place ? `line ${place.line}` : '';
      if (row.place.textContent !== line) row.place.textContent = line;
      const there = this.#list.children[index];
      if (there !== row.root) this.#list.insertBefore(row.root, there ?? null);
    });
  }

  #row(id: string): Row {
    const without = element('div', { class: 'without', id: `without-${this.#made++}` }, 'Without it: …');
    const what = element('span', {});
    const box = element('input', { type: 'checkbox', 'aria-describedby': without.id });
    box.addEventListener('change', () => this.#listener.leaveOut(this.#unchecked()));
    const place = textButton('', () => {
      const found = this.#assumed?.find((one) => one.id === id)?.place;
      if (found) this.#listener.reveal(found);
    });
    const root = element('li', {}, element('div', { class: 'thing' }, element('label', {}, box, what), place), without);
    const row = { root, box, what, place, without };
    this.#rows.set(id, row);
    return row;
  }

  #unchecked(): string[] {
    return [...this.#rows].flatMap(([id, { box }]) => (box.checked ? [] : [id]));
  }
}
