import { FoldedTable } from './foldedTable';
import { fold, folds, settled } from '../page/store';
import { formatDuration } from '../../core/formatDuration';
import { PodTable } from '../parts/podTable';
import { registerView } from '../page/views';
import type { Trace } from '../../core/trace/trace';

/** How the start ended: what is told of it in tables, and what `kubectl get pods -o wide` prints. */
function Outcome() {
  const shown = settled.value?.shown;
  if (!shown) return null;
  const { trace, findings } = shown;
  return (
    <section class="outcome" aria-label="How it ends">
      {findings.tables.map(FoldedTable)}
      <details
        class="terminal"
        open={folds.value.terminal}
        onToggle={({ currentTarget }) => fold('terminal', currentTarget.open)}
      >
        <summary title={circumstances(trace)}>
          <span class="prompt" aria-hidden="true">
            $
          </span>
          <code>kubectl get pods -o wide</code>
          <span class="circumstances">{circumstances(trace)}</span>
        </summary>
        <PodTable table={trace.table.trimEnd() || 'No resources found.'} />
      </details>
    </section>
  );
}

function circumstances({ source, kubernetes, start, end }: Trace): string {
  return [source, kubernetes && `Kubernetes ${kubernetes}`, formatDuration(end - start)].filter(Boolean).join(' · ');
}

registerView({
  later: true,
  name: 'outcome',
  place: 'stage',
  order: 20,
  View: Outcome,
});
