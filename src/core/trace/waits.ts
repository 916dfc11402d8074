import type { PathPart } from './pathPart';
import type { Lane } from './timeline';

/** A part of a pod's time that no call tells of, and that is worth saying between the calls. */
export interface Wait {
  /** The lane's. */
  uid: string;
  pod: string;
  /** Its place among the lane's parts. */
  index: number;
  part: PathPart;
}

/** A wait of that many milliseconds is worth saying. */
const leastWait = 100;

/** What was waited for in some pods' starts, in the order of time. */
export function waitsOf(lanes: readonly Pick<Lane, 'uid' | 'pod' | 'parts'>[]): Wait[] {
  return lanes
    .flatMap(({ uid, pod, parts }) => parts.map((part, index): Wait => ({ uid, pod, index, part })))
    .filter(({ part: { messages, start, end } }) => messages.length === 0 && end.at - start.at >= leastWait)
    .sort((a, b) => a.part.start.at - b.part.start.at);
}
