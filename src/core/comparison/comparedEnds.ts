import type { Pod } from '../api/types';
import type { Trace } from '../trace/trace';
import type { ComparedPods } from './comparedPods';
import { podEnding, shownEnding } from './podEnding';

/** In what a pod ends otherwise in one start than in the other. */
export interface EndDifference {
  /** `status`, `phase`, `condition Ready`. */
  what: string;
  /** What either side has; absent where it has none. */
  left?: string;
  right?: string;
}

/** How a pod stands at the end of both starts, or of the one that has it. */
export interface ComparedEnd {
  /** Its name on either side. */
  left?: string;
  right?: string;
  /** Empty where it ends the same; of a pod that one start alone has, how it stands there. */
  differences: EndDifference[];
}

/** How the pods of two starts end: their status, phase and conditions. Of one that a start does not have, nothing. */
export function comparedEnds(left: Trace, right: Trace, { laneOfPod }: Pick<ComparedPods, 'laneOfPod'>): ComparedEnd[] {
  // Of several pods that had a name one after the other the last is told.
  const [mine, theirs] = [left, right].map(
    ({ view }, side) => new Map(view.pods.map((pod) => [laneOfPod(pod, side === 0 ? 0 : 1), pod])),
  );
  return [...new Set([...(mine?.keys() ?? []), ...(theirs?.keys() ?? [])])].map((lane): ComparedEnd => {
    const [one, other] = [mine?.get(lane), theirs?.get(lane)];
    const [a, b] = [factsOf(one), factsOf(other)];
    const isPair = one !== undefined && other !== undefined;
    const facts = isPair ? [...new Set([...a.keys(), ...b.keys()])] : ['status'];
    const differences = facts.flatMap((what): EndDifference[] => {
      const [before, after] = [a.get(what), b.get(what)];
      if (before === after) return [];
      const [leftWord, rightWord] =
        what === 'status' ? [one && shownEnding(one), other && shownEnding(other)] : [before, after];
      return [
        {
          what,
          ...(leftWord !== undefined && { left: leftWord }),
          ...(rightWord !== undefined && { right: rightWord }),
        },
      ];
    });
    return {
      ...(one && { left: one.metadata?.name ?? '' }),
      ...(other && { right: other.metadata?.name ?? '' }),
      differences,
    };
  });
}

function factsOf(pod: Pod | undefined): Map<string, string> {
  if (!pod) return new Map();
  const { phase = '', conditions = [] } = pod.status ?? {};
  return new Map([
    ['status', podEnding(pod)],
    ['phase', phase],
    ...conditions.map(({ type, status, reason }): [string, string] => [
      `condition ${type}`,
      reason ? `${status} (${reason})` : status,
    ]),
  ]);
}
