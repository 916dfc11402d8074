import { effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { goTo, here, steps } from '../page/walk';
import { IconButton } from '../parts/buttons';
import { registerView } from '../page/views';
import { requestLabel, labelText } from '../../core/trace/messageLabel';
import { SingleSelect } from '../parts/singleSelect';

/** Milliseconds from one step to the next at the usual speed. */
const stepMs = 1000;
const speeds = [0.5, 1, 2, 4] as const;

const isPlaying = signal(false);
const speed = signal<number>(1);

function play(): void {
  if (!isPlaying.peek() && here.peek() >= steps.peek().length - 1) goTo(0);
  isPlaying.value = !isPlaying.peek();
}

function walk(to: number): void {
  isPlaying.value = false;
  goTo(to);
}

/** Goes on by itself, until the last step. */
function startWalking(): () => void {
  return effect(() => {
    if (!isPlaying.value) return undefined;
    const timer = setInterval(() => {
      if (here.peek() >= steps.peek().length - 1) isPlaying.value = false;
      else goTo(here.peek() + 1);
    }, stepMs / speed.value);
    return () => clearInterval(timer);
  });
}

/** Space plays and stops wherever it means nothing else. */
function listen(event: KeyboardEvent): void {
  const target = event.composedPath()[0];
  const isOwn =
    target instanceof Element &&
    target.closest(
      'button, input, select, textarea, a, vscode-single-select, vscode-checkbox, [role=treeitem], [role=gridcell]',
    );
  if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey || isOwn) return;
  event.preventDefault();
  play();
}

/** Walks through the start: to the first, the previous, the next and the last step, by itself, or by hand. */
function WalkBar() {
  useEffect(() => {
    const stop = startWalking();
    window.addEventListener('keydown', listen);
    return () => {
      stop();
      isPlaying.value = false;
      window.removeEventListener('keydown', listen);
    };
  }, []);
  const count = steps.value.length;
  const at = here.value;
  if (count === 0) return null;
  const message = steps.value[at]?.message;
  const said = message ? `Step ${at + 1} of ${count}: ${labelText(requestLabel(message))}` : `${count} steps`;
  return (
    <div class="walk" role="group" aria-label="Walk through the start">
      <IconButton icon="debug-reverse-continue" label="First step (Home)" onClick={() => walk(0)} />
      <IconButton icon="arrow-left" label="Previous step (Left)" onClick={() => walk(at - 1)} />
      <IconButton
        icon={isPlaying.value ? 'debug-pause' : 'play'}
        label={isPlaying.value ? 'Pause (Space)' : 'Play (Space)'}
        onClick={play}
      />
      <IconButton icon="arrow-right" label="Next step (Right)" onClick={() => walk(at + 1)} />
      <IconButton icon="debug-continue" label="Last step (End)" onClick={() => walk(count - 1)} />
      <SingleSelect
        class="speed-select"
        label="Speed"
        title="How quickly the steps follow each other"
        options={speeds.map((one) => ({ label: `${one} ×`, value: `${one}` }))}
        value={`${speed.value}`}
        choose={(value) => (speed.value = Number(value))}
      />
      <input
        type="range"
        aria-label="Step"
        aria-valuetext={said}
        min={1}
        max={count}
        value={Math.max(1, at + 1)}
        onInput={({ currentTarget }) => walk(Number(currentTarget.value) - 1)}
        onKeyDown={(event) => {
          if (event.key !== ' ') return;
          event.preventDefault();
          play();
        }}
      />
      <span class="walk-text" role="status" aria-live={isPlaying.value ? 'off' : 'polite'}>
        {said}
      </span>
    </div>
  );
}

registerView({
  name: 'walkBar',
  place: 'head',
  order: 25,
  failed: () => 'The walk through the start cannot be offered',
  View: WalkBar,
});
