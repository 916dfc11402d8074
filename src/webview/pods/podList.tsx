import { memo } from '../parts/memo';
import { formatDuration } from '../../core/formatDuration';
import { allPods } from '../page/pageState';
import { chooseWatched } from '../page/pods';
import { drawn, folds, settled, shownPod } from '../page/store';
import { perform } from '../parts/keys';
import { registerView } from '../page/views';
import type { PodLane } from '../../core/observe/podLanes';

/** Where the timeline is folded: the watched pods, a bar each as long as its start took; choosing one shows its diagram. */
function PodList() {
  const panel = settled.value;
  const lanes = panel?.kind === 'watched' ? panel.lanes : undefined;
  if (!lanes || folds.value.timeline) return null;
  const pod = shownPod.value;
  const chosen = pod === allPods ? drawn.value?.pods[0] : pod;
  const longest = Math.max(1, ...lanes.map(({ seconds }) => seconds));
  return (
    <div class="pods" role="listbox" aria-label="Pods, slowest first" onKeyDown={walk}>
      {lanes.map(({ uid, name, status, ready, progress, seconds }) => (
        <PodRow
          key={uid}
          uid={uid}
          name={name}
          state={`${ready} ${status}`}
          progress={progress}
          time={wholeSeconds(seconds)}
          width={Math.round((seconds / longest) * 100)}
          isChosen={name === chosen}
        />
      ))}
    </div>
  );
}

interface PodRowProps {
  uid: string;
  name: string;
  state: string;
  progress: PodLane['progress'];
  time: string;
  /** Percent of the longest. */
  width: number;
  isChosen: boolean;
}

const PodRow = memo(({ uid, name, state, progress, time, width, isChosen }: PodRowProps) => (
  <button
    class="pod"
    role="option"
    data-progress={progress}
    aria-selected={isChosen}
    onClick={() => chooseWatched(name, uid)}
  >
    <span class="name">{name}</span>
    <span class="status">{state}</span>
    <span class="track" aria-hidden="true">
      <span class="length" style={{ width: `${width}%` }} />
    </span>
    <span class="time">{time}</span>
  </button>
));

function walk(event: KeyboardEvent): void {
  const here = document.activeElement;
  const go = (to: Element | null | undefined): boolean => {
    if (to instanceof HTMLElement) to.focus();
    return here?.matches('.pod') ?? false;
  };
  perform('pods', event, {
    next: () => go(here?.nextElementSibling),
    previous: () => go(here?.previousElementSibling),
  });
}

/** The API tells times of pods in whole seconds. */
function wholeSeconds(seconds: number): string {
  if (seconds === 0) return '<1 s';
  return seconds < 10 ? `${seconds} s` : formatDuration(seconds * 1000);
}

registerView({
  later: true,
  name: 'pods',
  place: 'head',
  order: 40,
  View: PodList,
});
