import { selectsLabels } from '../../api/labelSelector';
import type { Affinity, DaemonSet, DaemonSetStatus, Node, Pod, PodSpec, Toleration } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { isSameValue } from '../../isSameValue';
import { matchesNodeSelectorTerms } from '../../componentHelpers/nodeAffinity';
import { untolerated } from '../../componentHelpers/tolerations';
import { createMs, reactionMs, type ControllerParts } from './framework/controllerParts';
import { controllerOf } from '../../componentHelpers/controllerRef';
import { PodControl, type PodCount } from './framework/podControl';
import { podFromTemplate } from './framework/podFromTemplate';
import { availability, isActive, isReady, untilAvailable } from './framework/podStates';
import { createRevision } from './framework/revisions';
import { templateHash } from './framework/templateHash';
import { WorkQueue } from './framework/workQueue';
import { isPodTerminal } from '../../componentHelpers/isPodTerminal';
import { scaledValue } from './framework/scaledValue';

/** The waits between the deletions of failed pods: 1 s, doubling, at most 15 min (cmd/kube-controller-manager/app/apps.go, 1.37). */
const firstBackoffMs = 1_000;
const longestBackoffMs = 900_000;

/** Keeps one pod on each node on which it may run (pkg/controller/daemon/daemon_controller.go, 1.37). */
export class DaemonSetController {
  readonly #sets = new Map<string, DaemonSet>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;
  readonly #pods: PodControl;
  /** By set and node. */
  readonly #backoff = new Map<string, { ms: number; since: number }>();
  /** Those whose pods are being created: until that is done nothing else is. */
  readonly #busy = new Set<string>();
  /** Those whose revision is there. */
  readonly #revised = new Set<string>();

  constructor(readonly parts: ControllerParts) {
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
    this.#client = parts.apiServer.clientOf('daemon-set-controller');
    this.#pods = new PodControl(parts, this.#client, 'daemonset-controller');
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind === 'Pod') {
      const owner = controllerOf(object)?.uid;
      if (owner !== undefined && this.#sets.has(owner)) this.#queue.addAfter(owner, reactionMs);
    } else if (object.kind === 'DaemonSet') {
      const uid = object.metadata?.uid ?? '';
      if (type === 'DELETED') this.#sets.delete(uid);
      else this.#sets.set(uid, object as DaemonSet);
      if (type === 'ADDED') this.#queue.addAfter(uid, reactionMs);
    }
  }

  #sync(uid: string): void {
    const set = this.#sets.get(uid);
    const template = set?.spec?.template;
    if (!set || !template || this.#busy.has(uid)) return;
    if (!this.#revised.has(uid)) {
      this.#revised.add(uid);
      createRevision(this.#client, set);
    }
    this.#adopt(set);
    const pods = this.parts.pods.of(uid);
    for (const pod of pods) if (!pod.metadata?.deletionTimestamp) this.#clear(set, pod);
    this.#dropSurplus(set);
    const there = new Set(this.parts.pods.of(uid).filter(isThere).map(targetNode));
    const nodes = this.#nodesOf(set).filter(({ metadata }) => !there.has(metadata?.name));
    const allowed = nodes.slice(0, this.parts.allowance.of(set, nodes.length));
    const has = there.size;
    const wants = has + nodes.length;
    if (allowed.length > 0) this.#create(uid, allowed, 0, false, { wants, has });
    else {
      this.#replaceOld(set);
      this.#updateStatus(set);
    }
  }

  /** Pods that nothing manages and that the selector chooses are taken over. */
  #adopt(set: DaemonSet): void {
    for (const pod of this.parts.pods.orphans(set.metadata?.namespace, set.spec.selector)) this.#pods.adopt(set, pod);
  }

  /** podsShouldBeOnNode: of several that run on a node all go but the oldest, and all where none may run. */
  #dropSurplus(set: DaemonSet): void {
    const canSurge = !isNone(set.spec.updateStrategy?.rollingUpdate?.maxSurge);
    for (const node of this.parts.apiServer.store.list<Node>('Node')) {
      const running = this.#runningOn(set, node);
      if (!shouldGoOn(set.spec.template.spec, node)) for (const pod of running) this.#pods.delete(set, pod);
      else if (!canSurge) for (const pod of oldestFirst(running).slice(1)) this.#pods.delete(set, pod);
    }
  }

  /** The nodes on which a pod of the set is wanted. */
  #nodesOf({ spec }: DaemonSet): Node[] {
    return this.parts.apiServer.store.list<Node>('Node').filter((node) => shouldRun(spec.template.spec, node));
  }

  #runningOn(set: DaemonSet, { metadata }: Node): Pod[] {
    return this.parts.pods
      .of(set.metadata?.uid ?? '')
      .filter((pod) => isActive(pod) && targetNode(pod) === metadata?.name);
  }

  /**
   * Pods that were not made from the template give way to new ones, as many as may be unavailable at once (update.go
   * rollingUpdate, without surge). Such are pods that were adopted.
   */
  #replaceOld(set: DaemonSet): void {
    const { type, rollingUpdate } = set.spec.updateStrategy ?? {};
    if (type !== 'RollingUpdate' || !isNone(rollingUpdate?.maxSurge)) return;
    const now = this.parts.clock.now();
    const isAvailable = (pod: Pod): boolean => untilAvailable(pod, set.spec.minReadySeconds ?? 0, now) === 0;
    const nodes = this.#nodesOf(set);
    const alone = nodes.flatMap((node) => {
      const pods = this.#runningOn(set, node);
      return pods.length === 1 ? pods : [];
    });
    const old = alone.filter((pod) => !isUpdated(pod, set));
    const replaced = old.filter((pod) => !isAvailable(pod));
    const unavailable = nodes.length - alone.filter(isAvailable).length;
    const left = Math.max(0, mostUnavailable(rollingUpdate?.maxUnavailable, nodes.length) - unavailable);
    for (const pod of [...replaced, ...old.filter(isAvailable).slice(0, left)]) this.#pods.delete(set, pod);
  }

  /** updateDaemonSetStatus: how many nodes want a pod, and how far those are that have one. */
  #updateStatus(set: DaemonSet): void {
    const { clock } = this.parts;
    const wanted = new Set(this.#nodesOf(set).map(({ metadata }) => metadata?.name));
    const first = new Map<string | undefined, Pod>();
    for (const pod of this.parts.pods.of(set.metadata?.uid ?? '').filter(isThere))
      if (targetNode(pod) !== undefined && !first.has(targetNode(pod))) first.set(targetNode(pod), pod);
    const scheduled = [...first].flatMap(([node, pod]) => (wanted.has(node) ? [pod] : []));
    const minReady = set.spec.minReadySeconds ?? 0;
    const { available, next } = availability(scheduled, minReady, clock.now());
    if (next !== undefined) this.#queue.addAfter(set.metadata?.uid ?? '', next);
    const unavailable = wanted.size - available;
    const updated = scheduled.filter((pod) => isUpdated(pod, set)).length;
    const status: DaemonSetStatus = {
      currentNumberScheduled: scheduled.length,
      numberMisscheduled: first.size - scheduled.length,
      desiredNumberScheduled: wanted.size,
      numberReady: scheduled.filter(isReady).length,
      observedGeneration: set.metadata?.generation ?? 1,
      ...(updated > 0 && { updatedNumberScheduled: updated }),
      ...(available > 0 && { numberAvailable: available }),
      ...(unavailable > 0 && { numberUnavailable: unavailable }),
    };
    if (!isSameValue(set.status, status)) this.#client.update(set, (stored) => ({ ...stored, status }), 'status');
  }

  /** One after the other, in batches of 1, 2, 4, …: after one with a refusal the rest waits (syncNodes). */
  #create(uid: string, nodes: readonly Node[], made: number, isRefused: boolean, { wants, has }: PodCount): void {
    const set = this.#sets.get(uid);
    if (!set) return void this.#busy.delete(uid);
    this.#busy.add(uid);
    const refusal = this.#pods.create(set, podOf(set, nodes[made]?.metadata?.name ?? ''), { wants, has });
    const done = made + 1;
    const hasRefusals = isRefused || refusal !== undefined;
    const endsBatch = Number.isInteger(Math.log2(done + 1));
    const goesOn = done < nodes.length && this.parts.allowance.of(set, 1) > 0;
    if (goesOn && !(endsBatch && hasRefusals)) {
      const count = { wants, has: refusal === undefined ? has + 1 : has };
      this.parts.clock.after(createMs, () => this.#create(uid, nodes, done, hasRefusals, count));
      return;
    }
    this.#busy.delete(uid);
    this.#updateStatus(this.#sets.get(uid) ?? set);
    if (hasRefusals) this.#queue.addRateLimited(uid);
    else this.#queue.forget(uid);
  }

  /** A pod that has ended goes; after failures not at once. */
  #clear(set: DaemonSet, pod: Pod): void {
    const { namespace, name } = pod.metadata ?? {};
    const where = `daemon pod ${namespace}/${name} on node ${targetNode(pod)}`;
    if (pod.status?.phase === 'Succeeded') {
      this.#pods.record(set, 'Normal', 'SucceededDaemonPod', `Found succeeded ${where}, will try to delete it`);
      this.#pods.delete(set, pod);
    } else if (pod.status?.phase === 'Failed') {
      const uid = set.metadata?.uid ?? '';
      const key = `${uid}/${targetNode(pod)}`;
      const now = this.parts.clock.now();
      const before = this.#backoff.get(key);
      if (before && now < before.since + before.ms) return this.#queue.addAfter(uid, before.ms);
      this.#backoff.set(key, {
        ms: before ? Math.min(before.ms * 2, longestBackoffMs) : firstBackoffMs,
        since: now,
      });
      this.#pods.record(set, 'Warning', 'FailedDaemonPod', `Found failed ${where}, will try to kill it`);
      this.#pods.delete(set, pod);
    }
  }
}

/** A pod that has ended and is being deleted counts no more. */
function isThere(pod: Pod): boolean {
  return !pod.metadata?.deletionTimestamp || !isPodTerminal(pod);
}

/** Scheduled before others, then by age (daemon_controller.go podByCreationTimestampAndPhase). */
function oldestFirst(pods: readonly Pod[]): Pod[] {
  const key = ({ metadata, spec }: Pod): string =>
    [spec?.nodeName ? 0 : 1, metadata?.creationTimestamp ?? '', metadata?.name ?? ''].join(' ');
  return [...pods].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Whether it was made from the set's template (util/daemonset_util.go IsPodUpdated). */
function isUpdated({ metadata }: Pod, { spec }: DaemonSet): boolean {
  return metadata?.labels?.['controller-revision-hash'] === templateHash(spec.template);
}

function isNone(surge: number | string | undefined): boolean {
  return surge === undefined || Number.parseInt(String(surge), 10) === 0;
}

/** util/daemonset_util.go UnavailableCount: a share is rounded up, and at least one pod is replaced at a time. */
function mostUnavailable(given: number | string | undefined, nodes: number): number {
  return Math.max(1, scaledValue(given ?? 1, nodes, Math.ceil));
}

/** nodeShouldRunDaemonPod: whether a pod that runs on the node may stay. */
function shouldGoOn(spec: PodSpec | undefined, node: Node): boolean {
  return shouldRun(spec, node, ['NoExecute']);
}

/** nodeShouldRunDaemonPod. */
function shouldRun(
  spec: PodSpec | undefined,
  { metadata, spec: node }: Node,
  effects: readonly string[] = ['NoSchedule', 'NoExecute'],
): boolean {
  const { name = '', labels = {} } = metadata ?? {};
  if (spec?.nodeName && spec.nodeName !== name) return false;
  if (!selectsLabels(spec?.nodeSelector, labels)) return false;
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  if (required && !matchesNodeSelectorTerms(required, { name, labels })) return false;
  return !untolerated(node?.taints ?? [], daemonTolerations(spec), effects);
}

/** The node that a pod is on, or is meant for (util/daemonset_util.go GetTargetNodeName). */
function targetNode({ spec }: Pod): string | undefined {
  if (spec?.nodeName) return spec.nodeName;
  const required = spec?.affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  return required?.nodeSelectorTerms[0]?.matchFields?.[0]?.values?.[0];
}

function podOf(set: DaemonSet, node: string): Pod {
  const template = set.spec.template;
  const pod = podFromTemplate(set, template);
  pod.metadata!.labels = {
    ...pod.metadata!.labels,
    'pod-template-generation': '1',
    'controller-revision-hash': templateHash(template),
  };
  pod.spec = {
    ...pod.spec!,
    affinity: pinnedTo(node, pod.spec!.affinity),
    tolerations: daemonTolerations(pod.spec),
  };
  return pod;
}

/** The node by name instead of the template's own terms (util/daemonset_util.go ReplaceDaemonSetPodNodeNameNodeAffinity). */
function pinnedTo(node: string, affinity: Affinity | undefined): Affinity {
  const term = { matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] };
  return {
    ...affinity,
    nodeAffinity: {
      ...affinity?.nodeAffinity,
      requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [term] },
    },
  };
}

/** The template's tolerations and those of all such pods (AddOrUpdateDaemonPodTolerations). */
function daemonTolerations(spec: PodSpec | undefined): Toleration[] {
  let all = spec?.tolerations ?? [];
  const add = (taint: string, effect: string): void => {
    const added: Toleration = { key: `node.kubernetes.io/${taint}`, operator: 'Exists', effect };
    const isSame = ({ key, operator, value, effect: other }: Toleration): boolean =>
      key === added.key && operator === 'Exists' && !value && other === effect;
    all = all.some(isSame) ? all.map((one) => (isSame(one) ? added : one)) : [...all, added];
  };
  add('not-ready', 'NoExecute');
  add('unreachable', 'NoExecute');
  add('disk-pressure', 'NoSchedule');
  add('memory-pressure', 'NoSchedule');
  add('pid-pressure', 'NoSchedule');
  add('unschedulable', 'NoSchedule');
  if (spec?.hostNetwork) add('network-unavailable', 'NoSchedule');
  return all;
}
