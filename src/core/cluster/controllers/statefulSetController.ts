import type { PersistentVolumeClaim, Pod, StatefulSet, StatefulSetStatus, Volume } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { isSameValue } from '../../isSameValue';
import { ApiThrottle } from './framework/apiThrottle';
import { createMs, reactionMs, type ControllerParts } from './framework/controllerParts';
import { controllerOf, controllerRef } from '../../componentHelpers/controllerRef';
import { nameOf, PodControl } from './framework/podControl';
import { podFromTemplate } from './framework/podFromTemplate';
import { availability, isReady, untilAvailable } from './framework/podStates';
import { createRevision, revisionName } from './framework/revisions';
import { WorkQueue } from './framework/workQueue';
import { isPodTerminal } from '../../componentHelpers/isPodTerminal';

/** The pod, its event and the set's status. */
const callsPerPod = 3;

/**
 * Keeps a pod with its own name and claims for each ordinal, one after the other or all at once
 * (pkg/controller/statefulset/stateful_set_control.go, 1.37).
 */
export class StatefulSetController {
  readonly #sets = new Map<string, StatefulSet>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;
  readonly #events: PodControl;
  readonly #busy = new Set<string>();
  /** Those whose revision is there. */
  readonly #revised = new Set<string>();
  readonly #throttle = new ApiThrottle();

  constructor(readonly parts: ControllerParts) {
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
    this.#client = parts.apiServer.clientOf('statefulset-controller');
    this.#events = new PodControl(parts, this.#client);
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind === 'Pod') {
      const owner = controllerOf(object)?.uid;
      if (owner !== undefined && this.#sets.has(owner)) this.#queue.addAfter(owner, reactionMs);
    } else if (object.kind === 'StatefulSet') {
      const uid = object.metadata?.uid ?? '';
      if (type === 'DELETED') this.#sets.delete(uid);
      else this.#sets.set(uid, object as StatefulSet);
      if (type === 'ADDED') this.#queue.addAfter(uid, reactionMs);
    }
  }

  #sync(uid: string): void {
    const set = this.#sets.get(uid);
    if (!set?.spec || this.#busy.has(uid)) return;
    const wait = this.#throttle.wait(uid, this.parts.clock.now());
    if (wait > 0) return this.#queue.addAfter(uid, wait);
    this.#adopt(set);
    if (!this.#revised.has(uid)) {
      this.#revised.add(uid);
      createRevision(this.#client, set);
    }
    const start = set.spec.ordinals?.start ?? 0;
    this.#process(set, start, start + (set.spec.replicas ?? 1));
    if (!this.#busy.has(uid)) this.#updateStatus(set);
  }

  /** updateStatus and inconsistentStatus. */
  #updateStatus(given: StatefulSet): void {
    const uid = given.metadata?.uid ?? '';
    const set = this.#sets.get(uid) ?? given;
    const now = this.parts.clock.now();
    const pods = this.parts.pods.of(uid);
    const minReady = set.spec?.minReadySeconds ?? 0;
    const ready = pods.filter((pod) => pod.status?.phase === 'Running' && isReady(pod));
    const { available, next } = availability(ready, minReady, now);
    if (next !== undefined) this.#queue.addAfter(uid, next);
    const revision = revisionName(set);
    const current = pods.filter(
      ({ metadata }) => !metadata?.deletionTimestamp && metadata?.labels?.['controller-revision-hash'] === revision,
    ).length;
    const status: StatefulSetStatus = {
      observedGeneration: set.metadata?.generation ?? 1,
      replicas: pods.length,
      ...(ready.length > 0 && { readyReplicas: ready.length }),
      ...(current > 0 && { currentReplicas: current, updatedReplicas: current }),
      currentRevision: revision,
      updateRevision: revision,
      collisionCount: 0,
      availableReplicas: available,
    };
    if (!isSameValue(set.status, status)) this.#client.update(set, (stored) => ({ ...stored, status }), 'status');
  }

  /** Pods that nothing manages, with the right name and labels, are taken over. */
  #adopt(set: StatefulSet): void {
    for (const pod of this.parts.pods.orphans(set.metadata?.namespace, set.spec?.selector))
      if (ordinalOf(set, pod) !== undefined) this.#events.adopt(set, pod);
  }

  /** processReplica, from one ordinal on. */
  #process(set: StatefulSet, ordinal: number, end: number): void {
    const uid = set.metadata?.uid ?? '';
    const isMonotonic = set.spec?.podManagementPolicy !== 'Parallel';
    const pods = new Map(this.parts.pods.of(uid).map((pod) => [pod.metadata?.name ?? '', pod]));
    for (let i = ordinal; i < end; i++) {
      const name = `${set.metadata?.name}-${i}`;
      const pod = pods.get(name);
      if (!pod) {
        if (this.parts.allowance.of(set, end - i) === 0) return;
        this.#busy.add(uid);
        const isMade = this.#create(set, i, name);
        this.#throttle.take(uid, callsPerPod, this.parts.clock.now());
        const isLast = i + 1 >= end || isMonotonic;
        // Each POST takes its time; what changed meanwhile is looked at afterwards.
        this.parts.clock.after(createMs, () => {
          this.#busy.delete(uid);
          this.#updateStatus(set);
          if (!isMade) this.#queue.addRateLimited(uid);
          else if (isLast) this.#sync(uid);
          else this.#process(set, i + 1, end);
        });
        return;
      }
      if (isPodTerminal(pod)) {
        if (pod.metadata?.deletionTimestamp) return;
        this.#throttle.take(uid, callsPerPod, this.parts.clock.now());
        return this.#delete(set, pod);
      }
      this.#keepClaims(set, i);
      if (!isMonotonic) continue;
      if (pod.metadata?.deletionTimestamp || pod.status?.phase !== 'Running' || !isReady(pod)) return;
      const wait = untilAvailable(pod, set.spec?.minReadySeconds ?? 0, this.parts.clock.now());
      if (wait) return this.#queue.addAfter(uid, wait);
    }
    this.#queue.forget(uid);
    this.#condemn(set, isMonotonic);
  }

  /** processCondemned: pods beyond the ordinals go, the highest first; one at a time where the set starts them so. */
  #condemn(set: StatefulSet, isMonotonic: boolean): void {
    const uid = set.metadata?.uid ?? '';
    const now = this.parts.clock.now();
    const start = set.spec.ordinals?.start ?? 0;
    const end = start + (set.spec.replicas ?? 1);
    const condemned = this.parts.pods
      .of(uid)
      .map((pod) => ({ pod, ordinal: ordinalOf(set, pod) }))
      .filter(({ ordinal }) => ordinal !== undefined && (ordinal < start || ordinal >= end))
      .sort((a, b) => (b.ordinal ?? 0) - (a.ordinal ?? 0))
      .map(({ pod }) => pod);
    const untilHealthy = (pod: Pod): number | undefined =>
      pod.status?.phase === 'Running' && !pod.metadata?.deletionTimestamp
        ? untilAvailable(pod, set.spec.minReadySeconds ?? 0, now)
        : undefined;
    const firstUnhealthy = [...condemned].reverse().find((pod) => untilHealthy(pod) !== 0);
    for (const pod of condemned) {
      if (pod.metadata?.deletionTimestamp) {
        if (isMonotonic) return;
        continue;
      }
      const wait = untilHealthy(pod);
      if (isMonotonic && wait !== 0 && pod !== firstUnhealthy)
        return wait === undefined ? undefined : this.#queue.addAfter(uid, wait);
      this.#throttle.take(uid, callsPerPod, now);
      this.#delete(set, pod);
      if (isMonotonic) return;
    }
  }

  #create(set: StatefulSet, ordinal: number, name: string): boolean {
    const { apiServer } = this.parts;
    const pod = this.#podOf(set, ordinal, name);
    for (const claim of claimsOf(set, ordinal)) {
      const claimName = claim.metadata?.name ?? '';
      if (apiServer.store.get('PersistentVolumeClaim', set.metadata?.namespace ?? '', claimName)) continue;
      const made = this.#client.create(claim);
      if ('error' in made) {
        const why = `Create Claim ${claimName} for Pod ${name} in StatefulSet ${set.metadata?.name} failed error: ${made.error.message}`;
        this.#events.record(set, 'Warning', 'FailedCreate', why);
        this.#failed(set, name, `failed to create PVC ${claimName}: ${made.error.message}`);
        return false;
      }
      const message = `Create Claim ${claimName} Pod ${name} in StatefulSet ${set.metadata?.name} success`;
      this.#events.record(set, 'Normal', 'SuccessfulCreate', message);
    }
    const made = this.#client.create(pod, {
      type: 'controllerCreates',
      owner: nameOf(set),
      wants: set.spec?.replicas ?? 1,
      has: this.parts.pods.of(set.metadata?.uid ?? '').length,
    });
    if ('error' in made) {
      this.#failed(set, name, made.error.message);
      return false;
    }
    this.parts.allowance.take(set);
    const message = `Create Pod ${name} in StatefulSet ${set.metadata?.name} successful`;
    this.#events.record(set, 'Normal', 'SuccessfulCreate', message);
    return true;
  }

  /** Claims that go with the set are owned by it as soon as their pod is there (UpdatePodClaimForRetentionPolicy). */
  #keepClaims(set: StatefulSet, ordinal: number): void {
    if (set.spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted !== 'Delete') return;
    const { store } = this.parts.apiServer;
    for (const { metadata } of claimsOf(set, ordinal)) {
      const claim = store.get<PersistentVolumeClaim>(
        'PersistentVolumeClaim',
        metadata?.namespace ?? '',
        metadata?.name ?? '',
      );
      if (!claim || claim.metadata?.ownerReferences?.some(({ uid }) => uid === set.metadata?.uid)) continue;
      const ownerReferences = [...(claim.metadata?.ownerReferences ?? []), controllerRef(set)];
      this.#client.update(claim, (stored) => ({ ...stored, metadata: { ...stored.metadata, ownerReferences } }));
    }
  }

  #failed(set: StatefulSet, name: string, why: string): void {
    const message = `Create Pod ${name} in StatefulSet ${set.metadata?.name} failed error: ${why}`;
    this.#events.record(set, 'Warning', 'FailedCreate', message);
  }

  #delete(set: StatefulSet, { metadata: { namespace = '', name = '' } = {} }: Pod): void {
    const message = `Delete Pod ${name} in StatefulSet ${set.metadata?.name} successful`;
    this.#client.deletePod(namespace, name, { type: 'controllerDeletes', owner: nameOf(set) });
    this.#events.record(set, 'Normal', 'SuccessfulDelete', message);
  }

  /** newStatefulSetPod in stateful_set_utils.go. */
  #podOf(set: StatefulSet, ordinal: number, name: string): Pod {
    const { spec } = set;
    const pod = podFromTemplate(set, spec.template);
    pod.metadata!.name = name;
    pod.metadata!.labels = {
      ...pod.metadata!.labels,
      'statefulset.kubernetes.io/pod-name': name,
      'apps.kubernetes.io/pod-index': String(ordinal),
      'controller-revision-hash': revisionName(set),
    };
    const volumes: Volume[] = (spec.volumeClaimTemplates ?? []).map((claim) => ({
      name: claim.metadata?.name ?? '',
      persistentVolumeClaim: { claimName: `${claim.metadata?.name}-${name}` },
    }));
    const named = new Set(volumes.map((volume) => volume.name));
    const all = [...volumes, ...(pod.spec!.volumes ?? []).filter((volume) => !named.has(volume.name))];
    // Without a Service even the template's own subdomain goes.
    const { subdomain: _, ...podSpec } = pod.spec!;
    pod.spec = {
      ...podSpec,
      hostname: name,
      ...(spec.serviceName && { subdomain: spec.serviceName }),
      ...(all.length > 0 && { volumes: all }),
    };
    return pod;
  }
}

/** The number that a pod of the set has in its name; undefined where the name is not one of the set's. */
function ordinalOf(set: StatefulSet, { metadata: { name = '' } = {} }: Pod): number | undefined {
  const prefix = `${set.metadata?.name}-`;
  const ordinal = name.slice(prefix.length);
  return name.startsWith(prefix) && /^\d+$/.test(ordinal) ? Number(ordinal) : undefined;
}

/** The claims of one ordinal: `TEMPLATE-SET-ORDINAL`. */
function claimsOf({ metadata, spec }: StatefulSet, ordinal: number): PersistentVolumeClaim[] {
  return (spec?.volumeClaimTemplates ?? []).map((claim) => ({
    ...claim,
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      ...claim.metadata,
      name: `${claim.metadata?.name}-${metadata?.name}-${ordinal}`,
      namespace: metadata?.namespace ?? 'default',
      labels: { ...claim.metadata?.labels, ...spec?.selector?.matchLabels },
    },
  }));
}
