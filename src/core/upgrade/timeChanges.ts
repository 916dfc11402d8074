import type { Pod } from '../api/types';
import { differInTime } from '../comparison/timeDifferences';
import { changeOf, type Change } from './change';
import type { PodOfStart } from './shownStart';

/** Conditions whose becoming true is a step of a start, in its order. */
const steps = ['PodScheduled', 'PodReadyToStartContainers', 'Initialized', 'Ready'];

/** What a pod reaches sooner or later, in milliseconds after it was made. */
export function timeChanges([mine, theirs]: readonly [PodOfStart, PodOfStart]): Change[] {
  const [before, after] = [reachedBy(mine), reachedBy(theirs)];
  return [...before].flatMap(([step, one]) => {
    const other = after.get(step);
    const isOther =
      other !== undefined && differInTime({ milliseconds: one, precision: 0 }, { milliseconds: other, precision: 0 });
    return isOther ? [changeOf('time', step, Math.round(one), Math.round(other))] : [];
  });
}

function reachedBy({ watch }: PodOfStart): Map<string, number> {
  const reached = new Map<string, number>();
  const from = watch[0]?.at ?? 0;
  for (const { at, object } of watch) for (const step of stepsOf(object)) if (!reached.has(step)) reached.set(step, at - from); // prettier-ignore
  return reached;
}

function stepsOf({ status }: Pod): string[] {
  const { phase = '', conditions = [] } = status ?? {};
  const isTrue = (step: string): boolean => conditions.some((one) => one.type === step && one.status === 'True');
  return [...steps.filter(isTrue), ...(phase === 'Succeeded' || phase === 'Failed' ? [phase] : [])];
}
