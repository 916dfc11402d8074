import { groupedBy } from '../../groupedBy';
import { kindOf } from '../../api/kinds';
import type { Event, Pod } from '../../api/types';
import { greatest, least } from '../../extremes';
import { referencesOfPod } from '../../manifest/references';
import type { Message, Subject } from '../../trace/trace';
import { auditCaller, isKubeletOf } from './auditCaller';
import { isRead, isTaken, type AuditEntry } from '../evidence/auditEntry';
import { auditMessage } from './auditMessage';
import { withAudit } from './withAudit';

/** A pod with those who own it. */
interface NamingPod {
  pod: Pod;
  /** From its controller upward: `ReplicaSet web-5d4f`. */
  owners: readonly string[];
}

/** With what is known of it without the log. */
export interface AuditedPod extends NamingPod {
  events: readonly Event[];
  messages: readonly Message[];
}

/** How many entries of one object are looked at: a start has a few, and what it takes to place them grows with their square. */
const mostEntries = 1_000;

/** How long before a pod was made what led to it may lie, in milliseconds: its workload, its ConfigMaps. */
const leadMs = 60_000;

/** What the API server itself wrote down of what it was asked. */
export class AuditLog {
  /** By the request's id; of a request's stages the last that was logged. */
  readonly #entries = new Map<string, AuditEntry>();
  #index: Map<string, AuditEntry[]> | undefined;

  add(entries: readonly AuditEntry[]): void {
    this.#index = undefined;
    for (const entry of entries) {
      const key = entry.id === '' ? `entry ${this.#entries.size}` : `request ${entry.id}`;
      const known = this.#entries.get(key);
      if (known?.answered === undefined) this.#entries.set(key, entry);
    }
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /**
   * The messages of each pod, those that the log tells of with their callers and exact times, and with the calls that it
   * alone tells of; and, as a last list, what was asked of other objects for the pods' sake.
   * @param others the pods beside them, for which the same may have been asked
   */
  told(pods: readonly AuditedPod[], others: readonly NamingPod[]): Message[][] {
    const owned = pods.map((one) => this.#ownMessages(one));
    const shared = new Map<AuditEntry, NamingPod[]>();
    pods.forEach((one, i) => {
      const created = createdAt(one.pod);
      const to = greatest((owned[i] ?? []).map(({ start, end }) => (end ?? start)?.at ?? 0));
      for (const entry of this.#sharedBy(one)) {
        if (entry.received < (isRead(entry) ? created : created - leadMs) || entry.received > to) continue;
        const known = shared.get(entry);
        if (known) known.push(one);
        else shared.set(entry, [one]);
      }
    });
    for (const other of shared.size > 0 ? others : [])
      for (const entry of this.#sharedBy(other))
        if (entry.received >= createdAt(other.pod)) shared.get(entry)?.push(other);
    const common = [...shared].flatMap(([entry, [one, ...more]]) => {
      // A kubelet asks for a pod, but which one nothing tells where several need the same.
      const isForOne = one !== undefined && more.length === 0 && isKubeletOf(one.pod.spec?.nodeName, entry);
      return auditMessage(entry, isForOne ? subjectOf(one.pod) : undefined) ?? [];
    });
    return [...owned, common];
  }

  /** What is asked of the pod itself and of its events. */
  #ownMessages({ pod, events, messages }: AuditedPod): Message[] {
    const { namespace = '', name = '', uid = '' } = pod.metadata ?? {};
    const created = createdAt(pod);
    const own = this.#of(namespace, 'pods', name).filter(
      (entry) =>
        (entry.uid === '' || entry.uid === uid) &&
        entry.received >= created - 1_000 &&
        (!isRead(entry) || isKubeletOf(pod.spec?.nodeName, entry)),
    );
    const until = successorAt(own, created);
    const subject = subjectOf(pod);
    const told = withAudit(messages, own.filter(({ received }) => received < until), this.#unnamed(pod), subject); // prettier-ignore
    const ofEvents = events.flatMap((event) => {
      const request = { kind: 'Event', ...event };
      return this.#of(namespace, 'events', event.metadata.name ?? '').flatMap(
        (entry) => auditMessage(entry, subject, request) ?? [],
      );
    });
    return [...told, ...ofEvents];
  }

  /** Who may have made a pod whose name the API server gave, where the log has no answers: all that made one at its second. */
  #unnamed({ metadata }: Pod): AuditEntry[] {
    const second = Date.parse(metadata?.creationTimestamp ?? '');
    return this.#of(metadata?.namespace ?? '', 'pods', '').filter(
      (entry) =>
        entry.verb === 'create' &&
        isTaken(entry) &&
        entry.received < second + 1_000 &&
        (entry.answered ?? Infinity) >= second,
    );
  }

  /** What is asked of other objects for the pod's sake: by its kubelet, and by whoever makes it and what it needs. */
  #sharedBy({ pod, owners }: NamingPod): AuditEntry[] {
    const { namespace = '', name = '' } = pod.metadata ?? {};
    const node = pod.spec?.nodeName;
    const ofOwners = owners.flatMap((owner) => {
      const [kind = '', of = ''] = owner.split(' ');
      return this.#of(namespace, kindOf(kind)?.resource ?? '', of).filter((entry) => !isRead(entry));
    });
    const named = new Map(referencesOfPod(pod).map((reference) => [`${reference.kind} ${reference.name}`, reference]));
    const ofNamed = [...named.values()].flatMap(({ kind, name: of, isClusterWide }) =>
      this.#of(isClusterWide ? '' : namespace, kindOf(kind)?.resource ?? '', of).filter((entry) => {
        if (isKubeletOf(node, entry))
          return isRead(entry) || (entry.subresource === 'token' && (entry.boundPod === '' || entry.boundPod === name));
        // Everybody writes to nodes, at all times; before there was a pod, a person applied what it needs with it.
        const isInTime = entry.received >= createdAt(pod) || auditCaller(entry).from === 'kubectl';
        return !isRead(entry) && isInTime && kind !== 'Node' && kind !== 'ServiceAccount';
      }),
    );
    return [...ofOwners, ...ofNamed];
  }

  #of(namespace: string, resource: string, name: string): readonly AuditEntry[] {
    this.#index ??= indexed(this.#entries.values());
    return (this.#index.get(`${namespace} ${resource} ${name}`) ?? []).slice(0, mostEntries);
  }
}

/** By what each is about. */
function indexed(entries: Iterable<AuditEntry>): Map<string, AuditEntry[]> {
  return groupedBy(entries, ({ namespace, resource, name }) => `${namespace} ${resource} ${name}`);
}

/** When a later pod of the same name was made. */
function successorAt(entries: readonly AuditEntry[], created: number): number {
  const later = entries.filter(
    (entry) =>
      entry.verb === 'create' && entry.subresource === '' && isTaken(entry) && entry.received >= created + 1_000,
  );
  return least(later.map(({ received }) => received));
}

function createdAt({ metadata }: Pod): number {
  return Date.parse(metadata?.creationTimestamp ?? '') || 0;
}

function subjectOf({ metadata }: Pod): Subject {
  return { namespace: metadata?.namespace ?? '', pod: metadata?.name ?? '' };
}
