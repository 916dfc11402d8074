import type { ConfigMap, KeyToPath, Pod, Secret, Volume, VolumeProjection } from '../../../api/types';
import type { KubeletContext } from '../context/kubeletContext';

/**
 * The paths of the files that the kubelet itself writes into a volume: those of ConfigMaps, Secrets and
 * the downward API, alone or projected. Nothing for a volume of another kind.
 */
export function volumeFiles(ctx: KubeletContext, pod: Pod, volume: Volume): string[] {
  const { configMap, secret, downwardAPI, projected } = volume;
  if (configMap) return keysOf(ctx, pod, 'ConfigMap', configMap.name, configMap.items);
  if (secret) return keysOf(ctx, pod, 'Secret', secret.secretName, secret.items);
  if (downwardAPI) return (downwardAPI.items ?? []).map(({ path }) => path);
  return (projected?.sources ?? []).flatMap((source) => projectedFiles(ctx, pod, source));
}

function projectedFiles(
  ctx: KubeletContext,
  pod: Pod,
  { configMap, secret, downwardAPI, serviceAccountToken }: VolumeProjection,
): string[] {
  if (configMap) return keysOf(ctx, pod, 'ConfigMap', configMap.name, configMap.items);
  if (secret) return keysOf(ctx, pod, 'Secret', secret.name, secret.items);
  if (downwardAPI) return (downwardAPI.items ?? []).map(({ path }) => path);
  return serviceAccountToken ? [serviceAccountToken.path] : [];
}

function keysOf(
  { store }: KubeletContext,
  pod: Pod,
  kind: 'ConfigMap' | 'Secret',
  name: string | undefined,
  items: KeyToPath[] | undefined,
): string[] {
  if (items && items.length > 0) return items.map(({ path }) => path);
  const object = store.get<ConfigMap & Secret>(kind, pod.metadata?.namespace ?? '', name ?? '');
  return Object.keys({ ...object?.data, ...object?.binaryData });
}
