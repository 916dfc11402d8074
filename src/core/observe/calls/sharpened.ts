import { greatest, least } from '../../extremes';
import { both, type Interval } from '../evidence/interval';
import { tagged, timeOfCall, type NodeCall } from '../nodeRecords/nodeCall';
import type { ObservedCall } from '../evidence/observedCall';
import { textAt } from '../../manifest/textAt';

/**
 * A pod's calls as its events tell them, made as exact as the node's own record of them, and with those that only the
 * node recorded. Both are on the node's clock: where they exclude each other, the record is right.
 * @param recorded the pod's calls, and the pulls of its node, which name no pod
 */
export function sharpened(calls: readonly ObservedCall[], recorded: readonly NodeCall[]): ObservedCall[] {
  const left = new Set(recorded.filter((record) => !isPull(record)).sort((a, b) => timeOfCall(a) - timeOfCall(b)));
  const records = new Map<ObservedCall, NodeCall>();
  const fits = (call: ObservedCall, record: NodeCall): boolean =>
    overlap(call.start, record.start) && overlap(call.end, record.end);
  const named = (call: ObservedCall, record: NodeCall): boolean => call.container === record.container;
  for (const matches of [fits, named]) {
    for (const call of calls) {
      const record = [...left].find((one) => !records.has(call) && isAlike(call, one) && matches(call, one));
      if (!record) continue;
      records.set(call, record);
      left.delete(record);
    }
  }
  const pulls = recorded.filter(isPull);
  const known = calls.map((call) => {
    const record = records.get(call) ?? pullOf(call, pulls);
    return record ? withRecord(call, record) : call;
  });
  const isLast = (record: NodeCall): boolean =>
    ![...records.values(), ...left].some((other) => isAlike(other, record) && timeOfCall(other) > timeOfCall(record));
  // A call without an end is under way, or failed without a word.
  const added = [...left].filter((record) => record.end || isLast(record)).map(asObserved);
  return [...known, ...added];
}

/** A pull in a log: nothing but its image says whose it is. */
function isPull({ method, uid, pod }: NodeCall): boolean {
  return method === 'PullImage' && uid === undefined && pod === undefined;
}

function isAlike(call: Pick<NodeCall, 'method' | 'container' | 'outcome' | 'end'>, record: NodeCall): boolean {
  return (
    call.method === record.method &&
    (record.container === undefined || record.container === call.container) &&
    (!record.end || !call.end || call.outcome.ok === record.outcome.ok)
  );
}

/** The pull of a call's image: where several pods pulled it at the same time, from the first to the last of them. */
function pullOf(call: ObservedCall, pulls: readonly NodeCall[]): NodeCall | undefined {
  if (call.method !== 'PullImage') return undefined;
  const image = tagged(textAt(call.request, ['image', 'image']));
  const possible = pulls.filter(
    (pull) =>
      tagged(pull.image) === image &&
      overlap(call.start, pull.start) &&
      overlap(call.end, pull.end) &&
      (!pull.end || pull.outcome.ok === call.outcome.ok),
  );
  const start = hull(possible.map((pull) => pull.start));
  const end = hull(possible.map((pull) => pull.end));
  const [first] = possible;
  if (!first) return undefined;
  return {
    method: 'PullImage',
    ...(start && { start }),
    ...(end && { end }),
    outcome: call.outcome,
    evidence: possible.flatMap(({ evidence }) => evidence),
    ...(possible.length === 1 && { response: first.response }),
  };
}

function hull(intervals: readonly (Interval | undefined)[]): Interval | undefined {
  const known = intervals.filter((one) => one !== undefined);
  if (known.length === 0) return undefined;
  return {
    earliest: least(known.map(({ earliest }) => earliest)),
    latest: greatest(known.map(({ latest }) => latest)),
  };
}

function overlap(a: Interval | undefined, b: Interval | undefined): boolean {
  return !a || !b || (a.earliest <= b.latest && b.earliest <= a.latest);
}

function withRecord(call: ObservedCall, record: NodeCall): ObservedCall {
  const start = record.start ? both(record.start, call.start ?? record.start) : call.start;
  const end = record.end ? both(record.end, call.end ?? record.end) : call.end;
  const { request = call.request, response = call.response, evidence } = record;
  return {
    ...call,
    ...(start && { start }),
    ...(end && { end }),
    ...(record.end && { source: record.source ?? 'observed' }),
    ...(request !== undefined && { request }),
    ...(response !== undefined && { response }),
    evidence: [...evidence, ...(call.evidence ?? [])],
  };
}

function asObserved(record: NodeCall): ObservedCall {
  const { method, protocol, container, start, end, outcome, source = 'observed', request, response, evidence } = record;
  return {
    method,
    ...(protocol && { protocol }),
    ...(container !== undefined && { container }),
    ...(start && { start }),
    ...(end && { end }),
    outcome,
    source,
    ...(request !== undefined && { request }),
    ...(response !== undefined && { response }),
    evidence,
  };
}
