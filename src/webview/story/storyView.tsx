import { computed } from '@preact/signals';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { entryOf } from '../../core/entryOf';
import { waitsAfter } from '../../core/story/steps';
import { allPods } from '../page/pageState';
import { focusView, registerView } from '../page/views';
import { diagram } from '../page/pages';
import { PhaseHead } from './phaseHead';
import { Step, Wait } from './storyStep';
import { stretches } from './storyRows';
import { TextButton } from '../parts/buttons';
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
  useLayoutEffect(() => {
    const element = root.current?.querySelector<HTMLElement>('[aria-current]');
    element?.scrollIntoView({ block: 'nearest' });
    if (element && root.current?.contains(document.activeElement)) element.focus({ preventScroll: true });
  }, [wanted]);
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
      onKeyDown={(event) => {
        if (event.key === 'Enter' && chosen >= 0 && isCurrent(event.target)) focusView('details');
        const moves = { ArrowUp: chosen - 1, ArrowDown: chosen + 1, ArrowLeft: chosen - 1, ArrowRight: chosen + 1 };
        const ends = { Home: 0, End: all.length - 1 };
        const next = entryOf({ ...moves, ...ends }, event.key);
        if (next === undefined && !(event.key === 'Enter' && isCurrent(event.target))) return;
        if (next !== undefined) goTo(next);
        event.preventDefault();
      }}
    >
      {from > 0 && (
        <p class="more">
          <TextButton
            onClick={() => setRange({ from: Math.max(0, from - some), to })}
          >{`${from} earlier steps`}</TextButton>
        </p>
      )}
      {from === 0 && waits.value.get(-1)?.map((wait, at) => <Wait key={at} wait={wait} />)}
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
                      trace={trace}
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
  name: 'story',
  place: 'stage',
  order: 5,
  failed: (title) => `The story of “${title}” cannot be told`,
  View: Story,
  focus: () => document.querySelector<HTMLElement>('.story .step[tabindex="0"]')?.focus(),
});
