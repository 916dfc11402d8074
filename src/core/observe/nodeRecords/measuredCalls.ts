import { bounds } from '../evidence/callBounds';
import { both, type Interval } from '../evidence/interval';
import type { MetricsReading } from './kubeletMetrics';
import type { ObservedCall } from '../evidence/observedCall';

const operations: Readonly<Record<string, string>> = {
  RunPodSandbox: 'run_podsandbox',
  PullImage: 'pull_image',
  CreateContainer: 'create_container',
  StartContainer: 'start_container',
};

/** Milliseconds that a sum of seconds may be off, being a floating-point number that grows for weeks. */
const rounding = 0.01;

/**
 * Calls of one node, bounded by what its kubelet measured between two readings. A difference is theirs only where as
 * many calls were counted as are known to have ended in between, and none of them may have ended about one of the
 * readings: a call is then no longer than the difference, and the only one as long, but for the way to the runtime and
 * back.
 * @param calls all that are known of the node, of any pod
 * @param readings in the order of their times, on the node's clock
 */
export function measuredCalls(calls: readonly ObservedCall[], readings: readonly MetricsReading[]): ObservedCall[] {
  const measured = new Map<ObservedCall, ObservedCall>();
  for (const [i, from] of readings.entries()) {
    for (const to of readings.slice(i + 1)) {
      for (const [method, operation] of Object.entries(operations)) {
        const risen = difference(from, to, operation);
        const possible = calls.filter((call) => call.method === method && mayEndIn(call, from, to));
        if (possible.length === 0 || risen.count !== possible.length) continue;
        if (!possible.every((call) => surelyEndsIn(call, from, to))) continue;
        const text = `${operation}: ${risen.count} in ${risen.sum.toFixed(1)} ms`;
        for (const call of possible)
          measured.set(call, bounded(measured.get(call) ?? call, risen.sum, possible.length === 1, text));
      }
    }
  }
  return calls.map((call) => measured.get(call) ?? call);
}

function difference(from: MetricsReading, to: MetricsReading, operation: string): { count: number; sum: number } {
  const before = from.operations.get(operation) ?? { count: 0, sum: 0 };
  const after = to.operations.get(operation) ?? { count: 0, sum: 0 };
  return { count: after.count - before.count, sum: after.sum - before.sum };
}

/** Whether a call may have been counted in between: the kubelet does so when it has the runtime's answer. */
function mayEndIn({ end }: ObservedCall, from: MetricsReading, to: MetricsReading): boolean {
  return !end || (end.latest + bounds.client >= from.read.earliest && end.earliest <= to.read.latest);
}

function surelyEndsIn({ end }: ObservedCall, from: MetricsReading, to: MetricsReading): boolean {
  return end !== undefined && end.earliest >= from.read.latest && end.latest + bounds.client <= to.read.earliest;
}

function bounded(call: ObservedCall, duration: number, exact: boolean, text: string): ObservedCall {
  const { start = { earliest: -Infinity, latest: Infinity }, end = start } = call;
  // The kubelet measures what it waited: the runtime's part is a little shorter.
  const least = exact ? Math.max(0, duration - rounding - bounds.client) : 0;
  const most = duration + rounding;
  const sharperEnd: Interval = both(end, { earliest: start.earliest + least, latest: start.latest + most });
  const sharperStart = both(start, { earliest: sharperEnd.earliest - most, latest: sharperEnd.latest - least });
  return {
    ...call,
    start: sharperStart,
    end: sharperEnd,
    evidence: [...(call.evidence ?? []), { what: 'kubelet metrics', text }],
  };
}
