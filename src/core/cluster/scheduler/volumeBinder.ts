import type { PersistentVolumeClaim } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ApiServer } from '../apiserver/apiServer';
import type { Binding } from './plugins/volumeBinding';

/**
 * Binds the claims that waited for a node, before the pod is bound to it
 * (pkg/scheduler/framework/plugins/volumebinding/binder.go BindPodVolumes, 1.37). The volume controller does its part.
 */
export class VolumeBinder {
  constructor(
    readonly apiServer: ApiServer,
    readonly client: ApiClient,
  ) {}

  /** Calls `done` when all are bound; never where a volume would have to be provisioned and no provisioner runs. */
  bind(bindings: readonly Binding[], nodeName: string, done: () => void): void {
    const { apiServer, client } = this;
    if (bindings.length === 0) return done();
    const open = new Set(bindings.map(({ claim }) => claim.metadata?.uid ?? ''));
    apiServer.onObject(({ object }) => {
      if (object.kind !== 'PersistentVolumeClaim' || !open.has(object.metadata?.uid ?? '')) return;
      const { status }: PersistentVolumeClaim = object;
      if (status?.phase !== 'Bound') return;
      open.delete(object.metadata?.uid ?? '');
      if (open.size === 0) done();
    });
    for (const { claim, volume } of bindings) {
      if (volume) {
        const { name, namespace, uid } = claim.metadata ?? {};
        client.update(volume, (stored) => ({
          ...stored,
          metadata: {
            ...stored.metadata,
            annotations: { ...stored.metadata?.annotations, 'pv.kubernetes.io/bound-by-controller': 'yes' },
          },
          spec: {
            ...stored.spec,
            claimRef: {
              kind: 'PersistentVolumeClaim',
              apiVersion: 'v1',
              ...(namespace && { namespace }),
              ...(name && { name }),
              ...(uid && { uid }),
            },
          },
        }));
      } else {
        client.update(claim, (stored) => ({
          ...stored,
          metadata: {
            ...stored.metadata,
            annotations: { ...stored.metadata?.annotations, 'volume.kubernetes.io/selected-node': nodeName },
          },
        }));
      }
    }
  }
}
