import type {
  LabelSelector,
  Pod,
  PodTemplateSpec,
  ReplicaSet,
  ReplicaSetStatus,
  ReplicationController,
} from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { time } from '../../api/timestamps';
import { ApiThrottle } from './framework/apiThrottle';
import { createMs, reactionMs, type ControllerParts } from './framework/controllerParts';
import { controllerOf } from '../../componentHelpers/controllerRef';
import { PodControl } from './framework/podControl';
import { podFromTemplate } from './framework/podFromTemplate';
import { availability, isActive, isReady } from './framework/podStates';
import { WorkQueue } from './framework/workQueue';
import { entryOf } from '../../entryOf';

type Replicated = ReplicaSet | ReplicationController;

/** The pod and its event. */
const callsPerPod = 2;

/**
 * Keeps as many pods as are wanted, for ReplicaSets and ReplicationControllers
 * (pkg/controller/replicaset/replica_set.go, 1.37).
 */
export class ReplicaSetController {
  readonly #owners = new Map<string, Replicated>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;
  readonly #pods: PodControl;
  /** Those whose pods are being created: until that is done nothing else is. */
  readonly #busy = new Set<string>();
  readonly #throttle = new ApiThrottle();

  constructor(
    readonly parts: ControllerParts,
    readonly kind: 'ReplicaSet' | 'ReplicationController',
  ) {
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
    const name = kind === 'ReplicaSet' ? 'replicaset-controller' : 'replication-controller';
    this.#client = parts.apiServer.clientOf(name);
    this.#pods = new PodControl(parts, this.#client);
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind === 'Pod') {
      const owner = controllerOf(object)?.uid;
      if (owner !== undefined && this.#owners.has(owner)) this.#queue.addAfter(owner, reactionMs);
    } else if (object.kind === this.kind) {
      const uid = object.metadata?.uid ?? '';
      if (type === 'DELETED') this.#owners.delete(uid);
      else {
        this.#owners.set(uid, object);
        this.#queue.addAfter(uid, reactionMs);
      }
    }
  }

  #sync(uid: string): void {
    const owner = this.#owners.get(uid);
    const template = owner?.spec?.template;
    if (!owner || !template || this.#busy.has(uid)) return;
    this.#adopt(owner);
    const active = this.parts.pods.of(uid).filter(isActive);
    const surplus = active.length - (owner.spec?.replicas ?? 1);
    const missing = this.parts.allowance.of(owner, Math.max(0, -surplus));
    if (missing > 0) {
      const wait = this.#throttle.wait(uid, this.parts.clock.now());
      if (wait > 0) return this.#queue.addAfter(uid, wait);
      return this.#create(uid, template, missing, 0, [], active.length);
    }
    for (const pod of surplus > 0 ? active.slice(-surplus) : []) this.#pods.delete(owner, pod);
    this.#queue.forget(uid);
    this.#updateStatus(owner, []);
  }

  /** Pods that nothing manages and that the selector chooses are taken over. */
  #adopt(owner: Replicated): void {
    const selector = selectorOf(owner);
    for (const pod of this.parts.pods.orphans(owner.metadata?.namespace, selector))
      if (isActive(pod)) this.#pods.adopt(owner, pod);
  }

  /** One after the other, in batches of 1, 2, 4, …: after one with a refusal the rest waits (slowStartBatch). */
  #create(
    uid: string,
    template: PodTemplateSpec,
    missing: number,
    made: number,
    refusals: string[],
    has: number,
  ): void {
    const owner = this.#owners.get(uid);
    if (!owner) return;
    this.#busy.add(uid);
    const { clock } = this.parts;
    const refusal = this.#pods.create(owner, podFromTemplate(owner, template), {
      wants: owner.spec?.replicas ?? 1,
      has,
    });
    this.#throttle.take(uid, callsPerPod, clock.now());
    if (refusal !== undefined) refusals.push(refusal);
    const hasNow = refusal === undefined ? has + 1 : has;
    const done = made + 1;
    const endsBatch = Number.isInteger(Math.log2(done + 1));
    if (done < missing && this.parts.allowance.of(owner, 1) > 0 && !(endsBatch && refusals.length > 0)) {
      const wait = Math.max(createMs, this.#throttle.wait(uid, clock.now()));
      clock.after(wait, () => this.#create(uid, template, missing, done, refusals, hasNow));
      return;
    }
    this.#busy.delete(uid);
    this.#updateStatus(this.#owners.get(uid) ?? owner, refusals);
    if (refusals.length > 0) this.#queue.addRateLimited(uid);
    else this.#queue.forget(uid);
  }

  #updateStatus(owner: Replicated, refusals: readonly string[]): void {
    const { clock, pods } = this.parts;
    const active = pods.of(owner.metadata?.uid ?? '').filter(isActive);
    const minReady = owner.spec?.minReadySeconds ?? 0;
    const { available, next } = availability(active, minReady, clock.now());
    if (next !== undefined) this.#queue.addAfter(owner.metadata?.uid ?? '', next);
    const status: ReplicaSetStatus = {
      replicas: active.length,
      ...counted('fullyLabeledReplicas', active.filter((pod) => hasTemplateLabels(pod, owner)).length),
      ...counted('readyReplicas', active.filter(isReady).length),
      ...counted('availableReplicas', available),
      observedGeneration: owner.metadata?.generation ?? 1,
      ...(refusals.length > 0 && {
        conditions: [
          {
            type: 'ReplicaFailure',
            status: 'True',
            lastTransitionTime: time(clock.now()),
            reason: 'FailedCreate',
            message: refusals[0]!,
          },
        ],
      }),
    };
    const before = owner.status?.conditions?.[0];
    if (before && status.conditions) status.conditions = owner.status?.conditions;
    if (sameStatus(owner.status, status)) return;
    this.#client.update(owner, (stored) => ({ ...stored, status }) as Replicated, 'status');
  }
}

function counted<K extends string>(name: K, count: number): Partial<Record<K, number>> {
  return count > 0 ? ({ [name]: count } as Record<K, number>) : {};
}

function sameStatus(a: Replicated['status'], b: ReplicaSetStatus): boolean {
  return (
    a?.replicas === b.replicas &&
    a.fullyLabeledReplicas === b.fullyLabeledReplicas &&
    a.readyReplicas === b.readyReplicas &&
    a.availableReplicas === b.availableReplicas &&
    a.observedGeneration === b.observedGeneration &&
    a.conditions?.length === b.conditions?.length
  );
}

function hasTemplateLabels(pod: Pod, owner: Replicated): boolean {
  const wanted = owner.spec?.template?.metadata?.labels ?? {};
  return Object.keys(wanted).every((key) => entryOf(pod.metadata?.labels, key) === entryOf(wanted, key));
}

function selectorOf(owner: Replicated): LabelSelector | undefined {
  const selector = owner.spec?.selector;
  if (!selector) return undefined;
  return owner.kind === 'ReplicationController' ? { matchLabels: selector as Record<string, string> } : selector;
}
