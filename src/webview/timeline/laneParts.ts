import { spanOf, type PathPart } from '../../core/trace/pathPart';
import type { Lane } from '../../core/trace/timeline';
import type { Message } from '../../core/trace/trace';

/** A lane as it is at `now` (milliseconds since the epoch): a start that is under way goes on between two pieces of news. */
export function grown(lane: Lane, now: number): Lane {
  const last = lane.parts.at(-1);
  if (lane.reached !== undefined || !last || now <= lane.end.at) return lane;
  const end = { ...lane.end, at: now };
  return {
    ...lane,
    end,
    whole: spanOf({ start: lane.start, end }),
    parts: [...lane.parts.slice(0, -1), { ...last, end }],
  };
}

/** The part that a message belongs to, by its index: the longest that is made of it, else that in whose time it began; -1 for none. */
export function partOf({ parts }: Pick<Lane, 'parts'>, { id, start, end }: Message): number {
  const own = parts.filter(({ messages }) => messages.includes(id)).sort((a, b) => lengthOf(b) - lengthOf(a))[0];
  if (own) return parts.indexOf(own);
  const at = (start ?? end)?.at;
  if (at === undefined) return -1;
  return parts.findIndex((part) => part.start.at <= at && at < part.end.at);
}

function lengthOf({ start, end }: PathPart): number {
  return end.at - start.at;
}

/** The part in which a moment lies that is so many milliseconds after the lane's start; the nearest where none does. */
export function partAt({ parts, start }: Pick<Lane, 'parts' | 'start'>, after: number): number {
  const at = start.at + after;
  const found = parts.findIndex((part) => at < part.end.at);
  return found < 0 ? parts.length - 1 : found;
}

/** The middle of a part, in milliseconds after its lane's start. */
export function middleOf(part: PathPart, { start }: Pick<Lane, 'start'>): number {
  return (part.start.at + part.end.at) / 2 - start.at;
}
