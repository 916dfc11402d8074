import { formatDuration } from '../../core/formatDuration';
import { formatSpan } from '../../core/trace/formatSpan';
import { partName } from '../parts/partName';
import { spanOf, type PathPart } from '../../core/trace/pathPart';
import type { Lane } from '../../core/trace/timeline';
import type { Source } from '../../core/trace/trace';

/** How a part is known, in words. */
const known: Record<Source, string> = {
  simulated: 'simulated',
  observed: 'observed',
  inferred: 'inferred: no call tells of it',
};

/** `image pull app: the image of app is pulled (61 MB), 1.5 s, from +0.31 s to +1.8 s, observed` */
export function partSentence(part: PathPart, lane: Pick<Lane, 'start'>): string {
  const times = `from ${after(part.start.at, lane)} to ${after(part.end.at, lane)}`;
  return `${partName(part)}: ${part.label}, ${formatSpan(spanOf(part))}, ${times}, ${known[part.source]}`;
}

function after(at: number, { start }: Pick<Lane, 'start'>): string {
  const since = at - start.at;
  return since < 1 ? '0' : `+${formatDuration(since)}`;
}

/** How long a start took, and to what end: `2.3 s until it was Ready`. */
export function laneSentence({ whole, reached }: Pick<Lane, 'whole' | 'reached'>): string {
  const time = formatSpan(whole);
  switch (reached) {
    case 'Ready':
      return `${time} until it was Ready`;
    case 'Succeeded':
      return `${time} until it was done`;
    case 'Failed':
      return `${time} until it failed`;
    case 'deleted':
      return `${time} until it was deleted`;
    default:
      return `${time} so far, and not through`;
  }
}
