import type { Pod } from '../api/types';
import { isSameValue } from '../isSameValue';
import type { Moment, Source, Trace } from '../trace/trace';
import { momentOf } from '../trace/eventTimes';
import type { Gate, PodGates } from './gate';
import type { PodAt } from './podAt';
import { podGates } from './podGates';
import { changesOf, type PodChange } from './world';

/** Since when a gate is as it is, and how that is known. */
export interface GateSince {
  state: Gate['state'];
  since: Moment;
  source: Source;
}

/** A pod's gates from a moment on. */
export interface GatesFrom extends PodGates {
  at: Moment;
  change: PodChange;
  /** By the gates' ids. */
  times: ReadonlyMap<string, GateSince>;
}

/** What is kept of a trace: the gates of each pod that was asked for, and the pods at its end by their uids. */
interface Kept {
  gates: Map<string, readonly GatesFrom[]>;
  last: ReadonlyMap<string | undefined, Pod>;
}

const known = new WeakMap<Trace, Kept>();

/** The gates of a pod over time: each time that something became of it. `key`: its namespace and name with a slash between. */
export function gatesOverTime(trace: Trace, key: string): readonly GatesFrom[] {
  let kept = known.get(trace);
  if (!kept) {
    const last = new Map([...trace.view.pods].reverse().map((pod) => [pod.metadata?.uid, pod]));
    known.set(trace, (kept = { gates: new Map(), last }));
  }
  let found = kept.gates.get(key);
  if (!found) kept.gates.set(key, (found = overTime(withLastStatus(trace, key, kept.last))));
  return found;
}

/**
 * The last of them by then, or those of a pod as a world has it; undefined before there is a pod. `at`: milliseconds since
 * the epoch.
 */
export function gatesBy(trace: Trace, key: string, at: number, pod?: PodAt): GatesFrom | undefined {
  const all = gatesOverTime(trace, key);
  const same = pod && all.find(({ change }) => change.pod === pod);
  if (same) return same;
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all[middle]!.at.at <= at) low = middle + 1;
    else high = middle;
  }
  return all[low - 1];
}

function overTime(changes: readonly PodChange[]): GatesFrom[] {
  let times: ReadonlyMap<string, GateSince> = new Map();
  return changes.map((change): GatesFrom => {
    const gates = podGates(change.pod);
    const { at, source } = change;
    times = new Map(
      gates.gates.map(({ id, state }) => {
        const was = times.get(id);
        return [id, was?.state === state ? was : { state, since: at, source }];
      }),
    );
    return { ...gates, at, change, times };
  });
}

/**
 * What was seen of a pod in the end counts from when its conditions say so themselves: no message tells of a status that
 * nobody saw on the way, nor of what the scheduler wrote.
 */
function withLastStatus(trace: Trace, key: string, seenLast: Kept['last']): readonly PodChange[] {
  const changes = changesOf(trace, key);
  const last = changes.at(-1);
  const pod = seenLast.get(last?.pod.pod?.metadata?.uid);
  if (trace.source === 'simulated' || !last || last.pod.isDeleted || !pod) return changes;
  if (!last.pod.isInferred && isSameValue(last.pod.pod?.status, pod.status)) return changes;
  const { isInferred: _unseen, ...seen } = last.pod;
  const told = (pod.status?.conditions ?? []).flatMap(({ lastTransitionTime: time }) => (time ? momentOf(time) : []));
  const at = [last.at, ...told].reduce((latest, one) => (one.at > latest.at ? one : latest));
  return [...changes, { at, source: 'observed', pod: { ...seen, pod } }];
}
