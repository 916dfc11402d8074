import type { PersistentVolumeClaim, PersistentVolumeClaimCondition, Pod } from '../../../api/types';
import type { ApiClient } from '../../apiserver/apiClient';
import type { ObjectEvent } from '../../apiserver/objectEvent';
import { time } from '../../../api/timestamps';
import type { ControllerParts } from '../framework/controllerParts';
import { WorkQueue } from '../framework/workQueue';
import { claimsOf } from '../../../componentHelpers/claimsOf';
import { isPodTerminal } from '../../../componentHelpers/isPodTerminal';
import { finalizersWithout } from '../framework/finalizersWithout';

const finalizer = 'kubernetes.io/pvc-protection';
/** From a change to what is made of it, in milliseconds (as recorded). */
const reactionMs = 3;

/**
 * Says of each bound claim whether a pod uses it, and keeps one that is used from being deleted
 * (pkg/controller/volume/pvcprotection/pvc_protection_controller.go, 1.37).
 */
export class PvcProtectionController {
  readonly #claims = new Map<string, PersistentVolumeClaim>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;

  constructor(readonly parts: ControllerParts) {
    this.#client = parts.apiServer.clientOf('pvc-protection-controller');
    this.#queue = new WorkQueue(parts.clock, (key) => this.#sync(key));
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind === 'PersistentVolumeClaim') {
      const claim: PersistentVolumeClaim = object;
      const key = keyOf(claim.metadata?.namespace, claim.metadata?.name);
      if (type === 'DELETED') this.#claims.delete(key);
      else this.#claims.set(key, claim);
      const isToBeTold = this.parts.release.gates.PersistentVolumeClaimUnusedSinceTime && !unusedOf(claim);
      if (type !== 'DELETED' && (isToBeTold || claim.metadata?.deletionTimestamp))
        this.#queue.addAfter(key, reactionMs);
    } else if (object.kind === 'Pod' && this.#claims.size > 0) {
      for (const { name } of claimsOf(object))
        this.#queue.addAfter(keyOf(object.metadata?.namespace, name), reactionMs);
    }
  }

  #sync(key: string): void {
    const claim = this.#claims.get(key);
    if (!claim) return;
    const pods = this.parts.apiServer.store.list<Pod>('Pod', claim.metadata?.namespace);
    if (!claim.metadata?.deletionTimestamp) return this.#tell(claim, pods);
    const isUsed = pods.some((pod) => pod.spec?.nodeName && !isShutDown(pod) && refersTo(pod, claim));
    if (isUsed || !claim.metadata.finalizers?.includes(finalizer)) return;
    this.#client.update(claim, (stored) => ({
      ...stored,
      metadata: { ...stored.metadata, finalizers: finalizersWithout(stored, finalizer) },
    }));
  }

  /** updateUnusedCondition. */
  #tell(claim: PersistentVolumeClaim, pods: readonly Pod[]): void {
    if (!this.parts.release.gates.PersistentVolumeClaimUnusedSinceTime) return;
    if (claim.status?.phase !== 'Bound') return;
    const isUsed = pods.some((pod) => !hasEnded(pod) && refersTo(pod, claim));
    const before = unusedOf(claim);
    const status = isUsed ? 'False' : 'True';
    if (before?.status === status) return;
    const now = time(this.parts.clock.now());
    const condition: PersistentVolumeClaimCondition = {
      type: 'Unused',
      status,
      lastTransitionTime: now,
      reason: isUsed ? 'PodUsingPVC' : 'NoPodsUsingPVC',
      message: isUsed ? 'A pod is currently referencing this PVC' : 'No pods are currently referencing this PVC',
    };
    this.#client.update(
      claim,
      (stored) => ({
        ...stored,
        status: {
          ...stored.status,
          conditions: [...(stored.status?.conditions ?? []).filter(({ type }) => type !== 'Unused'), condition],
        },
      }),
      'status',
    );
  }
}

function keyOf(namespace: string | undefined, name: string | undefined): string {
  return `${namespace}/${name}`;
}

function unusedOf({ status }: PersistentVolumeClaim): PersistentVolumeClaimCondition | undefined {
  return status?.conditions?.find(({ type }) => type === 'Unused');
}

function refersTo(pod: Pod, { metadata }: PersistentVolumeClaim): boolean {
  return claimsOf(pod).some(({ name }) => name === (metadata?.name ?? ''));
}

function hasEnded(pod: Pod): boolean {
  const { status, metadata } = pod;
  const isStopped = (status?.containerStatuses ?? []).every(({ state }) => state?.terminated ?? state?.waiting);
  return isPodTerminal(pod) || (metadata?.deletionTimestamp !== undefined && isStopped);
}

/** The kubelet is done with the pod. */
function isShutDown({ metadata }: Pod): boolean {
  return metadata?.deletionTimestamp !== undefined && metadata.deletionGracePeriodSeconds === 0;
}
