import { computed } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { actors } from '../../core/trace/trace';
import { cardText } from '../parts/actorCardIds';
import { actionOf } from '../parts/keys';
import { hideActors } from '../page/hiddenActors';
import { keepPointing, pointAt } from '../page/pointedActor';
import { focusView, registerView } from '../page/views';
import { RunsText } from '../parts/runsText';
import { SourceLinks } from '../parts/sourceLinks';
import { state } from '../page/store';
import { useAnswers } from '../page/asking';
import { TextButton } from '../parts/buttons';

/** Milliseconds after which the card goes when the pointer left it. */
const gone = 300;
const pointed = computed(() => state.value.pointed);

/** Who the actor is that is pointed at in the diagram, where it runs and whom it talks to. */
function ActorCard() {
  const card = useRef<HTMLDivElement>(null);
  /** What had the focus before the card. */
  const before = useRef<Element | null>(null);
  const shown = pointed.value;
  const isShown = shown !== undefined;
  const cards = useAnswers('actor', shown?.actors ?? []);
  useEffect(() => {
    if (!isShown) return undefined;
    const key = (event: KeyboardEvent): void => {
      if (actionOf('actors', event) !== 'close') return;
      if (card.current?.contains(document.activeElement) && before.current instanceof SVGElement)
        before.current.focus();
      pointAt(undefined);
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, [isShown]);
  if (!shown) return null;
  return (
    <div
      ref={card}
      class="actor-card"
      role="group"
      aria-label={shown.name}
      style={{ '--left': `${shown.left}px`, '--top': `${shown.bottom + 4}px` }}
      onPointerEnter={keepPointing}
      onPointerLeave={() => {
        if (!card.current?.contains(document.activeElement)) pointAt(undefined, gone);
      }}
      onFocusIn={({ relatedTarget }) => {
        keepPointing();
        if (relatedTarget instanceof SVGElement) before.current = relatedTarget;
      }}
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) pointAt(undefined);
      }}
    >
      <strong>{shown.name}</strong>
      <div id={cardText}>
        {shown.actors.map((actor) => {
          const { what = [], where = [], talksTo = [] } = cards.get(actor) ?? {};
          return [
            shown.actors.length > 1 && <strong key={actor}>{actors[actor]}</strong>,
            ...[what, where, talksTo].map((runs, at) => (
              <p key={`${actor} ${at}`}>
                <RunsText runs={runs} />
              </p>
            )),
          ];
        })}
      </div>
      <SourceLinks links={shown.actors.flatMap((actor) => cards.get(actor)?.links ?? [])} />
      <div class="hide">
        {shown.actors.map((actor) => (
          <TextButton
            key={actor}
            onClick={() => {
              hideActors([actor], true);
              pointAt(undefined);
              focusView('diagram');
            }}
          >{`Hide the calls of ${actors[actor]}`}</TextButton>
        ))}
      </div>
    </div>
  );
}

registerView({
  later: true,
  name: 'actorCard',
  place: 'stage',
  order: 30,
  View: ActorCard,
  focus: () => document.querySelector<HTMLElement>('.actor-card a')?.focus(),
});
