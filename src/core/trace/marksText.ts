import { formatDuration } from '../formatDuration';
import type { LaneMark } from './laneMarks';
import type { Moment } from './trace';

/** What else happened in a start: `12 events, 3 attempts of probes, 1 of them failed; the container is started again at +52 s`. */
export function marksText(marks: readonly LaneMark[], start: Moment): string {
  const count = (kind: LaneMark['kind']): LaneMark[] => marks.filter((mark) => mark.kind === kind);
  const timesOf = (all: readonly LaneMark[]): number => all.reduce((sum, { times = 1 }) => sum + times, 0);
  const probes = count('probe');
  const happened = timesOf(count('event'));
  const tried = timesOf(probes);
  const failed = timesOf(probes.filter(({ isBad }) => isBad));
  return [
    happened > 0 && `${happened} ${happened === 1 ? 'event' : 'events'}`,
    tried > 0 &&
      `${tried} ${tried === 1 ? 'attempt' : 'attempts'} of probes${failed > 0 ? `, ${failed} of them failed` : ''}`,
    ...[...count('exit'), ...count('ready')].map(({ text }) => text),
    ...count('retry').map((mark) => retryText(mark, start)),
  ]
    .filter((part) => part !== false)
    .join(', ');
}

/** `the container is started again at +52 s`. */
function retryText({ text, at }: LaneMark, start: Moment): string {
  const since = at.at - start.at;
  const error = at.precision >= 500 ? ` (± ${formatDuration(at.precision)})` : '';
  return `${text} at ${since < 1 ? '0' : `+${formatDuration(since)}`}${error}`;
}
