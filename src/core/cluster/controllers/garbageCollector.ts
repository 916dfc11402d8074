import { absentOwners } from './framework/absentOwners';
import { nameOf } from './framework/podControl';
import type { ApiClient } from '../apiserver/apiClient';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { reactionMs, type ControllerParts } from './framework/controllerParts';
import { finalizersWithout } from './framework/finalizersWithout';

/** What others own; pods are found by their owners. */
const dependentKinds = [
  'ReplicaSet',
  'Job',
  'ControllerRevision',
  'EndpointSlice',
  'PersistentVolumeClaim',
  'ResourceClaim',
] as const;
const foreground = 'foregroundDeletion';

/**
 * Deletes what belonged to an object that is gone, or that waits for that to go first
 * (pkg/controller/garbagecollector/garbagecollector.go, 1.37).
 */
export class GarbageCollector {
  readonly #client: ApiClient;
  /** Those that wait until what they own is gone, by uid. */
  readonly #waiting = new Map<string, KubernetesObject>();

  constructor(readonly parts: ControllerParts) {
    this.#client = parts.apiServer.clientOf('generic-garbage-collector');
  }

  observe({ type, object, old }: ObjectEvent): void {
    const { uid = '', deletionTimestamp, finalizers } = object.metadata ?? {};
    const { apiServer, clock } = this.parts;
    const isReferring = type !== 'DELETED' && object.metadata?.ownerReferences !== old?.metadata?.ownerReferences;
    if (isReferring && absentOwners(object, apiServer.store).length > 0)
      clock.after(reactionMs, () => this.#collect(object));
    if (type === 'DELETED') {
      this.#waiting.delete(uid);
      clock.after(reactionMs, () => this.#deleteDependents(object));
      if (this.#waiting.size > 0) clock.after(reactionMs, () => this.#release());
    } else if (deletionTimestamp && !old?.metadata?.deletionTimestamp && finalizers?.includes(foreground)) {
      this.#waiting.set(uid, object);
      clock.after(reactionMs, () => {
        this.#deleteDependents(object);
        clock.after(reactionMs, () => this.#release());
      });
    }
  }

  /** attemptToDeleteItem: what no owner holds is deleted; else only the references to those that are not there go. */
  #collect(object: KubernetesObject): void {
    const { store } = this.parts.apiServer;
    const { kind = '', metadata: { namespace = '', name = '', uid } = {} } = object;
    const item = store.get(kind, namespace, name);
    if (!item || item.metadata?.uid !== uid || item.metadata?.deletionTimestamp) return;
    const { ownerReferences = [] } = item.metadata ?? {};
    const absent = absentOwners(item, store);
    const [owner] = absent;
    if (!owner) return;
    if (absent.length < ownerReferences.length) {
      const held = ownerReferences.filter((one) => !absent.includes(one));
      this.#client.patch(item, (stored) => ({ ...stored, metadata: { ...stored.metadata, ownerReferences: held } }));
    } else if (kind === 'Pod') this.#deletePod(item, { kind: owner.kind, name: owner.name });
    else this.#client.delete(item);
  }

  /** attemptToDeleteItem: what has another owner that is there stays. */
  #deleteDependents(owner: KubernetesObject): void {
    const { uid = '' } = owner.metadata ?? {};
    for (const pod of this.parts.pods.of(uid))
      if (!pod.metadata?.deletionTimestamp) this.#deletePod(pod, nameOf(owner));
    for (const dependent of this.#dependentsOf(owner))
      if (!dependent.metadata?.deletionTimestamp && dependent.metadata?.ownerReferences?.length === 1)
        this.#client.delete(dependent);
  }

  #deletePod({ metadata }: KubernetesObject, owner: { kind: string; name: string }): void {
    this.#client.deletePod(metadata?.namespace ?? '', metadata?.name ?? '', { type: 'ownerGone', owner });
  }

  /** processDeletingDependentsItem. */
  #release(): void {
    for (const [uid, owner] of this.#waiting) {
      if (this.parts.pods.of(uid).length > 0 || this.#dependentsOf(owner).length > 0) continue;
      this.#waiting.delete(uid);
      this.#client.patch(owner, (stored) => ({
        ...stored,
        metadata: { ...stored.metadata, finalizers: finalizersWithout(stored, foreground) },
      }));
    }
  }

  #dependentsOf({ metadata }: KubernetesObject): KubernetesObject[] {
    return dependentKinds.flatMap((kind) =>
      this.parts.apiServer.store
        .list(kind, metadata?.namespace)
        .filter((one) => one.metadata?.ownerReferences?.some(({ uid }) => uid === metadata?.uid)),
    );
  }
}
