import type { Pod } from '../../../api/types';
import type { KubeletContext } from '../context/kubeletContext';
import type { VolumeSource } from './volumeSource';

/**
 * Why a volume of a pod is not mounted whose Secret with the credentials is not there, as the event says it; undefined
 * where it is, or none is read (pkg/volume/csi/csi_mounter.go and csi_attacher.go, pkg/volume/iscsi/iscsi.go
 * createSecretMap, k8s.io/csi-translation-lib/plugins/azure_file.go, 1.37).
 */
export function credentialsProblem({ store }: KubeletContext, pod: Pod, found: VolumeSource): string | undefined {
  const { name, source, persistent } = found;
  if (persistent) return undefined;
  const namespace = pod.metadata?.namespace ?? '';
  const { csi, azureFile, iscsi } = source;
  const isThere = (secret: string | undefined): boolean =>
    !secret || store.get('Secret', namespace, secret) !== undefined;
  const fetching = (field: string, secret: string): string =>
    `fetching ${field} ${namespace}/${secret} failed: kubernetes.io/csi: failed to find the secret ${secret} in the namespace ${namespace} with error: secrets "${secret}" not found`;
  const ofDriver = csi?.nodePublishSecretRef?.name;
  if (ofDriver && !isThere(ofDriver))
    return `MountVolume.SetUp failed for volume "${name}" : ${fetching('NodePublishSecretRef', ofDriver)}`;
  if (azureFile && !isThere(azureFile.secretName)) {
    const { secretName, shareName } = azureFile;
    const volume = `#${accountOf(secretName)}#${shareName}#${name}#${namespace}`;
    return `MountVolume.MountDevice failed for volume "${volume}" : ${fetching('NodeStageSecretRef', secretName)}`;
  }
  const ofTarget = iscsi?.secretRef?.name;
  if (ofTarget && (iscsi?.chapAuthDiscovery || iscsi?.chapAuthSession) && !isThere(ofTarget))
    return `MountVolume.NewMounter initialization failed for volume "${name}" : couldn't get secret ${namespace}/${ofTarget} error: secrets "${ofTarget}" not found`;
  return undefined;
}

/** The account that the name of its Secret tells: `azure-storage-account-NAME-secret`; else the name itself. */
function accountOf(secret: string): string {
  const [before, after] = ['azure-storage-account-', '-secret'];
  const start = secret.indexOf(before);
  const end = secret.lastIndexOf(after);
  const from = start + before.length;
  return start >= 0 && end > from ? secret.slice(from, end) : secret;
}
