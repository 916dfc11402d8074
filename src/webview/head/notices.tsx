import { useEffect } from 'preact/hooks';
import { limitsOf } from '../../core/trace/trace';
import { panel } from '../page/store';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';
import { Icon, TextButton } from '../parts/buttons';
import type { ManifestProblem, PanelState } from '../../core/panel/protocol';

/** Where a manifest stops, or why its start cannot be computed, so that the diagram is an older one's; and what is not shown. */
function Notices() {
  const shown = panel.value;
  const problem = shown?.kind === 'explained' ? shown.problem : undefined;
  const isStale = problem !== undefined || shown?.failure !== undefined;
  useEffect(() => {
    document.body.classList.toggle('stale', isStale);
  }, [isStale]);
  const limits = shown?.shown ? limitsOf(shown.shown.trace) : [];
  const rendered = shown?.kind === 'explained' ? shown.rendered : undefined;
  return (
    <>
      {rendered !== undefined && <div class="limits">{rendered}</div>}
      {isStale && (
        <div class="problem" role="status">
          <Icon name="warning" />
          <div>{problem ? <Stops problem={problem} panel={shown} /> : <Fails panel={shown} />}</div>
        </div>
      )}
      {limits.length > 0 && <div class="limits" role="status">{`Not all is shown: ${limits.join('; ')}.`}</div>}
    </>
  );
}

function Stops({ problem, panel: shown }: { problem: ManifestProblem; panel: PanelState | undefined }) {
  const { line, column, message } = problem;
  const kept = shown?.shown ? ' The diagram shows the manifest as it was before.' : '';
  return (
    <>
      {`${shown?.kind === 'explained' ? shown.document : ''} stops at `}
      <TextButton onClick={() => tell({ type: 'revealProblem' })}>{`line ${line}, column ${column}`}</TextButton>
      {`: ${message}.${kept}`}
    </>
  );
}

function Fails({ panel: shown }: { panel: PanelState | undefined }) {
  return (
    <>
      {`“${shown?.title}” cannot be computed: ${shown?.failure}. This is a bug in Pod Startup. `}
      {'What is shown is older, or not all; the next change is computed again. To report it, '}
      <TextButton onClick={() => tell({ type: 'saveState' })}>save what was shown last</TextButton>
      {' and attach it with the manifest.'}
    </>
  );
}

registerView({
  name: 'notices',
  place: 'head',
  order: 60,
  View: Notices,
});
