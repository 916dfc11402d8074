import { formatSpan } from '../trace/formatSpan';
import { spanOf } from '../trace/pathPart';
import type { Phase } from './phase';

/** The name of a phase, with its pod's where several are shown. */
export function phaseTitle({ name, pod }: Pick<Phase, 'name' | 'pod'>, severalPods: boolean): string {
  return severalPods && pod !== undefined ? `${pod}: ${name}` : name;
}

/** How long a phase lasts and how many calls it has: `121 ms · 3 calls`. */
export function phaseFacts({ start, end }: Pick<Phase, 'start' | 'end'>, calls: number): string {
  const span = start && end && end.at - start.at >= 0.5 ? formatSpan(spanOf({ start, end })) : undefined;
  return [...(span === undefined ? [] : [span]), `${calls} ${calls === 1 ? 'call' : 'calls'}`].join(' · ');
}
