import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { actors } from '../../core/trace/trace';
import { foldPhases, folded, hidden, panel } from '../page/store';
import { goToPhase, hasSeveralPods, shownPhases, type ShownPhase } from '../page/phases';
import { hideActors, takingPart } from '../page/hiddenActors';
import { Icon, TextButton } from '../parts/buttons';
import { perform, withKey } from '../parts/keys';
import { phaseFacts, phaseTitle } from '../../core/phases/phaseText';
import { registerView } from '../page/views';
import { timeOf } from '../../core/trace/timeOf';

/** A button that opens the list of the start's phases and of who takes part. */
function Outline() {
  const root = useRef<HTMLDivElement>(null);
  const isOpen = useSignal(false);
  useEffect(() => {
    if (!isOpen.value) return undefined;
    const leave = ({ target }: Event): void => {
      if (target instanceof Node && !root.current?.contains(target)) isOpen.value = false;
    };
    document.addEventListener('pointerdown', leave);
    document.addEventListener('focusin', leave);
    return () => {
      document.removeEventListener('pointerdown', leave);
      document.removeEventListener('focusin', leave);
    };
  }, [isOpen.value]);
  if (shownPhases.value.length === 0 && takingPart.value.length === 0) return null;
  return (
    <div
      ref={root}
      class="outline"
      onKeyDown={(event) => {
        const close = (): boolean => {
          if (!isOpen.value) return false;
          isOpen.value = false;
          root.current?.querySelector('button')?.focus();
          return true;
        };
        if (perform('outline', event, { close })) event.stopPropagation();
      }}
    >
      <button
        class={isOpen.value ? 'icon-button active' : 'icon-button'}
        title={withKey('Phases and actors', 'anywhere', 'outline')}
        aria-label="Phases and actors"
        aria-expanded={isOpen.value}
        onClick={() => (isOpen.value = !isOpen.value)}
      >
        <Icon name="list-tree" />
      </button>
      {isOpen.value && (
        <div class="outline-list" role="group" aria-label="Outline">
          <Phases />
          <Actors />
        </div>
      )}
    </div>
  );
}

function Phases() {
  const all = shownPhases.value;
  const foldAll = (isOpen: boolean): void =>
    foldPhases(
      all.map(({ phase }) => phase.id),
      isOpen,
    );
  return (
    <section>
      <h2>
        Phases
        <span class="space" />
        <TextButton onClick={() => foldAll(false)}>Fold all</TextButton>
        <TextButton onClick={() => foldAll(true)}>Unfold all</TextButton>
      </h2>
      <ul>
        {all.map((one) => (
          <PhaseRow key={one.phase.id} {...one} />
        ))}
      </ul>
    </section>
  );
}

function PhaseRow({ phase, calls }: ShownPhase) {
  const isOpen = !folded.value.has(phase.id);
  const zero = panel.value?.shown?.trace.start ?? 0;
  const title = phaseTitle(phase, hasSeveralPods.value);
  return (
    <li>
      <button class="toggle" aria-expanded={isOpen} aria-label={title} onClick={() => foldPhases([phase.id], !isOpen)}>
        <Icon name="chevron-right" />
      </button>
      <button class="jump" title="Go to its first call" onClick={() => goToPhase(phase)}>
        <span class="title">{title}</span>
        <span class="facts">{phaseFacts(phase, calls)}</span>
        <span class="time">{timeOf(phase.start, zero)}</span>
      </button>
    </li>
  );
}

function Actors() {
  return (
    <section>
      <h2>Actors</h2>
      <ul class="actors">
        {takingPart.value.map((actor) => (
          <li key={actor}>
            <label>
              <input
                type="checkbox"
                checked={!hidden.value.has(actor)}
                onChange={({ currentTarget }) => hideActors([actor], !currentTarget.checked)}
              />
              {actors[actor]}
            </label>
          </li>
        ))}
      </ul>
    </section>
  );
}

registerView({
  later: true,
  name: 'outline',
  place: 'toolbar',
  order: 6,
  // Its list hangs from the button, so it does not go into the menu.
  rank: 1,
  View: Outline,
  focus: () => {
    const button = document.querySelector<HTMLButtonElement>('.outline > button');
    button?.focus();
    button?.click();
  },
});
