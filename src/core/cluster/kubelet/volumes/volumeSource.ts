import type { PersistentVolume, PersistentVolumeClaim, PersistentVolumeSpec, Pod, Volume } from '../../../api/types';
import type { KubeletContext } from '../context/kubeletContext';

/** What is to be mounted for one of the pod's volumes. */
export interface VolumeSource {
  /** The volume's name, or that of the PersistentVolume behind its claim. */
  name: string;
  /** A PersistentVolume's sources have the same names. */
  source: Partial<Volume> & Pick<PersistentVolumeSpec, 'local' | 'mountOptions' | 'nodeAffinity'>;
  persistent: boolean;
}

/**
 * Finds what is behind a volume
 * (createVolumeSpec, pkg/kubelet/volumemanager/populator/desired_state_of_world_populator.go, 1.37).
 * @throws Error with the kubelet's text where the claim will not do
 */
export function volumeSource({ store }: KubeletContext, pod: Pod, volume: Volume): VolumeSource {
  const namespace = pod.metadata?.namespace ?? '';
  const claim = volume.ephemeral ? `${pod.metadata?.name}-${volume.name}` : volume.persistentVolumeClaim?.claimName;
  if (claim === undefined) return { name: volume.name, source: volume, persistent: false };
  const fail = (why: string): never => {
    throw new Error(`error processing PVC ${namespace}/${claim}: ${why}`);
  };
  const pvc = store.get<PersistentVolumeClaim>('PersistentVolumeClaim', namespace, claim);
  if (!pvc) return fail(`failed to fetch PVC from API server: persistentvolumeclaims "${claim}" not found`);
  if (pvc.status?.phase !== 'Bound') return fail('PVC is not bound');
  const name = pvc.spec?.volumeName ?? '';
  const pv = store.get<PersistentVolume>('PersistentVolume', '', name);
  if (!pv?.spec) return fail(`failed to fetch PV ${name} from API server: persistentvolumes "${name}" not found`);
  const { volumeMode = 'Filesystem' } = pv.spec;
  const wrongUse = volumeMode === 'Block' ? 'volumeMounts' : 'volumeDevices';
  const isUsed = [...pod.spec!.containers, ...(pod.spec?.initContainers ?? [])].some((container) =>
    container[wrongUse]?.some((use) => use.name === volume.name),
  );
  if (isUsed) throw new Error(`volume ${volume.name} has volumeMode ${volumeMode}, but is specified in ${wrongUse}`);
  return { name, source: pv.spec, persistent: true };
}
