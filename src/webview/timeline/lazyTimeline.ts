import { element } from '../element';
import type { Message } from '../../core/trace/trace';
import type { TimelineListener, TimelinePane, TimelineState } from './timelinePane';

/** The timeline's place on the page; what it takes is loaded when the first diagram has been drawn, and room is kept for it. */
export class LazyTimeline {
  readonly root = element('section', { class: 'timeline', 'aria-label': 'Where the time went', hidden: '' });
  readonly #listener: TimelineListener;
  #isOpen: boolean;
  #pane?: TimelinePane;
  #loading?: Promise<void>;
  #state?: TimelineState;

  constructor(listener: TimelineListener, isOpen: boolean) {
    this.#listener = listener;
    this.#isOpen = isOpen;
  }

  get isOpen(): boolean {
    return this.#pane?.isOpen ?? this.#isOpen;
  }

  get selection(): TimelinePane['selection'] {
    return this.#pane?.selection;
  }

  /** Keeps the room that so many lanes will take. */
  reserve(lanes: number): void {
    this.root.hidden = lanes === 0;
    this.root.classList.toggle('closed', !this.isOpen);
    this.root.style.setProperty('--rows', String(lanes));
  }

  /** Rejects where what it takes cannot be loaded. */
  async show(state: TimelineState): Promise<void> {
    this.#state = state;
    this.#loading ??= import('./timelinePane').then((loaded) => {
      this.#pane = new loaded.TimelinePane(this.#listener, this.#isOpen);
      this.root.append(this.#pane.root);
    });
    try {
      await this.#loading;
    } catch (error) {
      this.#loading = undefined;
      throw error;
    }
    if (this.#state === state) this.#pane?.show(state);
  }

  tick(now: number): void {
    this.#pane?.tick(now);
  }

  selectMessage(message: Message | undefined): void {
    this.#pane?.selectMessage(message);
  }
}
