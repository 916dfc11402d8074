import { Causes } from './causes';
import { Comparison } from './comparison';
import { fold, folds, settled } from '../page/store';
import { formatDuration } from '../../core/formatDuration';
import { Icon } from '../parts/buttons';
import { missingText } from '../../core/trace/missingText';
import { registerView } from '../page/views';
import type { Trace } from '../../core/trace/trace';

/**
 * How the start ended: what is missing, why a pod does not run or what was refused, what was otherwise than simulated,
 * and what `kubectl get pods -o wide` prints.
 */
function Outcome() {
  const shown = settled.value?.shown;
  if (!shown) return null;
  const { trace, findings } = shown;
  return (
    <section class="outcome" aria-label="How it ends">
      <div>
        {trace.missing.map((missing, at) => (
          <Missing key={at} missing={missing} />
        ))}
      </div>
      <Causes diagnoses={findings.diagnoses} />
      {findings.differences && <Comparison differences={findings.differences} several={trace.view.pods.length > 1} />}
      <details
        class="terminal"
        open={folds.value.terminal}
        onToggle={({ currentTarget }) => fold('terminal', currentTarget.open)}
      >
        <summary>
          <span class="prompt" aria-hidden="true">
            $
          </span>
          <code>kubectl get pods -o wide</code>
          <span class="circumstances">{circumstances(trace)}</span>
        </summary>
        <pre tabIndex={0}>{trace.table.trimEnd() || 'No resources found.'}</pre>
      </details>
    </section>
  );
}

function Missing({ missing }: { missing: Trace['missing'][number] }) {
  const { what, question } = missingText(missing);
  return (
    <div class="missing">
      <Icon name="warning" />
      <div>
        <strong>{what}</strong>
        {` is not there: ${missing.consequence}.${question === '' ? '' : ` D${question.slice(1)}`}`}
      </div>
    </div>
  );
}

function circumstances({ source, kubernetes, start, end }: Trace): string {
  return [source, kubernetes && `Kubernetes ${kubernetes}`, formatDuration(end - start)].filter(Boolean).join(' · ');
}

registerView({
  name: 'outcome',
  place: 'stage',
  order: 20,
  failed: (title) => `The outcome of “${title}” cannot be drawn`,
  View: Outcome,
});
