import { formatDuration } from '../../core/formatDuration';
import { formatSpan } from '../../core/trace/formatSpan';
import { partSpanText } from '../../core/trace/partSpanText';
import { partName } from '../parts/partName';
import { spanOf, type PathPart } from '../../core/trace/pathPart';
import type { LaneMark } from '../../core/trace/laneMarks';
import type { Lane } from '../../core/trace/timeline';
import type { Source } from '../../core/trace/trace';

/** How a part is known, in words. */
const known: Record<Source, string> = {
  simulated: 'simulated',
  observed: 'observed',
  inferred: 'inferred: no call shows it',
};

/** What stands on a part's bar: `image pull app 1.5 s`; of one that goes on, `back-off app 3.0 s of 40 s so far`. */
export function partText(part: PathPart): string {
  const exact = { ...part, start: { ...part.start, precision: 0 }, end: { ...part.end, precision: 0 } };
  return `${partName(part)} ${partSpanText(exact)}`;
}

/**
 * `image pull app 1.5 s: the image of app is pulled (61 MB), from +0.31 s to +1.8 s, observed`. It begins with what is seen
 * of the part, so that who says what they see finds it (WCAG 2.5.3).
 */
export function partSentence(part: PathPart, lane: Pick<Lane, 'start'>): string {
  const span = spanOf(part);
  const exact = formatSpan(span);
  const error = exact === formatDuration(span.milliseconds) ? '' : `, ${exact}`;
  const [start, end] = [after(part.start.at, lane), after(part.end.at, lane)];
  const times = start === end ? `at ${start}` : `from ${start} to ${end}`;
  return `${partText(part)}: ${part.label}${error}, ${times}, ${known[part.source]}`;
}

function after(at: number, { start }: Pick<Lane, 'start'>): string {
  const since = at - start.at;
  return since < 1 ? '0' : `+${formatDuration(since)}`;
}

/** How long a start took, and to what end: `2.3 s until it was Ready`. */
export function laneSentence({ whole, reached, isAgain }: Pick<Lane, 'whole' | 'reached' | 'isAgain'>): string {
  const time = formatSpan(whole);
  switch (reached) {
    case 'Ready':
      return isAgain ? `${time} from its last restart until it was Ready again` : `${time} until it was Ready`;
    case 'Succeeded':
      return `${time} until it was done`;
    case 'Failed':
      return `${time} until it failed`;
    case 'deleted':
      return `${time} until it was deleted`;
    default:
      return `${time} so far, not Ready yet`;
  }
}

/** `at +12.3 s: event Pulled: …`, with how exactly its time is known. */
export function markSentence({ at, text }: LaneMark, lane: Pick<Lane, 'start'>): string {
  const error = at.precision >= 1 ? ` (± ${formatDuration(at.precision)})` : '';
  return `at ${after(at.at, lane)}${error}: ${text}`;
}
