import type { PathType } from './scenario';

/** What of a node's file system belongs together, beside that which every Linux has. */
export interface PathSet {
  folders?: readonly string[];
  files?: readonly string[];
  sockets?: readonly string[];
  characterDevices?: readonly string[];
  blockDevices?: readonly string[];
}

/** The kernel's own file systems, devices, and what systemd keeps. */
export const systemdPaths: PathSet = {
  folders: [
    '/dev/disk', '/dev/mapper', '/dev/pts', '/dev/hugepages', '/dev/mqueue', '/dev/bus/usb', '/dev/net', '/dev/dri', '/dev/input', '/dev/snd', '/dev/infiniband', '/dev/vfio',
    '/etc/modprobe.d', '/etc/modules-load.d', '/etc/pam.d', '/etc/ssh', '/etc/sysctl.d', '/etc/systemd', '/etc/systemd/network', '/etc/systemd/system', '/etc/udev', '/etc/udev/rules.d',
    '/lib/modules', '/lib/systemd', '/lib64', '/lib/udev', '/media', '/proc/1/ns', '/proc/net', '/proc/sys', '/proc/sys/net', '/run/dbus', '/run/lock', '/run/log', '/run/log/journal', '/run/netns', '/run/systemd', '/run/systemd/private', '/run/udev', '/run/user', '/var/run/dbus', '/var/run/netns', '/var/run/systemd', '/var/lock',
    '/sys/block', '/sys/bus', '/sys/bus/pci', '/sys/bus/pci/devices', '/sys/class', '/sys/class/net', '/sys/dev', '/sys/devices', '/sys/devices/system', '/sys/firmware', '/sys/fs', '/sys/fs/bpf', '/sys/kernel', '/sys/kernel/btf', '/sys/kernel/config', '/sys/kernel/debug', '/sys/kernel/security', '/sys/kernel/tracing', '/sys/module',
    '/usr/lib/modules', '/usr/lib/systemd', '/usr/lib64', '/usr/libexec', '/usr/local/bin', '/usr/local/lib', '/usr/local/sbin', '/usr/sbin', '/var/lib/systemd', '/var/log/journal', '/var/spool',
  ],
  files: ['/etc/ld.so.cache', '/etc/nsswitch.conf', '/etc/shadow', '/etc/ssl/certs/ca-certificates.crt', '/lib/os-release', '/proc/cmdline', '/proc/cpuinfo', '/proc/meminfo', '/proc/mounts', '/proc/stat', '/proc/version', '/run/xtables.lock', '/sys/kernel/btf/vmlinux', '/usr/lib/os-release', '/usr/sbin/iptables'],
  sockets: ['/run/dbus/system_bus_socket', '/var/run/dbus/system_bus_socket', '/run/systemd/journal/socket', '/run/systemd/notify', '/run/udev/control', '/dev/log'],
  characterDevices: ['/dev/console', '/dev/fuse', '/dev/kmsg', '/dev/kvm', '/dev/mem', '/dev/net/tun', '/dev/ptmx', '/dev/vhost-net', '/dev/watchdog', '/dev/loop-control', '/dev/mapper/control', '/dev/infiniband/rdma_cm', '/dev/port', '/dev/vfio/vfio'],
  blockDevices: ['/dev/loop0', '/dev/sda', '/dev/sda1', '/dev/vda', '/dev/nvme0n1'],
}; // prettier-ignore

/** What distributions have whose packages a person installs: Debian, Ubuntu, Fedora and their kin. */
export const distributionPaths: PathSet = {
  folders: ['/etc/cron.d', '/etc/default', '/etc/init.d', '/etc/ld.so.conf.d', '/etc/pki', '/etc/profile.d', '/etc/security', '/etc/sysconfig', '/etc/ca-certificates', '/usr/share/ca-certificates', '/usr/share/hwdata', '/usr/src', '/usr/local/share/ca-certificates', '/var/spool/cron'],
  files: ['/etc/lsb-release', '/etc/sudoers', '/etc/timezone', '/run/utmp', '/usr/bin/nsenter', '/var/log/syslog', '/var/log/messages', '/var/log/auth.log', '/var/run/utmp'],
}; // prettier-ignore

/** The kubelet's, its plugins' and the network's. */
export const kubeletPaths: PathSet = {
  folders: ['/etc/cni', '/etc/cni/net.d', '/opt/cni', '/opt/cni/bin', '/usr/libexec/kubernetes', '/usr/libexec/kubernetes/kubelet-plugins', '/usr/libexec/kubernetes/kubelet-plugins/volume/exec', '/usr/libexec/kubernetes/kubelet-plugins/net/exec', '/var/lib/cni', '/var/lib/cni/networks', '/var/lib/kubelet/checkpoints', '/var/lib/kubelet/device-plugins', '/var/lib/kubelet/pki', '/var/lib/kubelet/plugins', '/var/lib/kubelet/plugins_registry', '/var/lib/kubelet/pod-resources', '/var/lib/kubelet/pods', '/var/lib/kubelet/seccomp', '/var/log/containers', '/run/flannel', '/etc/kubernetes/pki'],
  files: ['/usr/bin/kubelet'],
  sockets: ['/var/lib/kubelet/device-plugins/kubelet.sock', '/var/lib/kubelet/pod-resources/kubelet.sock'],
}; // prettier-ignore

/** What kubeadm writes on each node. */
export const kubeadmPaths: PathSet = {
  folders: ['/etc/kubernetes/manifests'],
  files: ['/etc/crictl.yaml', '/var/lib/kubelet/config.yaml', '/var/lib/kubelet/kubeconfig', '/var/lib/kubelet/kubeadm-flags.env', '/etc/kubernetes/kubelet.conf', '/etc/kubernetes/bootstrap-kubelet.conf'],
}; // prettier-ignore

/** What kubeadm writes on a control plane alone. */
export const controlPlanePaths: PathSet = {
  folders: ['/etc/kubernetes/pki/etcd', '/var/lib/etcd'],
  files: ['/etc/kubernetes/admin.conf', '/etc/kubernetes/controller-manager.conf', '/etc/kubernetes/scheduler.conf'],
};

/** containerd's (internal/cri/config/config_unix.go, defaults/defaults_unix.go, 2.4). */
export const containerdPaths: PathSet = {
  folders: ['/etc/containerd', '/run/containerd', '/var/run/containerd', '/run/containerd/io.containerd.runtime.v2.task/k8s.io', '/var/lib/containerd', '/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs', '/run/runc'],
  files: ['/etc/containerd/config.toml', '/usr/bin/containerd'],
  sockets: ['/run/containerd/containerd.sock', '/var/run/containerd/containerd.sock'],
}; // prettier-ignore

/** CRI-O's (pkg/config/config.go and config_unix.go, 1.36), and its storage's. */
export const crioPaths: PathSet = {
  folders: ['/etc/crio', '/etc/crio/crio.conf.d', '/etc/containers', '/etc/containers/registries.conf.d', '/run/crio', '/var/run/crio', '/run/containers', '/var/lib/containers', '/var/lib/containers/storage', '/var/lib/crio', '/run/crun'],
  files: ['/etc/crio/crio.conf', '/etc/containers/policy.json', '/etc/containers/registries.conf', '/usr/bin/crio', '/usr/bin/crun'],
  sockets: ['/run/crio/crio.sock', '/var/run/crio/crio.sock'],
}; // prettier-ignore

/** What each path of some sets is. */
export function typesOf(sets: readonly PathSet[]): Map<string, PathType> {
  const types = new Map<string, PathType>();
  for (const { folders, files, sockets, characterDevices, blockDevices } of sets) {
    for (const path of folders ?? []) types.set(path, 'Directory');
    for (const path of files ?? []) types.set(path, 'File');
    for (const path of sockets ?? []) types.set(path, 'Socket');
    for (const path of characterDevices ?? []) types.set(path, 'CharDevice');
    for (const path of blockDevices ?? []) types.set(path, 'BlockDevice');
  }
  return types;
}

/**
 * What there is on a usual node beside that which every Linux has: a worker, or a control plane of kubeadm, with
 * systemd, containerd and the kubelet.
 */
export const usualNodePaths: ReadonlyMap<string, PathType> = typesOf([
  systemdPaths,
  distributionPaths,
  kubeletPaths,
  kubeadmPaths,
  containerdPaths,
  controlPlanePaths,
]);
