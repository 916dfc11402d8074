import type { Known } from './clockedContainer';
import { killAfter, type Kill } from './killAfter';
import { probingFrom } from './probingFrom';
import { firstTurn } from './turns';

/** When the liveness probe has a container killed that has no startup probe; with one, it is first asked when it answers. */
export function livenessKill(known: Known): Kill | undefined {
  const probe = known.container.liveness;
  return probe && killAfter(firstTurn(probingFrom(known.seen, probe), probe.period), probe, known);
}
