import type { NodeDescription, PathType } from '../../../scenario/scenario';
import { entryOf } from '../../../entryOf';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

/** Folders and files that every Linux node has, for hostPath checks. */
const folders = new Set(['/', '/bin', '/boot', '/dev', '/etc', '/home', '/lib', '/mnt', '/opt', '/proc', '/root', '/run', '/sbin', '/srv', '/sys', '/tmp', '/usr', '/usr/bin', '/usr/lib', '/usr/share', '/var', '/var/cache', '/var/lib', '/var/lib/kubelet', '/var/log', '/var/log/pods', '/var/run', '/var/tmp', '/sys/fs/cgroup', '/dev/shm', '/usr/local', '/usr/share/zoneinfo', '/etc/ssl', '/etc/ssl/certs', '/etc/kubernetes']); // prettier-ignore
const files = new Set(['/etc/hosts', '/etc/hostname', '/etc/passwd', '/etc/group', '/etc/resolv.conf', '/etc/localtime', '/etc/os-release', '/etc/fstab', '/etc/machine-id']); // prettier-ignore
const devices = new Set(['/dev/null', '/dev/zero', '/dev/random', '/dev/urandom', '/dev/tty', '/dev/full']);

/** The path without the slashes at its end. */
export function plainPath(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  return path.slice(0, end) || '/';
}

/** What a path is on a node; undefined where nobody knows that it is there. */
export function pathType(path = '', own: NodeDescription['paths'] = {}): PathType | undefined {
  const plain = plainPath(path);
  const given = entryOf(own, plain);
  if (given !== undefined) return given;
  if (folders.has(plain)) return 'Directory';
  if (files.has(plain)) return 'File';
  return devices.has(plain) ? 'CharDevice' : undefined;
}

/**
 * Why a hostPath volume cannot be mounted (checkType, pkg/volume/hostpath/host_path.go, 1.37); undefined where it can.
 * @param release whose words they are
 * @param path may be absent in a PersistentVolume as it is written: only the API server would refuse that
 * @param type what the path has to be; empty for anything
 * @param own what this node has beside that which every node has
 */
export function hostPathProblem(
  release: KubernetesRelease,
  path: string | undefined,
  type: string,
  own?: NodeDescription['paths'],
): string | undefined {
  const actual = pathType(path, own);
  const wanted: Record<string, [string, string]> = {
    Directory: ['Directory', 'directory'],
    DirectoryOrCreate: ['Directory', 'directory'],
    File: ['File', 'file'],
    FileOrCreate: ['File', 'file'],
    Socket: ['Socket', 'socket file'],
    CharDevice: ['CharDevice', 'character device'],
    BlockDevice: ['BlockDevice', 'block device'],
  };
  const check = entryOf(wanted, type);
  if (!check || actual === check[0]) return undefined;
  if (actual === undefined) {
    if (type.endsWith('OrCreate')) return undefined;
    if (release.tellsWhatHostPathIs)
      return `hostPath type check failed, ${path} is not a ${check[1]}, unable to determine its type: path "${path}" does not exist`;
  }
  const what = actual !== undefined && release.tellsWhatHostPathIs ? `, it's a ${actual}` : '';
  return `hostPath type check failed: ${path} is not a ${check[1]}${what}`;
}
