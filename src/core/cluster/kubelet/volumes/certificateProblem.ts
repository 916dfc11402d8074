import { selects } from '../../../api/labelSelector';
import type { ClusterTrustBundleProjection, ObjectMeta } from '../../../api/types';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import type { KubeletContext } from '../context/kubeletContext';

/**
 * Why there are no trust anchors to project
 * (pkg/kubelet/clustertrustbundle/clustertrustbundle_manager.go, 1.37).
 */
export function trustBundleProblem(
  { store }: KubeletContext,
  { name, signerName, labelSelector, optional }: ClusterTrustBundleProjection,
): string | undefined {
  if (optional) return undefined;
  if (name !== undefined) {
    if (store.get('ClusterTrustBundle', '', name)) return undefined;
    return `while getting ClusterTrustBundle: clustertrustbundle.certificates.k8s.io "${name}" not found`;
  }
  const isFound = store
    .list<TrustBundle>('ClusterTrustBundle')
    .some(({ metadata, spec }) => spec?.signerName === signerName && selects(labelSelector, metadata?.labels));
  return isFound ? undefined : 'combination of signerName and labelSelector matched zero ClusterTrustBundles';
}

interface TrustBundle extends KubernetesObject {
  metadata?: ObjectMeta;
  spec?: { signerName?: string };
}
