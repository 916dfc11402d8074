import { greatest, least } from '../extremes';
import { titleOfNames } from '../trace/titleOfNames';
import type { Event, Node, Pod } from '../api/types';
import type { ApiView } from '../api/view';
import { declaredObject } from '../api/asDeclared';
import { pathSegment } from '../api/names';
import type { KubernetesObject, WrittenObject } from '../api/kubernetesObject';
import { everyKind } from '../everyKind';
import { serverRelease, type ClusterRelease } from './clusterRelease';
import { formatPath } from '../path';
import { withoutSecrets } from '../manifest/secretMask';
import { podTable } from '../trace/podTable';
import type { Message, Moment, Note, Trace } from '../trace/trace';
import type { ContainerLog } from '../api/containerLog';
import type { SavedLog } from './evidence/savedLogs';
import { ownedLog } from './evidence/ownedLog';
import { AuditLog } from './audit/auditLog';
import { inTurn } from './calls/inTurn';
import { logNotes } from './calls/logNotes';
import type { Evidence } from './evidence/evidence';
import { firstTime } from './evidence/eventSeries';
import { latestTime, latestTimeOfEvent } from './evidence/latestTime';
import { KeptVersions } from './evidence/keptVersions';
import { operationTotals, type MetricsReading } from './nodeRecords/kubeletMetrics';
import { measuredCalls } from './nodeRecords/measuredCalls';
import { nested } from './calls/nested';
import { NodeRecords } from './nodeRecords/nodeRecords';
import type { ObservedCall } from './evidence/observedCall';
import { isOfMembers } from './members';
import { podCalls } from './calls/podCalls';
import { PodEvidence } from './evidence/podEvidence';
import { podMessages } from './calls/podMessages';
import { sharpened } from './calls/sharpened';
import { WatcherClocks } from './calls/watcherClocks';
import { pullsAtOnce, pullSettings, queueNotes, type PullSettings } from './calls/queueNotes';
import { KeptEvidence } from './saved/keptEvidence';

/** A pod that was seen. */
export interface ObservedPod {
  uid: string;
  namespace: string;
  name: string;
  pod: Pod;
  /** From the pod's controller upward: `ReplicaSet web-5d4f`, `Deployment web`. */
  owners: string[];
  deleted: boolean;
  /** When that was heard, in milliseconds since the epoch; undefined where nothing tells. */
  deletedAt?: number;
  /** Of the node that it is on, and of the cluster, as far as they were seen. */
  release?: ClusterRelease;
}

/** Which part of what was observed a trace shows. */
export interface TraceSelection {
  /** All pods without it. */
  uids?: readonly string[];
  /** Up to when was watched, in milliseconds since the epoch on the watcher's clock; without it the last that evidence tells of. */
  now?: number;
  /** What is watched, by kind and name (`Deployment web`): of other workloads no event counts. All do without it. */
  members?: readonly string[] | undefined;
}

type WatchedEvidence = Extract<Evidence, { kind: 'watched' }>;

/** What pods refer to: its events tell of pods that wait for it, whoever made them. */
const referredKinds = new Set(['PersistentVolumeClaim', 'PersistentVolume', 'Node']);

/** How many owners of owners a pod is told to have; operators make a few. */
const mostOwners = 20;

/** How many fields that were left out are worth telling. */
const maxLeftOut = 20;

/** What a cluster let be seen, taken in piece by piece in any order, and told as a Trace at any time. */
export class Observation {
  readonly #pods = new Map<string, PodEvidence>();
  /** Events about anything else: workloads whose pods are refused, claims that are not bound. */
  readonly #others = new Map<string, Event>();
  readonly #objects = new Map<string, KubernetesObject>();
  /** The kubelet and the runtime of each node, by the node's name. */
  readonly #nodes = new Map<string, Pick<ClusterRelease, 'kubelet' | 'runtime'>>();
  #server?: string;
  readonly #versions = new KeptVersions();
  readonly #records = new NodeRecords();
  readonly #audit = new AuditLog();
  /** By node, in the order of their times. */
  readonly #metrics = new Map<string, MetricsReading[]>();
  readonly #settings = new Map<string, PullSettings>();
  readonly #clocks = new WatcherClocks();
  readonly #logs: SavedLog[] = [];
  readonly #kept = new KeptEvidence();
  /** Of saved starts, what was watched. */
  readonly #watched: WatchedEvidence[] = [];
  readonly denied: { what: string; text: string }[] = [];
  /** Fields that were left out because they are not what the API declares: `Pod web: status.containerStatuses[0]`. */
  readonly leftOut = new Set<string>();
  /** Files that are none of what is read, each with why. */
  readonly unread: string[] = [];

  /** Takes one piece of evidence in. What is older than what is known, or known already, changes nothing. */
  add(evidence: Evidence): void {
    if (evidence.kind !== 'object' && evidence.kind !== 'watched' && evidence.kind !== 'version')
      this.#kept.keep(evidence);
    switch (evidence.kind) {
      case 'object':
        this.#addObject(evidence);
        break;
      case 'metrics':
        this.#addMetrics(evidence);
        break;
      case 'configz':
        this.#settings.set(evidence.node, pullSettings(evidence.value));
        break;
      case 'version':
        this.#server = serverRelease(evidence.value) ?? this.#server;
        if (this.#server !== undefined)
          this.#kept.keep({ kind: 'version', value: { gitVersion: this.#server } }, 'version');
        break;
      case 'nodeLog':
      case 'spans':
        this.#records.add(evidence);
        break;
      case 'audit':
        this.#audit.add(evidence.entries);
        break;
      case 'containerLog':
        this.#logs.push(evidence.log);
        break;
      case 'watched':
        this.#watched.push(evidence);
        this.#clocks.know(evidence.ahead ?? []);
        break;
      case 'denied':
        this.denied.push({ what: evidence.what, text: evidence.text });
        break;
      default:
        everyKind(evidence);
    }
  }

  #addObject({ type, object: written, arrived }: Evidence & { kind: 'object' }): void {
    const object = this.#read(withoutSecrets(written));
    if (object.kind === 'Pod') {
      const pod: Pod = object;
      const known = this.#podOf(pod.metadata?.uid ?? '');
      const before = [known.states.length, known.deleted, known.deletedAt].join(' ');
      const kept = this.#versions.keep('Pod', known.latest, pod);
      known.addState(kept, arrived);
      if (type === 'DELETED') {
        known.deleted = true;
        if (arrived) known.deletedAt ??= arrived.at;
      }
      if (before !== [known.states.length, known.deleted, known.deletedAt].join(' '))
        this.#kept.keep({ kind: 'object', type, object: kept, ...(arrived && { arrived }) });
    } else if (object.kind === 'Event') {
      this.#addEvent(object as Event, arrived);
    } else {
      const { kind = '', metadata: { uid = '', name = '' } = {} } = object;
      const shown: Evidence = { kind: 'object', type: 'ADDED', object: withoutSecrets(written) };
      this.#kept.keep(shown, JSON.stringify([kind, uid, name]));
      if (object.metadata?.uid) this.#objects.set(object.metadata.uid, object);
      if (object.kind === 'Node') this.#addNode(object);
    }
  }

  #addNode({ metadata, status }: Node): void {
    const { kubeletVersion: kubelet, containerRuntimeVersion: runtime } = status?.nodeInfo ?? {};
    if (metadata?.name && (kubelet || runtime))
      this.#nodes.set(metadata.name, { ...(kubelet && { kubelet }), ...(runtime && { runtime }) });
  }

  /** The releases of the cluster: of its API server, and of kubelet and runtime on a node, or else on any that was seen. */
  release(node = ''): ClusterRelease {
    const own = this.#nodes.get(node) ?? [...this.#nodes.values()][0];
    return { ...own, ...(this.#server !== undefined && { server: this.#server }) };
  }

  /** In the right types; what had others is told in `leftOut`. */
  #read(written: WrittenObject): KubernetesObject {
    const wrong: string[] = [];
    const object = declaredObject(asCoreEvent(written), (path) => wrong.push(formatPath(path)));
    const { kind = 'object', metadata: { name = '' } = {} } = object;
    for (const field of wrong) if (this.leftOut.size < maxLeftOut) this.leftOut.add(`${kind} ${name}: ${field}`);
    return object;
  }

  /** The time in the cluster, given the watcher's; both in milliseconds since the epoch. */
  timeInCluster(now: number): number {
    return this.#clocks.inCluster(now);
  }

  /** An object that is neither a pod nor an event, as it was read last; undefined where it was not. */
  objectOf(uid: string): KubernetesObject | undefined {
    return this.#objects.get(uid);
  }

  /** The events of all pods, also of those that were not seen themselves. */
  get podEvents(): readonly Event[] {
    return [...this.#pods.values()].flatMap(({ series }) => [...series.values()].map(({ latest }) => latest));
  }

  /** In the order in which they were made; of a saved start, those that it is of. */
  get pods(): readonly ObservedPod[] {
    const shown = new Set(this.#watched.flatMap(({ uids = [] }) => uids));
    const beside = new Set(this.#watched.flatMap((one) => one.beside ?? []));
    return this.#allPods.filter(({ uid }) => shown.has(uid) || !beside.has(uid));
  }

  get #allPods(): readonly ObservedPod[] {
    return this.#observed([...this.#pods.keys()]);
  }

  /** What was observed of some pods or of all, as far as it is known now. */
  trace(selection: TraceSelection = {}): Trace {
    const { uids, now, members } = this.#selected(selection);
    const shown = uids ? this.#observed(uids) : this.pods;
    const calls = this.#callsOf(shown.map(({ uid }) => uid));
    const settingsOf = (pod: Pod): PullSettings | undefined =>
      this.#settings.get(pod.spec?.nodeName ?? '') ?? this.#settings.get('');
    const parts = shown.map(({ uid, owners, pod }) => {
      const atOnce = pullsAtOnce(settingsOf(pod));
      return podMessages(this.#podOf(uid), calls.get(uid) ?? [], owners.length > 0, this.#clocks, atOnce);
    });
    const messages = inTime(this.#audit.isEmpty ? parts.map((part) => part.messages) : this.#audited(shown, parts));
    const queued = shown.flatMap(({ uid, pod }) => {
      const { namespace = '', name = '' } = pod.metadata ?? {};
      return queueNotes(this.#podOf(uid), settingsOf(pod)).map((note) => ({
        ...note,
        subject: { namespace, pod: name },
      }));
    });
    const notes = [...queued, ...parts.flatMap((part) => part.notes)].sort((a, b) => a.at.at - b.at.at);
    const times = messages.map(timeOf).filter((time) => time > 0);
    const view = this.#viewOf(shown, members);
    const { pods } = view;
    const told = greatest([
      0,
      ...messages.map(lastTimeOf),
      ...notes.map(({ at }) => at.at),
      ...[...pods, ...(view.objects ?? [])].map(latestTime),
      ...view.events.map(latestTimeOfEvent),
    ]);
    const end = now === undefined ? told : Math.max(told, this.#clocks.inCluster(now));
    const named = nested(numbered(messages));
    return {
      title: this.#titleOf(shown, members),
      source: 'observed',
      kubernetes: this.#kubernetes(shown),
      messages: named,
      notes: [...placed(notes, messages), ...logNotes(view, named)],
      assumptions: [],
      missing: [],
      view,
      table: podTable(
        shown.flatMap(({ deleted, pod }) => (deleted ? [] : [pod])),
        { wide: true, now: end },
      ),
      // A pod's own creationTimestamp is cut to its second.
      start: Math.min(end, least(times.length > 0 ? times : pods.map(created).filter((at) => at > 0))),
      end,
    };
  }

  /** Where nothing else is asked for, what saved starts are of counts. */
  #selected({ uids, now, members }: TraceSelection): TraceSelection {
    const all = this.#watched;
    const named =
      all.length > 0 && all.every((one) => one.members) ? all.flatMap((one) => one.members ?? []) : undefined;
    const until = greatest(all.map((one) => one.until ?? -Infinity));
    return {
      members: members ?? named,
      ...(uids && { uids }),
      ...(now !== undefined || Number.isFinite(until) ? { now: now ?? until } : {}),
    };
  }

  /**
   * What is saved of a start: all that its trace is made of. Other pods are left out with their events, but for those on
   * nodes that wrote something down of all of their pods.
   */
  saved(selection: TraceSelection): { evidence: Evidence[]; watched: Omit<WatchedEvidence, 'kind'> } {
    const { uids, now, members } = this.#selected(selection);
    const shown = uids ? this.#observed(uids) : this.pods;
    const isMeasured = this.#metrics.size > 0 || !this.#records.isEmpty;
    const pods = new Set((isMeasured ? this.#allPods : shown).map(({ uid }) => uid));
    const events = new Set(this.#eventsOf(shown, members).map(eventKey));
    const evidence = this.#kept.wanted(
      (object) => {
        if (object.kind === 'Pod') return pods.has(object.metadata?.uid ?? '');
        const event = object as Event;
        return events.has(eventKey(event)) || pods.has(event.involvedObject.uid ?? '');
      },
      new Set(shown.map(({ namespace }) => namespace)),
    );
    const ahead = this.#clocks.known;
    return {
      evidence,
      watched: {
        ...(isMeasured && { uids: shown.map(({ uid }) => uid) }),
        ...(members && { members }),
        ...(now !== undefined && { until: now }),
        ...(ahead.length > 0 && { ahead }),
      },
    };
  }

  #audited(shown: readonly ObservedPod[], parts: readonly { messages: Message[] }[]): Message[][] {
    const isShown = new Set(shown.map(({ uid }) => uid));
    return this.#audit.told(
      shown.map(({ uid, pod, owners }, i) => ({
        pod,
        owners,
        events: [...this.#podOf(uid).series.values()].map(({ latest }) => latest),
        messages: parts[i]?.messages ?? [],
      })),
      this.pods.filter(({ uid }) => !isShown.has(uid)),
    );
  }

  /** Pods and their events as the API shows them, without their calls: cheap for hundreds of pods. */
  view(uids: readonly string[], members?: readonly string[]): ApiView {
    return this.#viewOf(this.#observed(uids), members);
  }

  #viewOf(shown: readonly ObservedPod[], members?: readonly string[]): ApiView {
    return {
      pods: shown.map(({ pod }) => pod),
      deleted: shown.flatMap((pod) => (pod.deleted ? [pod.uid] : [])),
      deletedAt: Object.fromEntries(
        shown.flatMap(({ uid, deletedAt }) => (deletedAt === undefined ? [] : [[uid, deletedAt]])),
      ),
      events: this.#eventsOf(shown, members),
      objects: [...this.#objects.values()],
      ...(this.#logs.length > 0 && { logs: this.#logsOf(shown) }),
      errors: [],
    };
  }

  #logsOf(shown: readonly ObservedPod[]): ContainerLog[] {
    return this.#logs.flatMap(
      (log) =>
        ownedLog(
          log,
          shown.map(({ pod }) => pod),
        ) ?? [],
    );
  }

  /** The files of logs of which nobody can say whose they are. */
  get strayLogs(): string[] {
    const pods = this.pods.map(({ pod }) => pod);
    return this.#logs.flatMap((log) => (ownedLog(log, pods) ? [] : [log.file]));
  }

  #observed(uids: readonly string[]): ObservedPod[] {
    return uids
      .flatMap((uid) => {
        const { latest, deleted = false, deletedAt } = this.#pods.get(uid) ?? {};
        if (!latest) return [];
        const { namespace = '', name = '' } = latest.metadata ?? {};
        const at = deletedAt !== undefined && { deletedAt: this.#clocks.inCluster(deletedAt) };
        const release = this.release(latest.spec?.nodeName);
        return { uid, namespace, name, pod: latest, owners: this.#ownersOf(latest), deleted, ...at, release };
      })
      .sort((a, b) => created(a.pod) - created(b.pod));
  }

  #podOf(uid: string): PodEvidence {
    let known = this.#pods.get(uid);
    if (!known) this.#pods.set(uid, (known = new PodEvidence()));
    return known;
  }

  #addEvent(event: Event, arrived: Moment | undefined): void {
    const { kind, uid } = event.involvedObject;
    const { earliest, latest } = firstTime(event);
    if (arrived !== undefined && earliest === latest) this.#clocks.saw(event, earliest, arrived.at);
    const key = eventKey(event);
    const series = kind === 'Pod' && uid ? this.#podOf(uid).series.get(key) : undefined;
    const before = series?.latest ?? this.#others.get(key);
    const kept = this.#versions.keep(`Event ${event.reason}`, before, event);
    if (kept !== before) this.#kept.keep({ kind: 'object', type: 'ADDED', object: kept, ...(arrived && { arrived }) });
    if (kind === 'Pod' && uid) this.#podOf(uid).addEvent(kept);
    else this.#others.set(key, kept);
  }

  #addMetrics({ node, text, read }: Evidence & { kind: 'metrics' }): void {
    const interval = { earliest: read.at - read.precision, latest: read.at + read.precision };
    const readings = [...(this.#metrics.get(node) ?? []), { read: interval, operations: operationTotals(text) }];
    this.#metrics.set(
      node,
      readings.sort((a, b) => a.read.earliest - b.read.earliest),
    );
  }

  /** The calls of some pods, by uid, by all that tells of them. */
  #callsOf(uids: readonly string[]): Map<string, ObservedCall[]> {
    const nodes = new Set(uids.flatMap((uid) => this.#podOf(uid).latest?.spec?.nodeName ?? []));
    const measured = [...nodes].filter((node) => (this.#metrics.get(node)?.length ?? 0) > 1);
    const isWanted = new Set(uids);
    // A node measures all of its pods, and its records may tell of one that came after one that is shown.
    const all = measured.length > 0 || !this.#records.isEmpty ? this.#allPods : this.#observed(uids);
    const calls = new Map(
      all
        .filter(({ uid, pod }) => isWanted.has(uid) || measured.includes(pod.spec?.nodeName ?? ''))
        .map((pod) => [pod.uid, this.#recordedCallsOf(pod, all)]),
    );
    for (const node of measured) {
      const own = all.filter(({ uid, pod }) => calls.has(uid) && pod.spec?.nodeName === node);
      const every = own.flatMap(({ uid }) => calls.get(uid) ?? []);
      const readings = (this.#metrics.get(node) ?? []).flatMap(({ read, operations }) => {
        const onNode = this.#clocks.onNode(node, read);
        return onNode ? [{ read: onNode, operations }] : [];
      });
      const sharper = measuredCalls(every, readings);
      for (const { uid } of own) calls.set(uid, sharper.splice(0, calls.get(uid)?.length));
    }
    for (const { uid, pod } of all) {
      const own = calls.get(uid);
      if (own) calls.set(uid, inTurn(pod, own));
    }
    return calls;
  }

  #recordedCallsOf({ uid, namespace, name, pod }: ObservedPod, all: readonly ObservedPod[]): ObservedCall[] {
    const evidence = this.#podOf(uid);
    const calls = podCalls(evidence);
    if (this.#records.isEmpty) return calls;
    const successor = all.find(
      (other) => other.namespace === namespace && other.name === name && created(other.pod) > created(pod),
    );
    const states = evidence.states.map((state) => state.pod);
    const records = this.#records.of(states, successor && created(successor.pod));
    return records.reduce<ObservedCall[]>((known, source) => sharpened(known, source), calls);
  }

  #eventsOf(shown: readonly ObservedPod[], members: readonly string[] | undefined): Event[] {
    const namespaces = new Set(shown.map(({ namespace }) => namespace));
    const isMeant = members && this.#isMeant(shown, members);
    const others = [...this.#others.values()].filter(
      ({ involvedObject }) =>
        (shown.length === 0 || namespaces.has(involvedObject.namespace ?? '')) && (isMeant?.(involvedObject) ?? true),
    );
    const own = shown.flatMap(({ uid }) => [...this.#podOf(uid).series.values()].map(({ latest }) => latest));
    return [...others, ...own];
  }

  /** Tells what is watched, what owns its pods, and what those may refer to, from all else. */
  #isMeant(shown: readonly ObservedPod[], members: readonly string[]): (object: Event['involvedObject']) => boolean {
    const chains = shown.map(({ name, owners }) => [`Pod ${name}`, ...owners]);
    const meant = new Set(chains.filter((chain) => isOfMembers(members, chain)).flat());
    return ({ kind = '', name, uid = '' }) => {
      const known = this.#objects.get(uid);
      const chain = [`${kind} ${name}`, ...(known ? this.#ownersOf(known) : [])];
      return referredKinds.has(kind) || meant.has(chain[0] ?? '') || isOfMembers(members, chain);
    };
  }

  #ownersOf(pod: KubernetesObject): string[] {
    const seen = new Set<string>(); // what is its own owner has no end
    const owners: string[] = [];
    let object: KubernetesObject | undefined = pod;
    while (object && owners.length < mostOwners) {
      const owner = object.metadata?.ownerReferences?.find(({ controller }) => controller);
      if (!owner || seen.has(owner.uid) || !isOwnersName(owner)) break;
      seen.add(owner.uid);
      owners.push(`${owner.kind} ${owner.name}`);
      object = this.#objects.get(owner.uid);
    }
    return owners;
  }

  /** The owners of what is shown; where there is no pod yet, what was asked for. */
  #titleOf(shown: readonly ObservedPod[], members: readonly string[] = []): string {
    const tops = shown.map(({ name, owners }) => owners.at(-1) ?? `Pod ${name}`);
    const asked = members.filter((member) => {
      const [kind, name, ...more] = member.split(' ');
      return more.length === 0 && isOwnersName({ kind, name });
    });
    return titleOfNames([...new Set(tops.length > 0 ? tops : asked)]);
  }

  /** The kubelet's release, where a node was seen, else the API server's: `1.37`. */
  #kubernetes([first]: readonly ObservedPod[]): string {
    const { kubelet, server } = first?.release ?? this.release();
    return /^v?(\d{1,3}\.\d{1,4})/.exec(kubelet ?? server ?? '')?.[1] ?? '';
  }
}

/** By what an event is known. */
function eventKey({ metadata: { uid, name = '' } }: Event): string {
  return uid ?? name;
}

/** Whether an object can be called so: any path segment is a name, and kinds are words. */
function isOwnersName({ kind = '', name = '' }: { kind?: string | undefined; name?: string | undefined }): boolean {
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(kind) && name !== '' && pathSegment(name).length === 0;
}

function created({ metadata, status }: Pod): number {
  return Date.parse(metadata?.creationTimestamp ?? status?.startTime ?? '') || 0;
}

function timeOf({ start, end }: Message): number {
  return start?.at ?? end?.at ?? 0;
}

function lastTimeOf(message: Message): number {
  return Math.max(timeOf(message), message.end?.at ?? 0);
}

/** In the order of time; what has no time stays behind the message of its pod that it was told after. */
function inTime(perPod: readonly (readonly Message[])[]): Message[] {
  const timed = perPod.flatMap((messages) => {
    let last = 0;
    return messages.map((message) => ({ message, at: (last = timeOf(message) || last) }));
  });
  return timed.sort((a, b) => a.at - b.at).map(({ message }) => message);
}

/** Ids that say what a message is, so that it keeps its id when more becomes known. */
function numbered(messages: readonly Message[]): Message[] {
  const counts = new Map<string, number>();
  for (const message of messages) {
    const { protocol, method, subject } = message;
    const key = [protocol, method, subject?.pod ?? '', subject?.container ?? ''].join('|');
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    message.id = `${key}|${count}`;
  }
  return [...messages];
}

/** Each note after the last message of its pod that began before it. */
function placed(notes: readonly Note[], messages: readonly Message[]): Note[] {
  const keyOf = ({ subject }: Pick<Note, 'subject'>): string => `${subject?.namespace} ${subject?.pod}`;
  const latest = new Map<string, Message>();
  let next = 0;
  return notes.map((note) => {
    for (let one = messages[next]; one && timeOf(one) <= note.at.at; one = messages[++next])
      latest.set(keyOf(one), one);
    const after = latest.get(keyOf(note));
    return { ...note, ...(after && { after: after.id }) };
  });
}

type EventFields = Partial<
  Record<
    | 'regarding'
    | 'note'
    | 'deprecatedCount'
    | 'deprecatedFirstTimestamp'
    | 'deprecatedLastTimestamp'
    | 'deprecatedSource',
    unknown
  >
>;

/** An Event of events.k8s.io/v1 in the fields of core/v1; any other object itself. */
function asCoreEvent(object: WrittenObject): WrittenObject {
  const { regarding, note, deprecatedCount, deprecatedFirstTimestamp, deprecatedLastTimestamp, deprecatedSource }: WrittenObject & EventFields = object; // prettier-ignore
  if (object.kind !== 'Event' || !regarding) return object;
  const fields = {
    involvedObject: regarding,
    message: note,
    count: deprecatedCount,
    firstTimestamp: deprecatedFirstTimestamp,
    lastTimestamp: deprecatedLastTimestamp,
    source: deprecatedSource,
  };
  return { ...object, ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) };
}
