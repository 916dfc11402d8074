import type { Event } from '../../api/types';
import { bounds } from '../evidence/callBounds';
import type { ClockAhead } from '../evidence/evidence';
import type { Interval } from '../evidence/interval';

/**
 * How far the watcher's clock goes before those of a cluster. What happened at an exact time there arrived here some
 * time later: so the watcher's clock is ahead by that difference at the most, and for the fastest news not much less.
 */
export class WatcherClocks {
  /** By node, and '' for all that tell events: how many milliseconds ahead at the most. */
  readonly #ahead = new Map<string, number>();

  /** Takes in when an event arrived that happened at an exact time. */
  saw({ source, reportingInstance }: Event, happened: number, arrived: number): void {
    for (const teller of new Set(['', source?.host || (reportingInstance ?? '')]))
      this.#learn({ node: teller, milliseconds: arrived - happened });
  }

  /** Takes in what other clocks knew. */
  know(all: readonly ClockAhead[]): void {
    for (const one of all) this.#learn(one);
  }

  /** All that is known. */
  get known(): ClockAhead[] {
    return [...this.#ahead].map(([node, milliseconds]) => ({ node, milliseconds }));
  }

  #learn({ node, milliseconds }: ClockAhead): void {
    this.#ahead.set(node, Math.min(this.#ahead.get(node) ?? Infinity, milliseconds));
  }

  /** On a node's clock, what the watcher's clock showed; undefined where no event of that node arrived. */
  onNode(node: string, { earliest, latest }: Interval): Interval | undefined {
    const ahead = this.#ahead.get(node);
    if (ahead === undefined) return undefined;
    return { earliest: earliest - ahead, latest: latest - ahead + bounds.fastest };
  }

  /** The time in the cluster, in milliseconds since the epoch: the watcher's own where the clocks may agree. */
  inCluster(now: number): number {
    const ahead = this.#ahead.get('') ?? 0;
    return now - Math.min(ahead, Math.max(0, ahead - bounds.watched));
  }
}
