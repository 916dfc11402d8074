import type { Known } from './clockedContainer';
import { firstResultsBy } from './firstResultsBy';
import { closeSyncs, nextSyncSeconds, resyncSeconds } from './kubeletJitter';
import { failingPeriod, type ProbeTimes } from './probeTimes';
import type { Window } from './window';

/** When the kubelet begins to kill a container, and whether it does so whatever the jitter. */
export interface Kill {
  readonly window: Window;
  readonly isSure: boolean;
}

/** When a probe whose first turn is in `first` has failed too often, all before the application answers; undefined where that cannot be. */
export function killAfter(
  first: Window,
  probe: ProbeTimes,
  { answers, seen, syncSeconds, container }: Known,
): Kill | undefined {
  const { period, failures, failing, errs } = probe;
  const more = (failures - 1) * period;
  const earliest = first.earliest + more;
  if (errs || earliest >= answers) return undefined;
  const slowest = first.latest + (failures - 1) * failingPeriod(probe);
  const latest = Math.min(slowest, answers) + failing;
  // The failure asks for a sync at once; only one that comes soon after another sync waits.
  const lastSync = firstResultsBy(seen, container) + closeSyncs * nextSyncSeconds;
  const isQuiet =
    container.isAlone && more > nextSyncSeconds && earliest > lastSync + nextSyncSeconds && latest < resyncSeconds;
  return {
    window: { earliest, latest: latest + (isQuiet ? 0 : syncSeconds) },
    isSure: slowest + failing < answers,
  };
}
