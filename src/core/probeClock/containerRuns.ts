import type { Message, Moment } from '../trace/trace';
import type { Window } from './window';

/** When each run of a container began, in their order, as a trace tells it. */
export function containerRuns(messages: readonly Message[], container: string): Moment[] {
  return messages
    .flatMap(({ method, subject, outcome, start, end }) =>
      method === 'StartContainer' && subject?.container === container && outcome.ok ? (end ?? start ?? []) : [],
    )
    .sort((a, b) => a.at - b.at);
}

/** How many seconds after a run's start a moment is, as exactly as both are known. */
export function sinceRun({ at, precision }: Moment, run: Moment): Window {
  const [middle, error] = [(at - run.at) / 1000, (precision + run.precision) / 1000];
  return { earliest: middle - error, latest: middle + error };
}
