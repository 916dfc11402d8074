import type { Event } from '../../api/types';
import type { Random } from '../../random';
import type { VirtualClock } from '../../virtualClock';
import { answerMs, type ApiCall, type Caller } from './apiCall';
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
  caller: Caller;
  /** The node of a kubelet that says it. */
  node: string | undefined;
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
  readonly #calls: ApiCall[] = [];
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

  record(event: RecordedEvent, caller: Caller, node: string | undefined): void {
    this.#said.push({ event, caller, node, now: this.clock.now(), resourceVersion: this.resourceVersion() });
  }

  get events(): Event[] {
    this.#recordSaid();
    return this.#events;
  }

  /** The requests that carried them. */
  get calls(): readonly ApiCall[] {
    this.#recordSaid();
    return this.#calls;
  }

  /** The requests until now are of no interest any more. */
  forgetCalls(): void {
    this.#recordSaid();
    this.#calls.length = 0;
  }

  #recordSaid(): void {
    const said = this.#said;
    this.#said = [];
    for (const each of said) {
      if (each.event.action === undefined) this.#record(each);
      else this.#recordSeries(each, each.event.action);
    }
  }

  #send({ caller, node, now }: Said, verb: 'create' | 'patch', event: Event): void {
    const { namespace = '', name = '' } = event.metadata;
    const call = { verb, kind: 'Event', namespace, name, body: { ...event }, answer: {} };
    this.#calls.push({ caller, ...(node !== undefined && { node }), ...call, start: now, end: now + answerMs });
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
      return this.#send(said, 'patch', stored);
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
    this.#send(said, 'create', event);
  }

  /** client-go/tools/events: a repeat about the same version of the object is a series. */
  #recordSeries(said: Said, action: string): void {
    const { event: recorded, now } = said;
    const { object, type, reason, message, component } = recorded;
    const key = `${component}/${action}/${reason}/${type}/${object.metadata?.uid}/${object.metadata?.resourceVersion}`;
    const same = this.#stored.get(key);
    if (same) {
      const isFirstRepeat = !same.series;
      same.series = { count: (same.series?.count ?? 1) + 1, lastObservedTime: microTime(now) };
      // Later ones are told every six minutes at most.
      if (isFirstRepeat) this.#send(said, 'patch', same);
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
    this.#send(said, 'create', event);
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
