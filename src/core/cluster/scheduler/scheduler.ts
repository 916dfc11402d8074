import type { PersistentVolumeClaim, Pod, PodCondition } from '../../api/types';
import type { Node } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ApiServer } from '../apiserver/apiServer';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { time } from '../../api/timestamps';
import { observedGeneration } from '../../componentHelpers/observedGeneration';
import type { KubernetesRelease } from '../../release/kubernetesRelease';
import type { VirtualClock } from '../../virtualClock';
import { defaultPlugins } from './framework';
import { NodeInfo, podInfoOf } from './interface/nodeInfo';
import type { Attempt, Hint, Plugin } from './interface/plugin';
import { hasItsClaims } from './plugins/dynamicResources';
import { bindingsOf, type Binding } from './plugins/volumeBinding';
import { claimsOf } from '../../componentHelpers/claimsOf';
import { schedulePod, type Placed, type Unschedulable } from './schedulePod';
import { VolumeBinder } from './volumeBinder';
import { isPodTerminal } from '../../componentHelpers/isPodTerminal';

export interface SchedulerParts {
  apiServer: ApiServer;
  clock: VirtualClock;
  release: KubernetesRelease;
  /** Pods that run already, beside those of the store. */
  running?: readonly Pod[] | undefined;
  /** Schedulers beside `default-scheduler`, which do as it does. */
  schedulers?: readonly string[] | undefined;
}

/** How long one pod takes, and then its binding, in milliseconds (measured in the recordings). */
const cycleMs = 1;
const bindMs = 4;
/** What was not tried again for any other reason is tried again after this time (the queue's flush). */
const flushMs = 300_000;
/** How long a pod waits after its first error (pkg/scheduler/apis/config/v1/defaults.go podInitialBackoffSeconds, 1.37). */
const firstBackoffMs = 1000;
/** The longest message of an event (apimachinery, events' note). */
const longestNote = 1024;

/** Places pods on the nodes, or says why not (pkg/scheduler/scheduler.go and schedule_one.go, 1.37). */
export class Scheduler {
  /** By name, in the order of their creation. */
  readonly #nodes = new Map<string, NodeInfo>();
  readonly #plugins: Plugin[];
  readonly #binder: VolumeBinder;
  readonly #client: ApiClient;
  /** Pods to try, in their order; one at a time. */
  readonly #queue: Pod[] = [];
  #busy = false;
  /** Pods that did not fit, by uid, with the plugins that rejected them. */
  readonly #waiting = new Map<string, { pod: Pod; plugins: ReadonlySet<Plugin>; cancelFlush: () => void }>();

  /** Pods whose resource claims are not there, by uid. */
  readonly #gated = new Map<string, Pod>();

  /** @param parts whose API server knows the nodes already */
  constructor(readonly parts: SchedulerParts) {
    const { apiServer, release, running = [] } = parts;
    for (const object of apiServer.store.list<Node>('Node')) {
      const node = new NodeInfo(object);
      this.#nodes.set(node.name, node);
    }
    for (const pod of running) this.#nodes.get(pod.spec?.nodeName ?? '')?.add(podInfoOf(pod));
    this.#plugins = defaultPlugins(release);
    this.#client = apiServer.clientOf('kube-scheduler');
    this.#binder = new VolumeBinder(apiServer, this.#client);
  }

  /** Watches the API server from now on. */
  start(): void {
    this.parts.apiServer.onObject((event) => this.#observe(event));
  }

  #observe({ type, object, old }: ObjectEvent): void {
    switch (object.kind) {
      case 'Pod':
        return this.#observePod(type, object, old);
      case 'PersistentVolume':
      case 'StorageClass':
      case 'DeviceClass':
        if (type !== 'DELETED') this.#retry(object.kind);
        return;
      case 'PersistentVolumeClaim':
        if (type !== 'DELETED') this.#retry('PersistentVolumeClaim', (pod) => usesClaim(pod, object));
        return;
      case 'ResourceClaim':
        for (const pod of type === 'ADDED' ? this.#gated.values() : []) this.#enqueueIfReady(pod);
        return;
      default:
    }
  }

  #observePod(type: ObjectEvent['type'], pod: Pod, old: Pod | undefined): void {
    const uid = pod.metadata?.uid ?? '';
    const node = this.#nodes.get(pod.spec?.nodeName ?? '');
    const isOver = type === 'DELETED' || isPodTerminal(pod);
    if (node && isOver) {
      if (!node.pods.has(uid)) return;
      node.remove(pod);
      return this.#retry('PodDeleted');
    }
    if (node) {
      const known = node.pods.get(uid);
      if (known && old?.spec === pod.spec) known.pod = pod;
      else node.add(podInfoOf(pod));
      if (!old?.spec?.nodeName) this.#retry('PodAdded');
      return;
    }
    if (type === 'DELETED') this.#forget(uid);
    else if (this.#isToPlace(pod) && (type === 'ADDED' || this.#gated.has(uid))) this.#enqueueIfReady(pod);
  }

  /** Other schedulers' pods, and those that wait at a gate, are left alone. */
  #isToPlace({ spec }: Pod): boolean {
    const { schedulers = [] } = this.parts;
    const isOwn = spec?.schedulerName === 'default-scheduler' || schedulers.includes(spec?.schedulerName ?? '');
    return isOwn && !spec?.nodeName && !spec?.schedulingGates?.length;
  }

  /** A pod whose resource claims are not there yet waits for them, and nobody says so (the plugin's PreEnqueue). */
  #enqueueIfReady(pod: Pod): void {
    const uid = pod.metadata?.uid ?? '';
    if (!hasItsClaims(pod, this.parts.apiServer.store)) {
      this.#gated.set(uid, pod);
      return;
    }
    this.#gated.delete(uid);
    this.#enqueue(pod);
  }

  #enqueue(pod: Pod): void {
    this.#queue.push(pod);
    this.#next();
  }

  #next(): void {
    if (this.#busy || this.#queue.length === 0) return;
    this.#busy = true;
    this.parts.clock.after(cycleMs, () => {
      this.#busy = false;
      const pod = this.#mostImportant();
      const current = pod && this.parts.apiServer.getPod(pod.metadata?.namespace ?? '', pod.metadata?.name ?? '');
      if (current && current.metadata?.uid === pod.metadata?.uid && !current.spec?.nodeName) this.#schedule(current);
      this.#next();
    });
  }

  /** The one of the highest priority; of several the one that has waited longest (plugins/queuesort). */
  #mostImportant(): Pod | undefined {
    let best = 0;
    for (const [i, pod] of this.#queue.entries()) {
      if ((pod.spec?.priority ?? 0) > (this.#queue[best]?.spec?.priority ?? 0)) best = i;
    }
    return this.#queue.splice(best, 1)[0];
  }

  #schedule(pod: Pod): void {
    const { namespace = '', name = '' } = pod.metadata ?? {};
    if (pod.metadata?.deletionTimestamp)
      return this.#record(pod, 'Warning', 'FailedScheduling', `skip schedule deleting pod: ${namespace}/${name}`);
    const { store } = this.parts.apiServer;
    const info = podInfoOf(pod);
    const nodes = [...this.#nodes.values()];
    const attempts = nodes.map((node): Attempt => ({ pod, info, node, nodes, store }));
    const result = schedulePod(attempts, this.#plugins, this.parts.release);
    if ('message' in result) return this.#fail(pod, result);
    // From now on the pod counts, though it is bound a little later.
    const { attempt } = result;
    attempt.node.add(info);
    this.#bind(pod, attempt.node, bindingsOf(attempt) ?? [], result);
  }

  #bind(pod: Pod, node: NodeInfo, bindings: readonly Binding[], placed: Placed): void {
    const { clock } = this.parts;
    const { attempt, ...choice } = placed;
    const because = { type: 'bind', node: node.name, nodes: attempt.nodes.length, ...choice } as const;
    if (bindings.length > 0) this.#nominate(pod, node);
    this.#binder.bind(bindings, node.name, () => {
      clock.after(bindMs, () => {
        const { namespace = '', name = '' } = pod.metadata ?? {};
        const bound = this.#client.bind(pod, node.name, because);
        if (!bound) return node.remove(pod);
        if ('error' in bound) return this.#failBinding(pod, node, bound.error.message);
        this.#record(pod, 'Normal', 'Scheduled', `Successfully assigned ${namespace}/${name} to ${node.name}`);
      });
    });
  }

  /** The place is free again, and the pod is tried once more after its back-off (schedule_one.go handleBindingCycleError). */
  #failBinding(pod: Pod, node: NodeInfo, why: string): void {
    const { apiServer, clock } = this.parts;
    const { namespace = '', name = '' } = pod.metadata ?? {};
    const message = `running Bind plugin "DefaultBinder": ${why}`;
    node.remove(pod);
    this.#record(pod, 'Warning', 'FailedScheduling', message);
    const { nominatedNodeName: _, ...status } = apiServer.getPod(namespace, name)?.status ?? {};
    const failed = unscheduledCondition(this.parts.release, pod, 'SchedulerError', message, clock.now());
    const conditions = [...(status.conditions ?? []).filter(({ type }) => type !== 'PodScheduled'), failed];
    this.#client.patchPodStatus(namespace, name, { ...status, conditions }, { type: 'bindingRefused', message });
    clock.after(firstBackoffMs, () => this.#enqueue(pod));
    this.#retry('PodDeleted');
  }

  /** Where something is to be done before the binding, the node is told beforehand (schedule_one.go bindingCycle). */
  #nominate({ metadata }: Pod, node: NodeInfo): void {
    const { namespace = '', name = '' } = metadata ?? {};
    const status = this.parts.apiServer.getPod(namespace, name)?.status;
    const because = { type: 'nominated', node: node.name } as const;
    this.#client.patchPodStatus(namespace, name, { ...status, nominatedNodeName: node.name }, because);
  }

  #fail(pod: Pod, { message, plugins, preemption }: Unschedulable): void {
    const { clock } = this.parts;
    const { namespace = '', name = '', uid = '' } = pod.metadata ?? {};
    const cancelFlush = clock.after(flushMs, () => this.#tryAgain(uid));
    this.#forget(uid);
    this.#waiting.set(uid, { pod, plugins, cancelFlush });
    const note = message.length <= longestNote ? message : `${message.slice(0, longestNote - 4)} ...`;
    this.#record(pod, 'Warning', 'FailedScheduling', note);
    const condition = unscheduledCondition(this.parts.release, pod, 'Unschedulable', message, clock.now());
    const conditions = pod.status?.conditions ?? [];
    const before = conditions.find(({ type }) => type === 'PodScheduled');
    if (before?.message !== message || before.reason !== condition.reason) {
      const status = {
        ...pod.status,
        conditions: [...conditions.filter(({ type }) => type !== 'PodScheduled'), condition],
        ...(preemption && { nominatedNodeName: preemption.nodeName }),
      };
      this.#client.patchPodStatus(namespace, name, status, { type: 'unschedulable', message });
    }
    for (const victim of preemption?.victims ?? []) this.#preempt(victim, pod, preemption?.nodeName ?? '');
  }

  /** pkg/scheduler/framework/preemption/executor.go PreemptPod, 1.37. */
  #preempt(victim: Pod, preemptor: Pod, nodeName: string): void {
    const { apiServer, clock } = this.parts;
    const { namespace = '', name = '' } = victim.metadata ?? {};
    if (victim.metadata?.deletionTimestamp) return;
    const generation = observedGeneration(this.parts.release, victim);
    const condition: PodCondition = {
      type: 'DisruptionTarget',
      ...(generation !== undefined && { observedGeneration: generation }),
      status: 'True',
      lastProbeTime: null,
      lastTransitionTime: time(clock.now()),
      reason: 'PreemptionByScheduler',
      message: 'default-scheduler: preempting to accommodate a higher priority pod',
    };
    const { status } = apiServer.getPod(namespace, name) ?? victim;
    const why = { type: 'preempted' } as const;
    const conditions = [...(status?.conditions ?? []), condition];
    this.#client.patchPodStatus(namespace, name, { ...status, conditions }, why);
    this.#client.deletePod(namespace, name, why);
    this.#client.recordEvent({
      object: victim,
      type: 'Normal',
      reason: 'Preempted',
      message: `Preempted by pod ${preemptor.metadata?.uid} on node ${nodeName}`,
      component: 'default-scheduler',
      action: 'Preempting',
    });
  }

  /** Something changed that may let pods fit: those that wait for it are tried again. */
  #retry(hint: Hint, concerns: (pod: Pod) => boolean = () => true): void {
    for (const [uid, { pod, plugins }] of this.#waiting) {
      if (concerns(pod) && [...plugins].some(({ hints }) => hints.includes(hint))) this.#tryAgain(uid);
    }
  }

  #tryAgain(uid: string): void {
    const waiting = this.#waiting.get(uid);
    if (!waiting) return;
    this.#forget(uid);
    this.#enqueue(waiting.pod);
  }

  #forget(uid: string): void {
    this.#gated.delete(uid);
    this.#waiting.get(uid)?.cancelFlush();
    this.#waiting.delete(uid);
  }

  #record(pod: Pod, type: 'Normal' | 'Warning', reason: string, message: string): void {
    const action = reason === 'Scheduled' ? 'Binding' : 'Scheduling';
    const component = pod.spec?.schedulerName ?? 'default-scheduler';
    this.#client.recordEvent({ object: pod, type, reason, message, component, action });
  }
}

/** @param now milliseconds since the epoch */
function unscheduledCondition(
  release: KubernetesRelease,
  pod: Pod,
  reason: 'Unschedulable' | 'SchedulerError',
  message: string,
  now: number,
): PodCondition {
  const before = pod.status?.conditions?.find(({ type }) => type === 'PodScheduled');
  const generation = observedGeneration(release, pod);
  return {
    type: 'PodScheduled',
    ...(generation !== undefined && { observedGeneration: generation }),
    status: 'False',
    lastProbeTime: null,
    lastTransitionTime: before?.status === 'False' ? before.lastTransitionTime : time(now),
    reason,
    message,
  };
}

function usesClaim(pod: Pod, { metadata }: PersistentVolumeClaim): boolean {
  return pod.metadata?.namespace === metadata?.namespace && claimsOf(pod).some(({ name }) => name === metadata?.name);
}
