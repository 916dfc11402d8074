import { Causes } from './causes';
import { Comparison } from './comparison';
import { element } from '../element';
import { formatDuration } from '../../core/formatDuration';
import type { Findings, PlacedDiagnosis } from '../../core/panel/protocol';
import { missingText } from '../../core/trace/missingText';
import type { Trace } from '../../core/trace/trace';

export interface OutcomeListener {
  reveal(place: NonNullable<PlacedDiagnosis['place']>): void;
  /** A part was folded or unfolded. */
  toggled(): void;
}

/**
 * How the start ended: what is missing, why a pod does not run or what was refused, what was otherwise than simulated,
 * and what `kubectl get pods -o wide` prints.
 */
export class OutcomeSection {
  readonly root = element('section', { class: 'outcome', 'aria-label': 'How it ends' });
  readonly #missing = element('div', {});
  readonly #causes: Causes;
  readonly #comparison: Comparison;
  readonly #terminal = element('details', { class: 'terminal', open: '' });
  #shown = '';

  constructor(listener: OutcomeListener) {
    this.#causes = new Causes((place) => listener.reveal(place));
    this.#comparison = new Comparison(() => listener.toggled());
    this.#terminal.addEventListener('toggle', () => listener.toggled());
    this.root.append(this.#missing, this.#causes.root, this.#comparison.root, this.#terminal);
  }

  /** Which foldable parts are open. */
  get folds(): { terminal: boolean; comparison: boolean } {
    return { terminal: this.#terminal.open, comparison: this.#comparison.root.open };
  }

  restore({ terminal, comparison }: { terminal: boolean; comparison: boolean }): void {
    this.#terminal.open = terminal;
    this.#comparison.root.open = comparison;
  }

  /** `now` in milliseconds since the epoch. */
  show(trace: Trace, findings: Findings | undefined, now: number): void {
    this.root.hidden = false;
    this.#causes.show(findings?.diagnoses ?? [], now);
    this.#comparison.show(findings?.differences, trace.view.pods.length > 1);
    const shown = JSON.stringify([trace.missing, trace.table, circumstances(trace)]);
    if (shown === this.#shown) return;
    this.#missing.replaceChildren(
      ...trace.missing.map((missing) => {
        const { what, question } = missingText(missing);
        return element(
          'div',
          { class: 'missing' },
          element('span', { class: 'icon icon-warning', 'aria-hidden': 'true' }),
          element(
            'div',
            {},
            element('strong', {}, what),
            ` is not there: ${missing.consequence}.${question && ` D${question.slice(1)}`}`,
          ),
        );
      }),
    );
    this.#terminal.replaceChildren(
      element(
        'summary',
        {},
        element('span', { class: 'prompt', 'aria-hidden': 'true' }, '$'),
        element('code', {}, 'kubectl get pods -o wide'),
        element('span', { class: 'circumstances' }, circumstances(trace)),
      ),
      element('pre', { tabindex: '0' }, trace.table.trimEnd() || 'No resources found.'),
    );
    this.#shown = shown;
  }

  /** Counts down to what is tried next. */
  tick(now: number): void {
    this.#causes.tick(now);
  }
}

function circumstances({ source, kubernetes, start, end }: Trace): string {
  return [source, kubernetes && `Kubernetes ${kubernetes}`, formatDuration(end - start)].filter(Boolean).join(' · ');
}
