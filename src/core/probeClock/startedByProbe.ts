import type { Known } from './clockedContainer';
import { killAfter, type Kill } from './killAfter';
import { probingFrom } from './probingFrom';
import type { ProbeTimes } from './probeTimes';
import { firstTurn, turnAt } from './turns';
import type { Window } from './window';

/** When the startup probe succeeds, and when it has failed too often; each undefined where that cannot be. */
export function startedByProbe(known: Known, probe: ProbeTimes): { started?: Window; killed?: Kill } {
  const first = firstTurn(probingFrom(known.seen, probe), probe.period);
  const killed = killAfter(first, probe, known);
  // A first turn before this fails too often before the application answers.
  const least = known.answers - (probe.failures - 1) * probe.period;
  if (first.latest < least || !Number.isFinite(known.answers)) return { ...(killed && { killed }) };
  const started = turnAt(
    { earliest: Math.max(first.earliest, least), latest: first.latest },
    probe.period,
    known.answers,
  );
  return { started, ...(killed && { killed }) };
}
