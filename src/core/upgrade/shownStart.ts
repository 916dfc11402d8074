import { groupedBy } from '../groupedBy';
import type { Event, Pod } from '../api/types';
import type { ApiError } from '../api/status';
import type { ApiWarning } from '../api/view';
import type { WatchEvent } from '../cluster/apiserver/objectEvent';
import type { ApiCall } from '../cluster/apiserver/apiCall';
import { chanceOf, type Chance } from '../comparison/chance';
import type { CriCall } from '../cri/criCall';

/** A call with the pod that it is for. */
export type PodCall = CriCall & { namespace: string; pod: string };

/** What can be seen of a start in one release: a simulation has it, and so has a recording. */
export interface ShownStart {
  calls: readonly PodCall[];
  watch: readonly WatchEvent[];
  readonly events: readonly Event[];
  errors: readonly ApiError[];
  warnings?: readonly ApiWarning[];
  /** What was asked of the API server; absent where it is not known. */
  apiCalls?: () => readonly ApiCall[];
  /** Until when it was looked at, in milliseconds since the epoch. */
  end: number;
}

/** A pod of a start, from the first that was seen of it to the last. */
export interface PodOfStart {
  first: Pod;
  last: Pod;
  watch: readonly WatchEvent[];
  calls: readonly PodCall[];
}

/** One side of a comparison of two releases: what was to be seen until a moment. */
export interface Side {
  shown: ShownStart;
  chance: Chance;
  /** By what the two sides know each pod by: its name without chance, and which of that name it is. */
  pods: ReadonlyMap<string, PodOfStart>;
}

/** @param until in milliseconds since the epoch */
export function sideOf(shown: ShownStart, until: number): Side {
  const watch = shown.watch.filter(({ at }) => at <= until);
  const calls = shown.calls.filter(({ end }) => end <= until);
  const byUid = groupedBy(watch, ({ object }) => object.metadata?.uid ?? '');
  const lasts = [...byUid.values()].map((own) => own.at(-1)!.object);
  const chance = chanceOf({
    messages: calls.map(({ request, response }) => ({ protocol: 'CRI', request, response })),
    view: { pods: lasts },
  });
  const callsOf = groupedBy(calls, ({ namespace, pod }) => `${namespace}/${pod}`);
  const pods = new Map<string, PodOfStart>();
  const seen = new Map<string, number>();
  for (const own of byUid.values()) {
    const first = own[0]!.object;
    const { name = '', namespace = '' } = first.metadata ?? {};
    const stem = `${namespace}/${chance.without(name)}`;
    const nth = seen.get(stem) ?? 0;
    seen.set(stem, nth + 1);
    const last = own.at(-1)!.object;
    pods.set(`${stem} ${nth}`, { first, last, watch: own, calls: callsOf.get(`${namespace}/${name}`) ?? [] });
  }
  return { shown, chance, pods };
}
