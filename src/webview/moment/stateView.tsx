import { computed } from '@preact/signals';
import { Fragment } from 'preact';
import { useRef } from 'preact/hooks';
import { fold, folds, panel, selection, settled } from '../page/store';
import { here, steps } from '../page/walk';
import { Icon } from '../parts/buttons';
import { PodTable } from '../parts/podTable';
import { registerView } from '../page/views';
import { timeOf } from '../../core/trace/timeOf';
import { withKey } from '../parts/keys';
import { useAnswers } from '../page/asking';
import type { PodText, StateFact, StateText } from '../../core/moment/stateText';

/** The call that is selected. */
const chosen = computed(() => (selection.value?.kind === 'message' ? selection.value.message : undefined));

/** The moment that is selected, of a wait its end, and whose, as the host is asked for it. */
const moment = computed(() => {
  const selected = selection.value;
  if (!selected || selected.kind === 'message') return undefined;
  const lane = settled.value?.shown?.findings.timeline.find(({ uid }) => uid === selected.uid);
  // What ends a wait is no part of it.
  const at = selected.kind === 'moment' ? selected.at : (lane?.parts[selected.index]?.end.at ?? 0) - 0.01;
  return lane && `${at} ${lane.namespace}/${lane.pod}`;
});

/** The world as it is when the selected call has ended, or at the selected moment. The states before and after it are asked for, too. */
function State() {
  const id = chosen.value;
  const then = moment.value;
  const [before, after] = [steps.value[here.value - 1], steps.value[here.value + 1]];
  const near = [before, after].flatMap((step) => step?.message.id ?? []);
  const ofCall = useAnswers('state', id === undefined ? [] : [id, ...near]).get(id ?? '');
  const ofMoment = useAnswers('moment', then === undefined ? [] : [then]).get(then ?? '');
  /** What is shown until the state of another call or moment is told. */
  const last = useRef<StateText | undefined>(undefined);
  const isChosen = id !== undefined || then !== undefined;
  const shown = isChosen ? (ofCall ?? ofMoment ?? last.current) : undefined;
  last.current = shown;
  const start = panel.value?.shown?.trace.start;
  if (!shown || start === undefined) return null;
  const isOpen = folds.value.state;
  return (
    <section class={isOpen ? 'state' : 'state closed'} aria-label="State at that moment">
      <h3>
        <button
          class="toggle"
          title={withKey('Fold or unfold', 'anywhere', 'state')}
          aria-expanded={isOpen}
          onClick={() => fold('state', !isOpen)}
        >
          <Icon name="chevron-right" />
          {shown.at ? `State at ${timeOf(shown.at, start)}` : 'State then; the moment is unknown'}
        </button>
      </h3>
      {isOpen && (shown.pod ? <Pod pod={shown.pod} /> : <p class="known">The pod does not exist yet.</p>)}
    </section>
  );
}

function Pod({ pod: { table, rows } }: { pod: PodText }) {
  return (
    <div class="state-body">
      {table === undefined ? (
        <p class="known">The pod is gone.</p>
      ) : (
        <PodTable table={table} label="kubectl get pods -o wide" />
      )}
      <dl>
        {rows.map(({ what, facts }) => (
          <Fragment key={what}>
            <dt>{what}</dt>
            <dd>
              <ul>
                {facts.map((fact, at) => (
                  <Fact key={at} {...fact} />
                ))}
              </ul>
            </dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}

/** What just changed is marked, and said to who does not see it; a gate has its mark before its name, too. */
function Fact({ name, text, mark }: StateFact) {
  return (
    <li class={mark}>
      {name !== undefined && <strong>{`${name}: `}</strong>}
      {text}
      {mark === 'changed' && <span class="just"> changed now</span>}
    </li>
  );
}

registerView({
  later: true,
  name: 'moment',
  place: 'side',
  order: 20,
  View: State,
});
