import type { PersistentVolumeClaim, Pod } from '../../../api/types';
import type { ApiClient } from '../../apiserver/apiClient';
import type { ObjectEvent } from '../../apiserver/objectEvent';
import { createMs, type ControllerParts } from '../framework/controllerParts';
import { controllerRef } from '../../../componentHelpers/controllerRef';

/** Creates the claims of generic ephemeral volumes (pkg/controller/volume/ephemeral/controller.go, 1.37). */
export class EphemeralVolumeController {
  readonly #client: ApiClient;

  constructor(readonly parts: ControllerParts) {
    this.#client = parts.apiServer.clientOf('ephemeral-volume-controller');
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind !== 'Pod' || type !== 'ADDED') return;
    const pod: Pod = object;
    if (pod.spec?.volumes?.some(({ ephemeral }) => ephemeral))
      this.parts.clock.after(createMs, () => this.#createClaims(pod));
  }

  #createClaims(pod: Pod): void {
    const { apiServer } = this.parts;
    const { namespace = '', name: podName = '', uid } = pod.metadata ?? {};
    if (apiServer.getPod(namespace, podName)?.metadata?.uid !== uid) return;
    for (const { name, ephemeral } of pod.spec?.volumes ?? []) {
      const template = ephemeral?.volumeClaimTemplate;
      if (!template) continue;
      const claim: PersistentVolumeClaim = {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: `${podName}-${name}`,
          namespace,
          ...(template.metadata?.annotations && { annotations: template.metadata.annotations }),
          ...(template.metadata?.labels && { labels: template.metadata.labels }),
          ownerReferences: [controllerRef(pod)],
        },
        spec: template.spec,
      };
      const made = this.#client.create(claim);
      const why =
        'error' in made &&
        (made.error.code === 409
          ? foreign(apiServer, claim, pod)
          : `create PVC ${claim.metadata?.name}: ${made.error.message}`);
      if (!why) continue;
      this.#client.recordEvent({
        object: pod,
        type: 'Warning',
        reason: 'FailedBinding',
        message: `ephemeral volume ${name}: ${why}`,
        component: 'ephemeral_volume',
      });
    }
  }
}

/** A claim of that name that another made can not be used. */
function foreign(
  { store }: ControllerParts['apiServer'],
  { metadata }: PersistentVolumeClaim,
  pod: Pod,
): string | undefined {
  const { namespace = '', name = '' } = metadata ?? {};
  const there = store.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, name);
  if (there?.metadata?.ownerReferences?.some(({ uid }) => uid === pod.metadata?.uid)) return undefined;
  return `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata?.name} (pod is not owner)`;
}
