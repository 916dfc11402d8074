import type { Event } from '../api/types';
import type { VirtualClock } from '../runtime/virtualClock';
import type { Random } from '../random';
import type { KubernetesObject } from './objectStore';
import { microTime, nanoseconds, time } from './timestamps';

export interface RecordedEvent {
  /** What it is about. */
  object: KubernetesObject;
  /** `spec.containers{app}` */
  fieldPath?: string;
  type: 'Normal' | 'Warning';
  reason: string;
  message: string;
  component: 'default-scheduler' | 'kubelet' | (string & {});
  /** Of the scheduler's events. */
  action?: string;
}

/** After how many like events, within ten minutes, their messages are folded into one (client-go/tools/record/events_cache.go, 0.37). */
const similarBeforeFolding = 10;
const foldingWindowMs = 600_000;

/** Events as client-go records them: equal ones are counted, many alike are folded. */
export class EventRecorder {
  readonly events: Event[] = [];
  readonly #same = new Map<string, Event>();
  readonly #similar = new Map<string, { messages: Set<string>; last: number }>();

  constructor(
    readonly clock: VirtualClock,
    readonly random: Random,
    readonly host: string,
  ) {}

  record({ object, fieldPath, type, reason, message, component, action }: RecordedEvent): void {
    const { metadata = {}, kind, apiVersion } = object;
    const who = `${component}/${kind}/${metadata.namespace}/${metadata.name}/${metadata.uid}/${fieldPath}/${type}/${reason}`;
    const now = this.clock.now();
    if (action === undefined) message = this.#folded(who, message, now);
    const same = this.#same.get(`${who}/${message}`);
    if (same && action === undefined) {
      same.count = (same.count ?? 1) + 1;
      same.lastTimestamp = time(now);
      return;
    }
    const event: Event = {
      kind: 'Event',
      apiVersion: 'v1',
      metadata: {
        name: `${metadata.name}.${nanoseconds(now).toString(16)}`,
        namespace: metadata.namespace ?? 'default',
        uid: this.random.uid(),
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
      reason,
      message,
      type,
      reportingComponent: component,
      ...(action === undefined
        ? {
            source: { component, ...(component === 'kubelet' && { host: this.host }) },
            firstTimestamp: time(now),
            lastTimestamp: time(now),
            count: 1,
            reportingInstance: component === 'kubelet' ? this.host : '',
          }
        : { source: {}, eventTime: microTime(now), action, reportingInstance: `${component}-${this.host}` }),
    };
    this.#same.set(`${who}/${message}`, event);
    this.events.push(event);
  }

  /** The message, or the one that stands for many alike. */
  #folded(who: string, message: string, now: number): string {
    let seen = this.#similar.get(who);
    if (!seen || now - seen.last > foldingWindowMs) this.#similar.set(who, (seen = { messages: new Set(), last: now }));
    seen.last = now;
    seen.messages.add(message);
    return seen.messages.size >= similarBeforeFolding ? `(combined from similar events): ${message}` : message;
  }
}
