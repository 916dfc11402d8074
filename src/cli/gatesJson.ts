import { allGatesAt, type GateAt } from '../core/moment/gatesAt';
import { podSentence, waitSentence } from '../core/moment/gateText';
import type { Trace } from '../core/trace/trace';

/**
 * The gates of each pod at a moment, as data: `waitsFor` is the sentence, `holding` the id of the gate, null where nothing
 * is waited for; times in seconds from the start. `at`: milliseconds since the epoch.
 */
export function gatesJson(trace: Trace, at: number): object[] {
  const { start } = trace;
  return allGatesAt(trace, at).map((gates) => ({
    namespace: gates.namespace,
    pod: gates.pod,
    waitsFor: podSentence(gates, start),
    holding: gates.holding?.id ?? null,
    containers: gates.containers.map((one) => ({
      container: one.name,
      waitsFor: waitSentence(one, gates, start),
      holding: one.gate?.id ?? null,
    })),
    gates: gates.gates.map((gate) => gateJson(gate, start)),
  }));
}

function gateJson(
  { id, kind, container, state, since, heldBy, cause, opensWhen, precision }: GateAt,
  start: number,
): object {
  const time = since ? (since.at - start) / 1000 : null;
  return {
    id,
    kind,
    ...(container !== undefined && { container }),
    state,
    since: state === 'ahead' ? null : time,
    ...(state === 'open' && { openedAt: time }),
    ...(state === 'holds' && { heldBy, ...(cause !== undefined && { cause }), opensWhen }),
    precision,
  };
}
