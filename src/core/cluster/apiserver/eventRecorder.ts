import type { Event } from '../../api/types';
import type { Random } from '../../random';
import type { VirtualClock } from '../../virtualClock';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { SpamFilter } from './spamFilter';
import { microTime, nanoseconds, time } from '../../api/timestamps';

export interface RecordedEvent {
  /** What it is about. */
  object: KubernetesObject;
  /** `spec.containers{app}` */
  fieldPath?: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: 'default-scheduler' | 'kubelet' | (string & {});
  /** The node of the kubelet that says it. */
  host?: string;
  /** Of the scheduler's events, which are recorded in the newer way. */
  action?: string;
}

interface Said {
  event: RecordedEvent;
  /** Milliseconds since the epoch. */
  now: number;
  resourceVersion: string;
}

/** After how many like events, within ten minutes, their messages are folded into one (client-go/tools/record/events_cache.go, 0.37). */
const similarBeforeFolding = 10;
const foldingWindowMs = 600_000;

/** Events as client-go records them: equal ones are counted, many alike are folded, too many are dropped. */
export class EventRecorder {
  /** What was said and is not in `#events` yet: hovers ask for none, and to make them is much of a simulation's work. */
  #said: Said[] = [];
  readonly #events: Event[] = [];
  readonly #counts = new Map<string, number>();
  readonly #stored = new Map<string, Event>();
  readonly #similar = new Map<string, { messages: Set<string>; last: number }>();
  readonly #spam = new SpamFilter();

  constructor(
    readonly clock: VirtualClock,
    /** The events' own: what else is random does not depend on when they are asked for. */
    readonly random: Random,
    /** The name of the control plane's node, which the scheduler's events carry. */
    readonly host: string,
    readonly resourceVersion: () => string,
  ) {}

  record(event: RecordedEvent): void {
    this.#said.push({ event, now: this.clock.now(), resourceVersion: this.resourceVersion() });
  }

  get events(): Event[] {
    const said = this.#said;
    this.#said = [];
    for (const each of said) {
      if (each.event.action === undefined) this.#record(each);
      else this.#recordSeries(each, each.event.action);
    }
    return this.#events;
  }

  /** client-go/tools/record: equal events are one with a count. */
  #record(said: Said): void {
    const { event: recorded, now, resourceVersion } = said;
    const { object, fieldPath, type, reason, component, host = '' } = recorded;
    const who = `${component}/${object.kind}/${object.metadata?.namespace}/${object.metadata?.name}/${object.metadata?.uid}/${type}`;
    const isFolded = this.#folds(`${who}/${reason}`, recorded.message, now);
    const message = isFolded ? `(combined from similar events): ${recorded.message}` : recorded.message;
    const key = isFolded ? `${who}/${reason}` : `${who}/${reason}/${fieldPath}/${message}`;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    if (!this.#spam.accepts(who, now)) return;
    const stored = this.#stored.get(key);
    if (stored) {
      stored.count = count;
      stored.message = message;
      stored.lastTimestamp = time(now);
      stored.metadata.resourceVersion = resourceVersion;
      return;
    }
    const event: Event = {
      ...this.#head(said),
      reason,
      message,
      source: { component, ...(host && { host }) },
      firstTimestamp: time(now),
      lastTimestamp: time(now),
      count,
      type,
      reportingComponent: isFolded ? '' : component,
      reportingInstance: isFolded ? '' : host,
    };
    this.#stored.set(key, event);
    this.#events.push(event);
  }

  /** client-go/tools/events: a repeat about the same version of the object is a series. */
  #recordSeries(said: Said, action: string): void {
    const { event: recorded, now } = said;
    const { object, type, reason, message, component } = recorded;
    const key = `${component}/${action}/${reason}/${type}/${object.metadata?.uid}/${object.metadata?.resourceVersion}`;
    const same = this.#stored.get(key);
    if (same) {
      same.series = { count: (same.series?.count ?? 1) + 1, lastObservedTime: microTime(now) };
      return;
    }
    const event: Event = {
      ...this.#head(said),
      reason,
      message,
      source: {},
      type,
      eventTime: microTime(now),
      action,
      reportingComponent: component,
      reportingInstance: `${component}-${this.host}`,
    };
    this.#stored.set(key, event);
    this.#events.push(event);
  }

  #head({
    event: { object, fieldPath },
    now,
    resourceVersion,
  }: Said): Pick<Event, 'kind' | 'apiVersion' | 'metadata' | 'involvedObject'> {
    const { metadata = {}, kind, apiVersion } = object;
    return {
      kind: 'Event',
      apiVersion: 'v1',
      metadata: {
        name: `${metadata.name}.${nanoseconds(now).toString(16)}`,
        namespace: metadata.namespace ?? 'default',
        uid: this.random.uid(),
        resourceVersion,
        creationTimestamp: time(now),
      },
      involvedObject: {
        ...(kind && { kind }),
        ...(metadata.namespace && { namespace: metadata.namespace }),
        ...(metadata.name && { name: metadata.name }),
        ...(metadata.uid && { uid: metadata.uid }),
        ...(apiVersion && { apiVersion }),
        ...(metadata.resourceVersion && { resourceVersion: metadata.resourceVersion }),
        ...(fieldPath && { fieldPath }),
      },
    };
  }

  /** Whether so many like events came that this one is folded into the one that stands for all. */
  #folds(who: string, message: string, now: number): boolean {
    let seen = this.#similar.get(who);
    if (!seen || now - seen.last > foldingWindowMs) this.#similar.set(who, (seen = { messages: new Set(), last: now }));
    seen.last = now;
    seen.messages.add(message);
    if (seen.messages.size < similarBeforeFolding) return false;
    for (const first of seen.messages) {
      seen.messages.delete(first);
      break;
    }
    return true;
  }
}
