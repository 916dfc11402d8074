import type { PathType } from '../scenario/scenario';

const folders = [
  // Linux with systemd.
  '/dev/disk', '/dev/mapper', '/dev/pts', '/dev/hugepages', '/dev/mqueue', '/dev/bus/usb', '/dev/net', '/dev/dri', '/dev/input', '/dev/snd', '/dev/infiniband', '/dev/vfio',
  '/etc/cron.d', '/etc/default', '/etc/init.d', '/etc/ld.so.conf.d', '/etc/modprobe.d', '/etc/modules-load.d', '/etc/pam.d', '/etc/pki', '/etc/profile.d', '/etc/security', '/etc/ssh', '/etc/sysctl.d', '/etc/sysconfig', '/etc/systemd', '/etc/systemd/network', '/etc/systemd/system', '/etc/udev', '/etc/udev/rules.d', '/etc/ca-certificates',
  '/lib/modules', '/lib/systemd', '/lib64', '/lib/udev', '/media', '/proc/1/ns', '/proc/net', '/proc/sys', '/proc/sys/net', '/run/dbus', '/run/lock', '/run/log', '/run/log/journal', '/run/netns', '/run/systemd', '/run/systemd/private', '/run/udev', '/run/user', '/var/run/dbus', '/var/run/netns', '/var/run/systemd', '/var/lock',
  '/sys/block', '/sys/bus', '/sys/bus/pci', '/sys/bus/pci/devices', '/sys/class', '/sys/class/net', '/sys/dev', '/sys/devices', '/sys/devices/system', '/sys/firmware', '/sys/fs', '/sys/fs/bpf', '/sys/kernel', '/sys/kernel/btf', '/sys/kernel/config', '/sys/kernel/debug', '/sys/kernel/security', '/sys/kernel/tracing', '/sys/module',
  '/usr/lib/modules', '/usr/lib/systemd', '/usr/lib64', '/usr/libexec', '/usr/local/bin', '/usr/local/lib', '/usr/local/sbin', '/usr/sbin', '/usr/share/ca-certificates', '/usr/share/hwdata', '/usr/src', '/usr/local/share/ca-certificates', '/var/lib/systemd', '/var/log/journal', '/var/spool', '/var/spool/cron',
  // The kubelet, its plugins and the network's.
  '/etc/cni', '/etc/cni/net.d', '/opt/cni', '/opt/cni/bin', '/usr/libexec/kubernetes', '/usr/libexec/kubernetes/kubelet-plugins', '/usr/libexec/kubernetes/kubelet-plugins/volume/exec', '/usr/libexec/kubernetes/kubelet-plugins/net/exec', '/var/lib/cni', '/var/lib/cni/networks', '/var/lib/kubelet/checkpoints', '/var/lib/kubelet/device-plugins', '/var/lib/kubelet/pki', '/var/lib/kubelet/plugins', '/var/lib/kubelet/plugins_registry', '/var/lib/kubelet/pod-resources', '/var/lib/kubelet/pods', '/var/lib/kubelet/seccomp', '/var/log/containers', '/run/flannel', '/etc/kubernetes/manifests',
  // containerd.
  '/etc/containerd', '/run/containerd', '/var/run/containerd', '/run/containerd/io.containerd.runtime.v2.task/k8s.io', '/var/lib/containerd', '/var/lib/containerd/io.containerd.snapshotter.v1.overlayfs', '/run/runc',
  // A control plane made by kubeadm.
  '/etc/kubernetes/pki', '/etc/kubernetes/pki/etcd', '/var/lib/etcd',
]; // prettier-ignore
const files = ['/etc/crictl.yaml', '/etc/containerd/config.toml', '/etc/ld.so.cache', '/etc/lsb-release', '/etc/nsswitch.conf', '/etc/shadow', '/etc/sudoers', '/etc/timezone', '/etc/ssl/certs/ca-certificates.crt', '/lib/os-release', '/proc/cmdline', '/proc/cpuinfo', '/proc/meminfo', '/proc/mounts', '/proc/stat', '/proc/version', '/run/utmp', '/run/xtables.lock', '/sys/kernel/btf/vmlinux', '/usr/lib/os-release', '/usr/bin/containerd', '/usr/bin/kubelet', '/usr/bin/nsenter', '/usr/sbin/iptables', '/var/lib/kubelet/config.yaml', '/var/lib/kubelet/kubeconfig', '/var/lib/kubelet/kubeadm-flags.env', '/var/log/syslog', '/var/log/messages', '/var/log/auth.log', '/var/run/utmp', '/etc/kubernetes/admin.conf', '/etc/kubernetes/kubelet.conf', '/etc/kubernetes/controller-manager.conf', '/etc/kubernetes/scheduler.conf', '/etc/kubernetes/bootstrap-kubelet.conf']; // prettier-ignore
const sockets = ['/run/containerd/containerd.sock', '/var/run/containerd/containerd.sock', '/run/dbus/system_bus_socket', '/var/run/dbus/system_bus_socket', '/run/systemd/journal/socket', '/run/systemd/notify', '/run/udev/control', '/dev/log', '/var/lib/kubelet/device-plugins/kubelet.sock', '/var/lib/kubelet/pod-resources/kubelet.sock']; // prettier-ignore
const characterDevices = ['/dev/console', '/dev/fuse', '/dev/kmsg', '/dev/kvm', '/dev/mem', '/dev/net/tun', '/dev/ptmx', '/dev/vhost-net', '/dev/watchdog', '/dev/loop-control', '/dev/mapper/control', '/dev/infiniband/rdma_cm', '/dev/port', '/dev/vfio/vfio']; // prettier-ignore
const blockDevices = ['/dev/loop0', '/dev/sda', '/dev/sda1', '/dev/vda', '/dev/nvme0n1'];

/**
 * What there is on a usual node beside that which every Linux has: a worker, or a control plane of kubeadm, with
 * systemd, containerd and the kubelet.
 */
export const usualNodePaths: ReadonlyMap<string, PathType> = new Map([
  ...folders.map((path) => [path, 'Directory'] as const),
  ...files.map((path) => [path, 'File'] as const),
  ...sockets.map((path) => [path, 'Socket'] as const),
  ...characterDevices.map((path) => [path, 'CharDevice'] as const),
  ...blockDevices.map((path) => [path, 'BlockDevice'] as const),
]);
