import { element, textButton } from './element';
import type { PanelState } from '../core/panel/protocol';

export interface ProblemBarListener {
  reveal(): void;
  save(): void;
}

/** The line that says where a manifest stops, or that its start cannot be computed, and that the diagram is an older one's. */
export class ProblemBar {
  readonly root = element('div', { class: 'problem', role: 'status', hidden: '' });
  readonly #listener: ProblemBarListener;

  constructor(listener: ProblemBarListener) {
    this.#listener = listener;
  }

  show({ title, problem, failure, document: file, trace }: PanelState): void {
    const isStale = problem !== undefined || failure !== undefined;
    this.root.hidden = !isStale;
    this.root.replaceChildren();
    document.body.classList.toggle('stale', isStale);
    if (!isStale) return;
    const kept = trace ? ' The diagram shows the manifest as it was before.' : '';
    const text = problem
      ? [
          `${file} stops at `,
          textButton(`line ${problem.line}, column ${problem.column}`, () => this.#listener.reveal()),
          `: ${problem.message}.${kept}`,
        ]
      : [
          `“${title}” cannot be computed: ${failure}. This is a mistake of Pod Startup. `,
          'What is shown is older, or not all; the next change is computed again. To report it, ',
          textButton('save what was shown last', () => this.#listener.save()),
          ' and attach it with the manifest.',
        ];
    this.root.append(
      element('span', { class: 'icon icon-warning', 'aria-hidden': 'true' }),
      element('div', {}, ...text),
    );
  }
}
