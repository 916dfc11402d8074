import { element } from '../element';
import { formatDuration } from '../../core/formatDuration';
import { formatSpan } from '../../core/trace/formatSpan';
import type { Difference } from '../../core/comparison/comparison';
import type { Span } from '../../core/trace/pathPart';

/** So many differences are shown, the largest. */
const most = 12;

/** What was otherwise than in the simulation of the same manifest, in a section that folds. */
export class Comparison {
  readonly root = element('details', { class: 'comparison', hidden: '' });
  readonly #summary = element('summary', {});
  readonly #table = element('table', {});
  #shown = '';

  constructor(toggled: () => void) {
    this.root.append(this.#summary, this.#table);
    this.root.addEventListener('toggle', toggled);
  }

  /** `several`: whether each pod's name is needed. */
  show(differences: readonly Difference[] | undefined, several: boolean): void {
    this.root.hidden = !differences;
    const shown = JSON.stringify([differences, several]);
    if (!differences || shown === this.#shown) return;
    this.#summary.textContent = comparisonSummary(differences);
    this.#table.hidden = differences.length === 0;
    const heads = [...(several ? ['pod'] : []), 'what', 'observed', 'simulated', 'why'];
    this.#table.replaceChildren(
      element('thead', {}, element('tr', {}, ...heads.map((head) => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, ...differences.slice(0, most).map((one) => row(one, several))),
    );
    const left = differences.length - most;
    if (left > 0) this.#table.append(element('caption', {}, `and ${left} smaller differences`));
    this.#shown = shown;
  }
}

/** The section's line: how much slower it was, or that it was as simulated. */
export function comparisonSummary(differences: readonly Difference[]): string {
  const start = 'Compared with the simulation: ';
  if (differences.length === 0) return `${start}as expected, within what the evidence is exact to`;
  const [largest] = differences.filter(({ what }) => what === 'slower');
  const by = largest && timeBetween(largest);
  const others = differences.length - (largest ? 1 : 0);
  const more = `${others} ${largest ? 'other ' : ''}${others === 1 ? 'difference' : 'differences'}`;
  if (!largest || by === undefined) return start + more;
  return `${start}${largest.label} ${by} slower${others > 0 ? `, ${more}` : ''}`;
}

function row({ pod, what, label, observed, simulated, why = '' }: Difference, several: boolean): HTMLElement {
  const by = timeBetween({ observed, simulated });
  const title = by === undefined ? label : `${label}: ${by} ${what}`;
  return element(
    'tr',
    { class: what },
    several && element('td', {}, pod),
    element('td', {}, title),
    element('td', { class: 'time' }, spanText(observed)),
    element('td', { class: 'time' }, spanText(simulated)),
    element('td', {}, why),
  );
}

function timeBetween({ observed, simulated }: Pick<Difference, 'observed' | 'simulated'>): string | undefined {
  if (!observed || !simulated) return undefined;
  return formatDuration(Math.abs(observed.milliseconds - simulated.milliseconds));
}

function spanText(span: Span | undefined): string {
  return span ? (span.milliseconds === 0 ? 'not at all' : formatSpan(span)) : '';
}
