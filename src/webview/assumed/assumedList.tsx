import { computed } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import { folds, panel, state, update } from '../page/store';
import { registerView } from '../page/views';
import { tell } from '../page/vscodeApi';
import { TextButton } from '../parts/buttons';
import { turned } from '../page/pageState';
import type { Assumed } from '../../core/panel/protocol';

const answers = computed(() => state.value.answers);

/** What a start assumes, each with what happens without it. */
function AssumedList() {
  const shown = panel.value;
  const things = (shown?.kind === 'explained' && shown.shown && shown.assumed) || [];
  const isShown = folds.value.assumed && things.length > 0;
  useLayoutEffect(() => {
    if (isShown) tell({ type: 'askWithout', ids: things.map(({ id }) => id) });
  }, [isShown, shown?.shown]);
  if (!isShown) return null;
  return (
    <section class="assumed" id="assumed" aria-label="Assumed">
      <p>No file says this, so it is assumed. Turn one off to see the start without it.</p>
      <ul>
        {things.map((one) => (
          <Thing key={one.id} {...one} />
        ))}
      </ul>
      {things.some(({ isOff }) => isOff) && (
        <div class="again">
          <TextButton onClick={turnAllOn}>Turn all on again</TextButton>
        </div>
      )}
    </section>
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
          <TextButton onClick={() => tell({ type: 'revealLine', ...place })}>{`line ${place.line}`}</TextButton>
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
  name: 'assumed',
  place: 'head',
  order: 11,
  failed: (title) => `What “${title}” assumes cannot be listed`,
  View: AssumedList,
});
