import type { Known } from './clockedContainer';
import { killAfter, type Kill } from './killAfter';
import { probingFrom } from './probingFrom';
import { failingPeriod, type ProbeTimes } from './probeTimes';
import { firstTurn, turnAt } from './turns';
import type { Window } from './window';

/** When the startup probe succeeds, and when it has failed too often; each undefined where that cannot be. */
export function startedByProbe(known: Known, probe: ProbeTimes): { started?: Window; killed?: Kill } {
  if (probe.errs) return {};
  const first = firstTurn(probingFrom(known.seen, probe), probe.period);
  const killed = killAfter(first, probe, known);
  // A first turn before this fails too often before the application answers.
  const { period, failing } = probe;
  const slot = failingPeriod(probe);
  const least = known.answers - (probe.failures - 1) * slot - failing;
  if (first.latest < least || !Number.isFinite(known.answers)) return { ...(killed && { killed }) };
  const { answers } = known;
  const turn = turnAt({ earliest: Math.max(first.earliest, least), latest: first.latest }, period, answers);
  // An attempt that is still failing may yet find the application, or hold up the next turn.
  const started =
    failing > 0 ? { earliest: Math.max(first.earliest, answers), latest: Math.max(turn.latest, answers + slot) } : turn;
  return { started, ...(killed && { killed }) };
}
