import { groupedBy } from '../../groupedBy';
import type { Event } from '../../api/types';
import { both, timestampInterval, type Interval } from './interval';

/** One time that an Event happened. */
export interface Occurrence {
  event: Event;
  /** Counts from 1. */
  nth: number;
  at: Interval;
  /** The resourceVersion of the update that told it: who tells events, tells them in their order. Absent where the update was missed. */
  version?: number;
}

/** How many repeats between two updates are told, beside the first and the last. */
const maxMissed = 100;

/** An Event and its repeats: Kubernetes updates one object, whose name tells the first time and `lastTimestamp` the last. */
export class EventSeries {
  readonly occurrences: Occurrence[] = [];

  constructor(event: Event) {
    this.update(event);
  }

  get latest(): Event {
    return this.occurrences.at(-1)!.event;
  }

  /**
   * Takes an update in; what is older than what is known is passed over. Of many repeats that were missed only the last
   * are told: an Event may count two billions.
   */
  update(event: Event): void {
    const count = Math.max(1, event.count ?? event.series?.count ?? 1);
    const { resourceVersion } = event.metadata;
    const version = resourceVersion === undefined ? {} : { version: Number(resourceVersion) };
    const last = lastTime(event);
    const { nth: known = 0, at: since = firstTime(event) } = this.occurrences.at(-1) ?? {};
    for (let nth = known + 1; nth <= count; nth++) {
      if (nth === known + 2) nth = Math.max(nth, count - maxMissed);
      // What came between two updates that were seen happened somewhere between them.
      const between = { earliest: since.earliest, latest: last.latest };
      const at = nth === 1 ? since : nth === count ? last : between;
      this.occurrences.push({ event, nth, at, ...(nth === count && version) });
    }
  }
}

/** The repeats that one update told of, without a time for each; of several updates, one after the other. */
export function toldTogether(
  occurrences: readonly Occurrence[],
): { first: Occurrence; last: Occurrence; times: number }[] {
  const groups = new Map<Event, { first: Occurrence; last: Occurrence }>();
  for (const one of occurrences) groups.set(one.event, { first: groups.get(one.event)?.first ?? one, last: one });
  return [...groups.values()].map(({ first, last }) => ({ first, last, times: last.nth - first.nth + 1 }));
}

/**
 * When an Event first happened: client-go names it `OBJECT.HEX-NANOSECONDS` on the clock of the component that
 * tells it (tools/record/util/util.go, 1.37), or with a UUID where that were no name; the scheduler's has an eventTime.
 */
export function firstTime(event: Event): Interval {
  const hex = /\.([0-9a-f]{16})$/.exec(event.metadata.name ?? '')?.[1];
  const nanoseconds = hex === undefined ? 0n : BigInt(`0x${hex}`);
  const created = event.firstTimestamp ?? event.metadata.creationTimestamp;
  const seconds = created ? timestampInterval(created) : { earliest: -Infinity, latest: Infinity };
  const at = Number(nanoseconds / 1_000_000n) + Number(nanoseconds % 1_000_000n) / 1e6;
  // A name of sixteen hexadecimal digits may come from elsewhere: the time it tells has to fit.
  if (hex !== undefined && !(Math.abs(at - seconds.earliest) > 5_000)) return { earliest: at, latest: at };
  return event.eventTime ? timestampInterval(event.eventTime) : seconds;
}

function lastTime(event: Event): Interval {
  const last = event.series?.lastObservedTime ?? event.lastTimestamp;
  return last ? timestampInterval(last) : { earliest: firstTime(event).earliest, latest: Infinity };
}

/**
 * Occurrences in the order in which they happened. One component tells its events one after the other, so that an
 * exact time bounds the seconds of those told before and after it.
 */
export function inOrder(occurrences: readonly Occurrence[]): Occurrence[] {
  const told = groupedBy(
    occurrences.filter(({ version }) => version !== undefined),
    tellerOf,
  );
  const narrowed = new Map<Occurrence, Occurrence>();
  for (const own of told.values()) {
    own.sort((a, b) => (a.version ?? 0) - (b.version ?? 0));
    let { earliest, latest } = { earliest: -Infinity, latest: Infinity };
    const lows = own.map(({ at }) => (earliest = Math.max(earliest, at.earliest)));
    const highs = [...own].reverse().map(({ at }) => (latest = Math.min(latest, at.latest)));
    highs.reverse();
    own.forEach((one, i) => {
      narrowed.set(one, { ...one, at: both(one.at, { earliest: lows[i] ?? -Infinity, latest: highs[i] ?? Infinity }) });
    });
  }
  return occurrences
    .map((one) => narrowed.get(one) ?? one)
    .sort(
      (a, b) =>
        a.at.earliest + a.at.latest - (b.at.earliest + b.at.latest) ||
        (a.version ?? 0) - (b.version ?? 0) ||
        rank(a) - rank(b),
    );
}

function tellerOf({ event }: Occurrence): string {
  return event.source?.component || event.reportingComponent || '';
}

/** The order in which a kubelet tells the steps of one start. */
const steps = ['Pulling', 'Pulled', 'Created', 'Started'];

function rank({ event }: Occurrence): number {
  return steps.indexOf(event.reason ?? '') + 1 || steps.length + 1;
}
