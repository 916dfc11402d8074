import { useEffect } from 'preact/hooks';
import { here, steps } from '../page/walk';
import { isPlaying, play, speed, speeds, startPlayer, walk } from '../page/player';
import { IconButton } from '../parts/buttons';
import { labels } from '../page/store';
import { registerView } from '../page/views';
import { labelText } from '../../core/trace/labels';
import { actionOf, withKey } from '../parts/keys';
import { SingleSelect } from '../parts/singleSelect';

/** Walks through the start: to the first, the previous, the next and the last step, by itself, or by hand. */
function WalkBar() {
  useEffect(startPlayer, []);
  const count = steps.value.length;
  const at = here.value;
  if (count === 0) return null;
  const message = steps.value[at]?.message;
  const said = message ? `Step ${at + 1} of ${count}: ${labelText(labels.value.request(message))}` : `${count} steps`;
  return (
    <div class="walk" role="group" aria-label="Walk through the start">
      <IconButton
        icon="debug-reverse-continue"
        label={withKey('First step', 'anywhere', 'first')}
        onClick={() => walk(0)}
      />
      <IconButton
        icon="arrow-left"
        label={withKey('Previous step', 'anywhere', 'previous')}
        onClick={() => walk(at - 1)}
      />
      <IconButton
        icon={isPlaying.value ? 'debug-pause' : 'play'}
        label={isPlaying.value ? withKey('Pause', 'anywhere', 'play') : withKey('Play', 'anywhere', 'play')}
        onClick={play}
      />
      <IconButton icon="arrow-right" label={withKey('Next step', 'anywhere', 'next')} onClick={() => walk(at + 1)} />
      <IconButton
        icon="debug-continue"
        label={withKey('Last step', 'anywhere', 'last')}
        onClick={() => walk(count - 1)}
      />
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
        style={{ '--at': `${(100 * Math.max(0, at)) / Math.max(1, count - 1)}%` }}
        min={1}
        max={count}
        value={Math.max(1, at + 1)}
        onInput={({ currentTarget }) => walk(Number(currentTarget.value) - 1)}
        onKeyDown={(event) => actionOf('anywhere', event) === 'play' && (event.preventDefault(), play())}
      />
      <span class="walk-text" role="status" aria-live={isPlaying.value ? 'off' : 'polite'}>
        {said}
      </span>
    </div>
  );
}

registerView({
  later: true,
  name: 'walkBar',
  place: 'head',
  order: 25,
  View: WalkBar,
});
