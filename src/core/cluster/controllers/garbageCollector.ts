import type { Pod } from '../../api/types';
import { nameOf } from './framework/podControl';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { reactionMs, type ControllerParts } from './framework/controllerParts';

const withPods = new Set(['ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet', 'Job']);

/** Deletes what belonged to an object that is gone: a Job's pods, a pod's own claims (pkg/controller/garbagecollector, 1.37). */
export class GarbageCollector {
  constructor(readonly parts: ControllerParts) {}

  observe({ type, object }: ObjectEvent): void {
    if (type !== 'DELETED') return;
    const uid = object.metadata?.uid ?? '';
    const { apiServer, clock, pods } = this.parts;
    if (withPods.has(object.kind ?? '')) {
      clock.after(reactionMs, () => {
        const why = { type: 'ownerGone', owner: nameOf(object) } as const;
        for (const { metadata } of pods.of(uid))
          apiServer.deletePod(metadata?.namespace ?? '', metadata?.name ?? '', why);
      });
    } else if (object.kind === 'Pod' && (object as Pod).spec?.volumes?.some(({ ephemeral }) => ephemeral)) {
      clock.after(reactionMs, () => {
        const claims = apiServer.options.store.list('PersistentVolumeClaim', object.metadata?.namespace);
        for (const claim of claims) {
          if (claim.metadata?.ownerReferences?.some((owner) => owner.uid === uid)) apiServer.delete(claim);
        }
      });
    }
  }
}
