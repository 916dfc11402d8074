import type { Diagnosis } from '../../core/diagnosis/facts/finding';
import { podProgress } from '../../core/observe/podProgress';
import type { LiveState } from '../../core/panel/protocol';
import type { PodLane } from '../../core/observe/podLanes';
import type { Pod } from '../../core/api/types';
import type { StatusText } from '../shown/statusItem';

/** What is known of a start that is watched. */
export interface WatchedNow {
  target: string;
  live: LiveState;
  pods: readonly Pod[];
  /** All pods, where there are several. */
  lanes?: readonly PodLane[];
  diagnoses: readonly Diagnosis[];
}

/** How a start stands that is watched, for the status bar; undefined where it is not watched any more. */
export function watchedStatus({ target, live, pods, lanes, diagnoses }: WatchedNow): StatusText | undefined {
  if (live.status === 'ended') return undefined;
  const progress = lanes?.map((lane) => lane.progress) ?? pods.map((pod) => podProgress(pod));
  const started = progress.filter((one) => one === 'started').length;
  const cause = diagnoses.find(({ isWaiting }) => !isWaiting);
  const next = 'Click to show it.';
  if (live.status === 'reconnecting')
    return { icon: 'debug-disconnect', text: target, tooltip: `${live.text}. ${next}` };
  if (cause) return { icon: 'warning', text: `${target}: ${cause.name}`, tooltip: `${cause.cause}. ${next}` };
  if (progress.length === 0) return { icon: 'eye', text: target, tooltip: `${live.text}. ${next}` };
  const count = progress.length === 1 ? '' : `${started} of ${progress.length} `;
  const isDone = started === progress.length;
  const text = isDone ? `${target}: started` : `${target}: ${count === '' ? 'starting' : `${count}started`}`;
  return { icon: isDone ? 'pass' : 'sync~spin', text, tooltip: `${live.text}. ${next}` };
}
