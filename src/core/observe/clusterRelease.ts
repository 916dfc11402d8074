import { isMap } from '../isMap';

/** What a cluster says of its own releases, as it says it: `v1.34.4`, `v1.33.5-gke.1162000`. */
export interface ClusterRelease {
  /** Of the kubelet on a pod's node. */
  kubelet?: string;
  /** Of the API server. */
  server?: string;
  /** The container runtime on a pod's node, with its release: `containerd://1.7.27`. */
  runtime?: string;
}

/** The API server's release in what `/version` or `kubectl version -o json` gives; undefined where it has none. */
export function serverRelease(version: unknown): string | undefined {
  if (!isMap(version)) return undefined;
  const { gitVersion, serverVersion } = version;
  const text = isMap(serverVersion) ? serverVersion['gitVersion'] : gitVersion;
  return typeof text === 'string' ? text : undefined;
}
