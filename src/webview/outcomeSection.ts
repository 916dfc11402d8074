import { element } from './element';
import { formatDuration } from '../core/diagram/duration';
import { diagnose, type Diagnosis } from '../core/trace/diagnosis';
import type { Trace } from '../core/trace/trace';

/** How the start ended: what `kubectl get pods -o wide` prints, what the API server refused, what is missing, why a pod does not run. */
export class OutcomeSection {
  readonly root = element('section', { class: 'outcome', 'aria-label': 'How it ends' });
  #open = true;

  show(trace: Trace): void {
    const refused = trace.view.errors;
    const details = element('details', { class: 'terminal' });
    details.open = this.#open;
    details.addEventListener('toggle', () => (this.#open = details.open));
    details.append(
      element(
        'summary',
        {},
        element('span', { class: 'prompt', 'aria-hidden': 'true' }, '$'),
        element('code', {}, 'kubectl get pods -o wide'),
        element('span', { class: 'circumstances' }, circumstances(trace)),
      ),
      element('pre', { tabindex: '0' }, trace.table.trimEnd() || 'No resources found.'),
    );
    this.root.replaceChildren(
      ...refused.map(({ reason, message }) =>
        element(
          'div',
          { class: 'refusal' },
          element('span', { class: 'icon icon-error', 'aria-hidden': 'true' }),
          element('div', {}, element('strong', {}, `The API server refuses: ${reason}`), element('div', {}, message)),
        ),
      ),
      ...trace.missing.map(({ kind, name, consequence }) =>
        element(
          'div',
          { class: 'missing' },
          element('span', { class: 'icon icon-warning', 'aria-hidden': 'true' }),
          element('div', {}, element('strong', {}, `${kind} ${name}`), ` is not there. ${consequence}`),
        ),
      ),
      ...(refused.length > 0 ? [] : diagnose(trace.view).map(causeOf)),
      details,
    );
  }
}

/** Why a pod does not run, where it shows, and what to do next. */
function causeOf({ subject, container, cause, evidence, next }: Diagnosis): HTMLElement {
  const who = container === undefined ? subject : `${subject}, container ${container}`;
  return element(
    'div',
    { class: 'cause' },
    element('span', { class: 'icon icon-error', 'aria-hidden': 'true' }),
    element(
      'div',
      {},
      element('strong', {}, `Why ${who} does not run: ${cause}`),
      element('div', { class: 'proof' }, evidence),
      element('div', { class: 'next' }, 'Next: ', element(next.startsWith('kubectl') ? 'code' : 'span', {}, next)),
    ),
  );
}

function circumstances({ source, kubernetes, start, end }: Trace): string {
  return [source, kubernetes && `Kubernetes ${kubernetes}`, formatDuration(end - start)].filter(Boolean).join(' · ');
}
