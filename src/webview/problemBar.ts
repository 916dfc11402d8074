import { element } from './element';
import type { PanelState } from '../core/panel/protocol';

/** The line that says where a manifest stops, and that the diagram is an older one's. */
export class ProblemBar {
  readonly root = element('div', { class: 'problem', role: 'status', hidden: '' });
  readonly #reveal: () => void;

  constructor(reveal: () => void) {
    this.#reveal = reveal;
  }

  show({ problem, document: file, trace }: PanelState): void {
    this.root.hidden = !problem;
    this.root.replaceChildren();
    document.body.classList.toggle('stale', problem !== undefined);
    if (!problem) return;
    const { line, column, message } = problem;
    const link = element('button', { type: 'button', class: 'link' }, `line ${line}, column ${column}`);
    link.addEventListener('click', () => this.#reveal());
    const kept = trace ? ' The diagram shows the manifest as it was before.' : '';
    this.root.append(
      element('span', { class: 'icon icon-warning', 'aria-hidden': 'true' }),
      element('div', {}, `${file} stops at `, link, `: ${message}.${kept}`),
    );
  }
}
