import type { ConfigMap, KeyToPath, Pod, Secret, Volume } from '../api/types';
import type { KubeletContext } from './kubeletContext';

/** Folders and files that every Linux node has, for hostPath checks. */
const folders = new Set(['/', '/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/mnt', '/opt', '/proc', '/root', '/run', '/sbin', '/srv', '/sys', '/tmp', '/usr', '/usr/bin', '/usr/lib', '/usr/share', '/var', '/var/cache', '/var/lib', '/var/lib/kubelet', '/var/log', '/var/log/pods', '/var/run', '/var/tmp', '/sys/fs/cgroup', '/dev/shm', '/usr/local', '/usr/share/zoneinfo', '/etc/ssl', '/etc/ssl/certs', '/etc/kubernetes']); // prettier-ignore
const files = new Set(['/etc/hosts', '/etc/hostname', '/etc/passwd', '/etc/group', '/etc/resolv.conf', '/etc/localtime', '/etc/os-release', '/etc/fstab', '/etc/machine-id']); // prettier-ignore
const devices = new Set(['/dev/null', '/dev/zero', '/dev/random', '/dev/urandom', '/dev/tty', '/dev/full']);

/**
 * Why a volume cannot be set up, in the words of its plugin; undefined where it can.
 * pkg/volume/{configmap,secret,projected,hostpath,csi}, 1.37.
 */
export function volumeProblem(ctx: KubeletContext, pod: Pod, volume: Volume): string | undefined {
  const { configMap, secret, projected, hostPath, csi } = volume;
  const namespace = pod.metadata?.namespace ?? '';
  if (configMap) return configMapProblem(ctx, namespace, configMap);
  if (secret) return secretProblem(ctx, namespace, secret.secretName, secret.items, secret.optional);
  if (projected) {
    const problems = (projected.sources ?? []).flatMap((source) => {
      const problem =
        (source.configMap && configMapProblem(ctx, namespace, source.configMap)) ??
        (source.secret &&
          secretProblem(ctx, namespace, source.secret.name, source.secret.items, source.secret.optional));
      return problem === undefined ? [] : [problem];
    });
    const unique = [...new Set(problems)];
    return unique.length > 1 ? `[${unique.join(', ')}]` : unique[0];
  }
  if (hostPath) return hostPathProblem(hostPath.path, hostPath.type ?? '');
  if (csi) {
    return `kubernetes.io/csi: mounter.SetUpAt failed to get CSI client: driver name ${csi.driver} not found in the list of registered CSI drivers`;
  }
  return undefined;
}

function configMapProblem(
  { store }: KubeletContext,
  namespace: string,
  { name = '', items, optional }: { name?: string; items?: KeyToPath[]; optional?: boolean },
): string | undefined {
  // The cluster's own certificate is in every namespace.
  if (name === 'kube-root-ca.crt') return undefined;
  const found = store.get<ConfigMap>('ConfigMap', namespace, name);
  if (!found) return optional ? undefined : `configmap "${name}" not found`;
  const missing = items?.find(({ key }) => found.data?.[key] === undefined && found.binaryData?.[key] === undefined);
  return missing && !optional ? `configmap references non-existent config key: ${missing.key}` : undefined;
}

function secretProblem(
  { store }: KubeletContext,
  namespace: string,
  name: string | undefined,
  items: KeyToPath[] | undefined,
  optional: boolean | undefined,
): string | undefined {
  const found = store.get<Secret>('Secret', namespace, name ?? '');
  if (!found) return optional ? undefined : `secret "${name}" not found`;
  const missing = items?.find(({ key }) => found.data?.[key] === undefined);
  return missing && !optional ? `references non-existent secret key: ${missing.key}` : undefined;
}

/** pkg/volume/hostpath/host_path.go checkType, 1.37. */
function hostPathProblem(path: string, type: string): string | undefined {
  const plain = path.replace(/\/+$/, '') || '/';
  const actual = folders.has(plain)
    ? 'Directory'
    : files.has(plain)
      ? 'File'
      : devices.has(plain)
        ? 'CharDevice'
        : undefined;
  const wanted: Record<string, [string, string]> = {
    Directory: ['Directory', 'directory'],
    DirectoryOrCreate: ['Directory', 'directory'],
    File: ['File', 'file'],
    FileOrCreate: ['File', 'file'],
    Socket: ['Socket', 'socket file'],
    CharDevice: ['CharDevice', 'character device'],
    BlockDevice: ['BlockDevice', 'block device'],
  };
  const check = wanted[type];
  if (!check || actual === check[0]) return undefined;
  if (actual === undefined) {
    if (type.endsWith('OrCreate')) return undefined;
    return `hostPath type check failed, ${path} is not a ${check[1]}, unable to determine its type: path "${path}" does not exist`;
  }
  return `hostPath type check failed: ${path} is not a ${check[1]}, it's a ${actual}`;
}
