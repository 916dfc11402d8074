import type { Volume, VolumeProjection } from '../../../api/types';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

interface PathOf {
  path: string;
  source: string;
}

/** Paths of a volume's keys that lie in each other (pkg/api/pod/warnings.go warningsForOverlappingVirtualPaths, 1.37). */
export function overlappingPaths(volumes: readonly Volume[], release: KubernetesRelease): string[] {
  return volumes.flatMap(({ name, configMap, secret, downwardAPI, projected }) => {
    const warned = (what: string, overlaps: readonly string[]): string[] =>
      overlaps.map((overlap) => `volume ${JSON.stringify(name)} (${what}): overlapping paths: ${overlap}`);
    return [
      ...warned(`ConfigMap ${JSON.stringify(configMap?.name ?? '')}`, overlapsAmong([pathsOf(configMap?.items)])),
      ...warned(`Secret ${JSON.stringify(secret?.secretName ?? '')}`, overlapsAmong([pathsOf(secret?.items)])),
      ...warned('DownwardAPI', overlapsAmong([pathsOf(downwardAPI?.items)])),
      ...(projected?.sources ?? []).flatMap((source) =>
        Object.keys(source).length === 0 ? [`volume ${JSON.stringify(name)} (Projected) has no sources provided`] : [],
      ),
      ...warned('Projected', overlapsAmong(pathsOfSources(projected?.sources ?? [], release))),
    ];
  });
}

function pathsOf(items: readonly { path: string }[] = [], source = ''): PathOf[] {
  return items.map(({ path }) => ({ path, source }));
}

/** The paths of each source. Where one names none, old servers look at those of the source before it once more. */
function pathsOfSources(
  sources: readonly VolumeProjection[],
  { repeatsPathsOfSources }: KubernetesRelease,
): PathOf[][] {
  let last: PathOf[] = [];
  return sources.map((source) => {
    const isEmpty = Object.keys(source).length === 0;
    const own = pathsOfSource(source) ?? (repeatsPathsOfSources && !isEmpty ? last : []);
    if (!isEmpty) last = own;
    return own;
  });
}

function pathsOfSource({
  configMap,
  secret,
  downwardAPI,
  serviceAccountToken,
  clusterTrustBundle,
  podCertificate,
}: VolumeProjection): PathOf[] | undefined {
  if (configMap?.items) return pathsOf(configMap.items, `ConfigMap ${JSON.stringify(configMap.name ?? '')}`);
  if (secret?.items) return pathsOf(secret.items, `Secret ${JSON.stringify(secret.name ?? '')}`);
  if (downwardAPI?.items) return pathsOf(downwardAPI.items, 'DownwardAPI');
  if (serviceAccountToken) return pathsOf([serviceAccountToken], 'ServiceAccountToken');
  if (clusterTrustBundle) {
    const { name, signerName = '' } = clusterTrustBundle;
    return pathsOf([clusterTrustBundle], `ClusterTrustBundle ${JSON.stringify(name ?? signerName)}`);
  }
  if (!podCertificate) return undefined;
  const { certificateChainPath, keyPath, credentialBundlePath } = podCertificate;
  const named = (path: string | undefined, what: string): PathOf[] =>
    path ? pathsOf([{ path }], `PodCertificate ${what}`) : [];
  return [
    ...named(certificateChainPath, 'chain'),
    ...named(keyPath, 'key'),
    ...named(credentialBundlePath, 'credential bundle'),
  ];
}

function overlapsAmong(sources: readonly PathOf[][]): string[] {
  const before: PathOf[] = [];
  return sources.flatMap((paths) =>
    paths.flatMap(({ path, source }) => {
      const own = { path: withoutSlashes(path), source };
      const found = before.filter((other) => isOverlap(own.path, other.path));
      before.push(own);
      return found.map((other) => `${shown(own)} with ${shown(other)}`);
    }),
  );
}

function isOverlap(a: string, b: string): boolean {
  return a !== '' && b !== '' && (`${a}/`.startsWith(`${b}/`) || `${b}/`.startsWith(`${a}/`));
}

function shown({ path, source }: PathOf): string {
  return `${JSON.stringify(path)}${source === '' ? '' : ` (${source})`}`;
}

/** A path without the slashes at its end. */
function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end);
}
