import { element } from './element';
import type { LiveState } from '../core/panel/protocol';

export interface LiveBarListener {
  stop(): void;
  again(): void;
}

/** The line above an observed diagram: whether it is being watched, and what may not be read. */
export class LiveBar {
  readonly root = element('div', { class: 'live', role: 'status', hidden: '' });
  readonly #listener: LiveBarListener;

  constructor(listener: LiveBarListener) {
    this.#listener = listener;
  }

  /** `again`: whether what ended can be watched again. */
  show(live: LiveState | undefined, again: boolean): void {
    this.root.hidden = !live;
    this.root.replaceChildren();
    if (!live) return;
    const { status, text, denied } = live;
    this.root.dataset['status'] = status;
    const button = element('button', { type: 'button', class: 'link' }, status === 'ended' ? 'Watch again' : 'Stop');
    button.addEventListener('click', () => (status === 'ended' ? this.#listener.again() : this.#listener.stop()));
    this.root.append(
      element('span', { class: 'dot', 'aria-hidden': 'true' }),
      element('span', { class: 'text' }, text),
      ...(status !== 'ended' || again ? [button] : []),
      ...denied.map((what) => element('div', { class: 'denied' }, `Not read: ${what}`)),
    );
  }
}
