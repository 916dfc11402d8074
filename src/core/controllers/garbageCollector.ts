import type { Pod } from '../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/registry';
import { reactionMs, type ControllerParts } from './controllerParts';

const withPods = new Set(['ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job']);

/** Deletes what belonged to an object that is gone: a Job's pods, a pod's own claims (pkg/controller/garbagecollector, 1.37). */
export class GarbageCollector {
  readonly #client: ApiClient;

  constructor(readonly parts: ControllerParts) {
    this.#client = parts.apiServer.clientOf('generic-garbage-collector');
  }

  observe({ type, object }: ObjectEvent): void {
    if (type !== 'DELETED') return;
    const uid = object.metadata?.uid ?? '';
    const { apiServer, clock, pods } = this.parts;
    if (withPods.has(object.kind ?? '')) {
      clock.after(reactionMs, () => {
        for (const { metadata } of pods.of(uid)) this.#client.deletePod(metadata?.namespace ?? '', metadata?.name ?? '');
      });
    } else if (object.kind === 'Pod' && (object as Pod).spec?.volumes?.some(({ ephemeral }) => ephemeral)) {
      clock.after(reactionMs, () => {
        const claims = apiServer.store.list('PersistentVolumeClaim', object.metadata?.namespace);
        for (const claim of claims) {
          if (claim.metadata?.ownerReferences?.some((owner) => owner.uid === uid)) this.#client.delete(claim);
        }
      });
    }
  }
}
