import type { ContainerLog } from '../api/containerLog';
import type { ContainerStateTerminated, ContainerStatus } from '../api/types';

/** The end of the run that a container's log is of; undefined where that run goes on, or nothing tells of its end. */
export function logEndsAt(
  { state, lastState }: Pick<ContainerStatus, 'state' | 'lastState'>,
  isPrevious: boolean,
): ContainerStateTerminated | undefined {
  if (state?.terminated) return isPrevious ? lastState?.terminated : state.terminated;
  return state?.running && !isPrevious ? undefined : lastState?.terminated;
}

/** The last lines of a log, on one line: `its log ends: A ↵ B`. */
export function logEndText({ lines }: ContainerLog): string {
  return `its log ends: ${lines.join(' ↵ ')}`;
}
