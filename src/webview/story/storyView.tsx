import { computed } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { waitsAfter } from '../../core/story/steps';
import { allPods } from '../page/pageState';
import { focusView, registerView } from '../page/views';
import { diagram } from '../page/pages';
import { perform } from '../parts/keys';
import { PhaseHead } from './phaseHead';
import { Step, WaitLine } from './storyStep';
import { stretches } from './storyRows';
import { TextButton } from '../parts/buttons';
import { useAnswers } from '../page/asking';
import { goTo, here, leftNotes, steps } from '../page/walk';
import { panel, selection, stageView, state } from '../page/store';

/** As many steps are drawn at once, and more as one comes near to the last of them. */
const some = 60;
/** Pixels from the end of what is drawn at which more is. */
const near = 600;

const start = computed(() => state.value.start);

const waits = computed(() => {
  const pod = diagram.value?.pod ?? allPods;
  const lanes = panel.value?.shown?.findings.timeline ?? [];
  return waitsAfter(
    steps.value,
    lanes.filter((lane) => pod === allPods || lane.pod === pod),
  );
});

/** The start in words, step by step. Of a long one those steps are drawn that are near to what one looks at. */
function Story() {
  return stageView.value === 'story' ? <Steps key={start.value} /> : null;
}

function Steps() {
  const root = useRef<HTMLDivElement>(null);
  const chosen = here.value;
  const all = steps.value;
  const [range, setRange] = useState(() => around(chosen));
  const isThere = chosen < 0 || (chosen >= range.from && chosen < range.to);
  const { from, to } = isThere ? range : around(chosen);
  if (!isThere) setRange({ from, to });
  const trace = panel.value?.shown?.trace;
  const wanted = selection.value;
  const shown = all.slice(from, to);
  const narrations = useAnswers(
    'narration',
    shown.map(({ message }) => message.id),
  );
  const isTold = shown.every(({ message }) => narrations.has(message.id));
  /** What was selected last is in its place when the texts before it are told. */
  const placed = useRef(wanted);
  useLayoutEffect(() => {
    if (isTold && placed.current === wanted) return;
    if (isTold) placed.current = wanted;
    const element = root.current?.querySelector<HTMLElement>('[aria-current]');
    element?.scrollIntoView({ block: 'nearest' });
    if (element && root.current?.contains(document.activeElement)) element.focus({ preventScroll: true });
  }, [wanted, isTold]);
  if (!trace) return null;
  // Tab leads to the chosen step, or the first that is drawn.
  const drawn = stretches.value.find((one) => one.isOpen && one.to > from);
  const stop = chosen < 0 ? Math.max(from, drawn?.from ?? from) : chosen;
  return (
    <div
      ref={root}
      class="story"
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        if (scrollTop + clientHeight > scrollHeight - near && to < all.length) setRange({ from, to: to + some });
      }}
      onKeyDown={(event) =>
        perform('story', event, {
          next: () => goTo(chosen + 1),
          previous: () => goTo(chosen - 1),
          first: () => goTo(0),
          last: () => goTo(all.length - 1),
          details: () => isCurrent(event.target) && (focusView('details'), true),
        })
      }
    >
      {from > 0 && (
        <p class="more">
          <TextButton
            onClick={() => setRange({ from: Math.max(0, from - some), to })}
          >{`${from} earlier steps`}</TextButton>
        </p>
      )}
      {from === 0 && waits.value.get(-1)?.map((wait, at) => <WaitLine key={at} wait={wait} />)}
      {stretches.value
        .filter((one) => one.to > from && one.from < to && (one.isFirst || one.isOpen))
        .map((one) => (
          <section key={steps.value[one.from]?.message.id}>
            {one.isFirst && one.phase && <PhaseHead phase={one.phase} calls={one.calls} isOpen={one.isOpen} />}
            {one.isOpen && (
              <ol aria-label="The start, step by step">
                {all.slice(Math.max(from, one.from), Math.min(to, one.to)).map((step, at) => {
                  const index = Math.max(from, one.from) + at;
                  return (
                    <Step
                      key={step.message.id}
                      zero={trace.start}
                      narration={narrations.get(step.message.id)}
                      step={step}
                      number={index + 1}
                      count={all.length}
                      isSelected={index === chosen}
                      isStop={index === stop}
                      waits={waits.value.get(index)}
                      choose={choose}
                    />
                  );
                })}
              </ol>
            )}
          </section>
        ))}
      {to < all.length && (
        <p class="more">
          <TextButton onClick={() => setRange({ from, to: to + some })}>{`${all.length - to} later steps`}</TextButton>
        </p>
      )}
      {to >= all.length &&
        leftNotes.value.map(({ text }, at) => (
          <p key={at} class="aside">
            {text}
          </p>
        ))}
    </div>
  );
}

function choose(number: number): void {
  goTo(number - 1);
}

function isCurrent(target: EventTarget | null): boolean {
  return target instanceof Element && target.hasAttribute('aria-current');
}

function around(index: number): { from: number; to: number } {
  const from = index < some ? 0 : index - some / 2;
  return { from, to: from + some };
}

registerView({
  later: true,
  name: 'story',
  place: 'stage',
  order: 5,
  View: Story,
  focus: () => document.querySelector<HTMLElement>('.story .step[tabindex="0"]')?.focus(),
});
