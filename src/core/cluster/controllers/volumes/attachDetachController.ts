import type { PersistentVolume, PersistentVolumeClaim, PersistentVolumeSpec, Pod, Volume } from '../../../api/types';
import type { ApiClient } from '../../apiserver/apiClient';
import type { ObjectEvent } from '../../apiserver/objectEvent';
import type { ControllerParts } from '../framework/controllerParts';

/** How often it compares what is attached with what should be (pkg/controller/volume/attachdetach/reconciler). */
const loopMs = 100;

/**
 * Attaches the volumes of pods to their nodes (pkg/controller/volume/attachdetach, 1.37). Of the plugins in the tree
 * fc and iscsi are asked, and have nothing to do; CSI drivers attach by themselves.
 */
export class AttachDetachController {
  readonly #attached = new Set<string>();
  readonly #client: ApiClient;

  constructor(readonly parts: ControllerParts) {
    this.#client = parts.apiServer.clientOf('attachdetach-controller');
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind !== 'Pod' || type === 'DELETED') return;
    const pod: Pod = object;
    if (!pod.spec?.nodeName || !pod.spec.volumes || this.#attached.has(pod.metadata?.uid ?? '')) return;
    this.#attached.add(pod.metadata?.uid ?? '');
    const names = pod.spec.volumes.flatMap((volume) => this.#attachable(pod, volume) ?? []);
    if (names.length > 0) this.parts.clock.after(loopMs, () => this.#attach(pod, names));
  }

  #attach(pod: Pod, names: readonly string[]): void {
    for (const name of names) {
      const message = `AttachVolume.Attach succeeded for volume "${name}" `;
      this.#client.recordEvent({
        object: pod,
        type: 'Normal',
        reason: 'SuccessfulAttachVolume',
        message,
        component: this.#client.caller,
      });
    }
  }

  /** The name of a volume, or of the PersistentVolume behind it, that is to be attached. */
  #attachable({ metadata }: Pod, volume: Volume): string | undefined {
    const isAttachable = ({ fc, iscsi }: Pick<PersistentVolumeSpec, 'fc' | 'iscsi'>): boolean => Boolean(fc ?? iscsi);
    if (isAttachable(volume)) return volume.name;
    const { store } = this.parts.apiServer;
    const { claimName } = volume.persistentVolumeClaim ?? {};
    const claim =
      claimName && store.get<PersistentVolumeClaim>('PersistentVolumeClaim', metadata?.namespace ?? '', claimName);
    const name = claim ? claim.spec?.volumeName : undefined;
    const persistent = name ? store.get<PersistentVolume>('PersistentVolume', '', name) : undefined;
    return persistent?.spec && isAttachable(persistent.spec) ? name : undefined;
  }
}
