import { element, iconButton, textButton } from './element';
import { tell } from './vscodeApi';
import type { PanelPart } from '../core/panel/protocol';

/** What a person reads of a part that failed; `host` is what the extension host could not do. */
const sentences: Record<PanelPart | 'host', (title: string) => string> = {
  head: (title) => `The head of “${title}” cannot be drawn`,
  diagram: (title) => `The diagram of “${title}” cannot be drawn`,
  timeline: (title) => `The timeline of “${title}” cannot be drawn`,
  outcome: (title) => `The outcome of “${title}” cannot be drawn`,
  details: () => 'The details of the selected call cannot be drawn',
  state: (title) => `“${title}” cannot be drawn`,
  export: (title) => `The picture of “${title}” cannot be made`,
  page: () => 'Something in this panel does not work',
  host: () => 'Pod Startup cannot do what this panel asks for',
};
/** These are not drawn again with the next state: a person closes them. */
const closed: ReadonlySet<string> = new Set<PanelPart | 'host'>(['export', 'page', 'host']);
/** Characters of an error that a person reads, and that the host is told. */
const most = { shown: 300, told: 4000 };
/** So many failures are told to the host; a failure may be worded anew each time. */
const mostTold = 100;

export interface PartsListener {
  /** What is drawn: `Start of nginx`. */
  title(): string;
  tryAgain(): void;
}

/**
 * Draws the parts of the page, each by itself. One that throws is replaced by words, with a way to save what was to be
 * drawn, until it is drawn again; the host is told once. What no part catches, in an event's handler or a promise, is
 * the page's.
 */
export class Parts {
  /** Where the failures stand of what has no place of its own. */
  readonly root = element('div', { class: 'failures' });
  readonly #listener: PartsListener;
  readonly #places: Partial<Record<PanelPart | 'host', HTMLElement>>;
  readonly #failed = new Map<PanelPart | 'host', { notice: HTMLElement; message: string }>();
  readonly #told = new Set<string>();

  /** `places`: the parts' own elements, which give their place to the words. */
  constructor(listener: PartsListener, places: Partial<Record<PanelPart, HTMLElement>>) {
    this.#listener = listener;
    this.#places = places;
    window.addEventListener('error', ({ error, message }) => {
      // The browser says so of observers that go on in the next frame.
      if (!message.startsWith('ResizeObserver loop')) this.#fail('page', error ?? message);
    });
    window.addEventListener('unhandledrejection', ({ reason }) => this.#fail('page', reason));
  }

  /** Draws a part anew; says whether that succeeded. Runs at once as far as the drawing does. */
  async draw(part: PanelPart, draw: () => void | Promise<void>): Promise<boolean> {
    try {
      const drawing = draw();
      if (drawing) await drawing;
      this.mend(part);
      return true;
    } catch (error) {
      this.#fail(part, error);
      return false;
    }
  }

  /** Changes what is drawn of a part; nothing where it could not be drawn. */
  update(part: PanelPart, change: () => void): void {
    if (this.#failed.has(part)) return;
    try {
      change();
    } catch (error) {
      this.#fail(part, error);
    }
  }

  /** Says what the host could not do. */
  hostFailed(message: string): void {
    this.#show('host', message);
  }

  /** Takes the words away, and gives the part its place back. */
  mend(part: PanelPart | 'host'): void {
    this.#failed.get(part)?.notice.remove();
    this.#failed.delete(part);
    this.#places[part]?.classList.remove('broken');
  }

  #fail(part: PanelPart, error: unknown): void {
    const message = String(error);
    const told = `${part} ${message}`;
    if (!this.#told.has(told) && this.#told.size < mostTold) {
      this.#told.add(told);
      const stack = error instanceof Error ? error.stack : undefined;
      tell({ type: 'failed', part, message: (stack ?? message).slice(0, most.told) });
    }
    this.#show(part, message);
  }

  #show(part: PanelPart | 'host', message: string): void {
    if (this.#failed.get(part)?.message === message) return;
    this.mend(part);
    const notice = this.#notice(part, message);
    this.#failed.set(part, { notice, message });
    const place = this.#places[part];
    place?.classList.add('broken');
    if (place) place.before(notice);
    else this.root.append(notice);
  }

  #notice(part: PanelPart | 'host', message: string): HTMLElement {
    return element(
      'div',
      { class: 'problem part-failed', role: 'alert', 'data-part': part },
      element('span', { class: 'icon icon-error', 'aria-hidden': 'true' }),
      element(
        'div',
        {},
        element('strong', {}, sentences[part](this.#listener.title())),
        `: ${message.slice(0, most.shown)}. This is a mistake of Pod Startup; its output has more about it. `,
        textButton('Try again', () => {
          for (const each of closed) this.mend(each as PanelPart);
          this.#listener.tryAgain();
        }),
        ', or ',
        textButton('save what was to be drawn', () => tell({ type: 'saveState' })),
        ' and attach it to a report. Values of Secrets are masked in it.',
      ),
      closed.has(part) && iconButton('close', 'Close', () => this.mend(part)),
    );
  }
}
