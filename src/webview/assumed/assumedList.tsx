import { computed } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { folds, panel, state, update } from '../page/store';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';
import { TextButton } from '../parts/buttons';
import { turned } from '../page/pageState';
import type { Assumed, AssumedAmount } from '../../core/panel/protocol';

const answers = computed(() => state.value.answers);

/** What a start assumes, each with what happens without it. */
function AssumedList() {
  const shown = panel.value;
  const things = (shown?.kind === 'explained' && shown.shown && shown.assumed) || [];
  const amounts = (shown?.kind === 'explained' && shown.shown && shown.assumed && shown.amounts) || [];
  const isShown = folds.value.assumed && things.length + amounts.length > 0;
  useLayoutEffect(() => {
    if (isShown && things.length > 0) tell({ type: 'askWithout', ids: things.map(({ id }) => id) });
  }, [isShown, shown?.shown]);
  if (!isShown) return null;
  return (
    <section class="assumed" id="assumed" aria-label="Assumed">
      {things.length > 0 && (
        <>
          <p>No file says this, so it is assumed. Turn one off to see the start without it.</p>
          <ul>
            {things.map((one) => (
              <Thing key={one.id} {...one} />
            ))}
          </ul>
        </>
      )}
      {things.some(({ isOff }) => isOff) && (
        <div class="again">
          <TextButton onClick={turnAllOn}>Turn all on again</TextButton>
        </div>
      )}
      {amounts.length > 0 && <Amounts amounts={amounts} isMore={things.length > 0} />}
    </section>
  );
}

/** The values that decide how long the start takes and where its pods fit; each can be another one. */
function Amounts({ amounts, isMore }: { amounts: readonly AssumedAmount[]; isMore: boolean }) {
  return (
    <>
      <p>{isMore ? 'These values are assumed, too.' : 'No file sets these values, so they are assumed.'}</p>
      <ul class="amounts">
        {amounts.map(({ what, from, line }) => (
          <li key={what}>
            <span>{what}</span>
            <span class="from">{` (${from}) `}</span>
            <button class="link" aria-label={`Change: ${what}`} onClick={() => tell({ type: 'whatIf', line })}>
              Change
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Thing({ id, what, isOff, place }: Assumed) {
  return (
    <li class={isOff ? 'off' : ''}>
      <div class="thing">
        <label>
          <input type="checkbox" checked={!isOff} onChange={({ currentTarget }) => turn(id, !currentTarget.checked)} />
          {what}
        </label>
        {place && (
          <TextButton onClick={() => tell({ type: 'revealLine', line: place.line, column: place.column })}>
            {place.template ? `${place.template.file}, line ${place.template.line}` : `line ${place.line}`}
          </TextButton>
        )}
      </div>
      <div class="without">{`Without it: ${answers.value.get(id) ?? '…'}`}</div>
    </li>
  );
}

function turn(id: string, isOff: boolean): void {
  update((was) => turned(was, new Set([id]), isOff));
  const shown = panel.peek();
  const things = (shown?.kind === 'explained' && shown.assumed) || [];
  tell({ type: 'leaveOut', ids: things.flatMap((one) => (one.isOff ? [one.id] : [])) });
}

function turnAllOn(): void {
  document.querySelector<HTMLElement>('.toolbar .toggle')?.focus();
  tell({ type: 'leaveOut', ids: [] });
}

registerView({
  later: true,
  name: 'assumed',
  place: 'about',
  order: 11,
  View: AssumedList,
});
