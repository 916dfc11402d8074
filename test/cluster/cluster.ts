import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A real one-node Kubernetes cluster for tests: real control plane, real kubelet, a runtime that does as planned. */
export interface Cluster {
  kubeconfig: string;
  context: string;
  /** Every CRI call that the kubelet made, oldest first, from byte `offset` of the log. */
  criCalls(offset?: number): CriRecord[];
  criOffset(): number;
  /** What the runtime does with a namespace's containers, images and calls (cmd/fakecri says how it is read). */
  plan(namespace: string, plan: object): void;
  stop(): Promise<void>;
}

export interface CriRecord {
  /** RFC 3339 with nanoseconds. */
  start: string;
  end: string;
  /** `/runtime.v1.RuntimeService/RunPodSandbox` */
  method: string;
  request: Record<string, unknown>;
  response?: Record<string, unknown>;
  error?: { code: string; message: string };
}

const version = 'v1.37.2';
const node = 'kind-control-plane';
export const nodeIP = '172.18.0.2';
const podCIDR = '10.244.0.0/16';
const context = 'kind-kind';
const here = fileURLToPath(new URL('.', import.meta.url));
/** Built once a machine, outside the checkout: about six minutes the first time. */
export const clusterBin = join(
  process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'),
  'pod-startup',
  'cluster',
  version,
);

/** Why a cluster cannot run here, in one sentence; undefined where it can. */
export function whyNoCluster(): string | undefined {
  if (process.platform !== 'linux') return 'a kubelet needs Linux';
  if (process.getuid?.() !== 0) return 'a kubelet needs root';
  for (const [tool, source] of [
    ['go', 'Go 1.26'],
    ['etcd', "Debian's package etcd-server"],
    ['kubectl', 'kubectl'],
    ['openssl', "Debian's package openssl"],
    ['ip', "Debian's package iproute2"],
  ] as const) {
    if (tool === 'go' && existsSync(join(clusterBin, 'kubenode'))) continue;
    if (spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0) return `${tool} is missing (${source})`;
  }
  return undefined;
}

/** Builds the cluster's programs from the public Go modules where that was not done yet. */
export function buildCluster(): void {
  if (['kubenode', 'fakecri', 'criproxy'].every((program) => existsSync(join(clusterBin, program)))) return;
  mkdirSync(clusterBin, { recursive: true });
  const stamp = `-X k8s.io/component-base/version.gitVersion=${version} -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=37`;
  execFileSync('go', ['build', '-o', `${clusterBin}/`, '-ldflags', `-s -w ${stamp}`, './cmd/...'], {
    cwd: here,
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' },
    stdio: 'inherit',
  });
}

/**
 * Starts the cluster in about ten seconds and waits until its node is ready.
 * @param runtime the socket of a container runtime in place of the one that does as planned
 * @throws Error naming the part that did not come up and where its log is
 */
export async function startCluster(runtime?: string): Promise<Cluster> {
  buildCluster();
  const taken = spawnSync('sh', ['-c', `ss -ltn | grep -E ':(2379|6443|10250) '`], { encoding: 'utf8' }).stdout;
  if (taken) throw new Error(`ports of the cluster are taken, perhaps by one that still runs:\n${taken}`);
  const dir = join(tmpdir(), `pod-startup-cluster-${process.pid}`);
  const rootDir = join(dir, 'kubelet');
  for (const folder of ['etcd', 'certs', 'logs', 'plans', 'manifests', 'kubelet'])
    mkdirSync(join(dir, folder), { recursive: true });
  const children: ChildProcess[] = [];
  const start = (name: string, command: string, args: string[]): void => {
    const log = openSync(join(dir, 'logs', `${name}.log`), 'w');
    children.push(spawn(command, args, { cwd: dir, stdio: ['ignore', log, log] }));
  };
  const stop = async (): Promise<void> => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(timer);
    }
    spawnSync('ip', ['route', 'del', 'local', podCIDR, 'dev', 'lo']);
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
    for (const mount of mounts.filter((path) => path.startsWith(rootDir)).reverse()) spawnSync('umount', [mount]);
    rmSync(dir, { recursive: true, force: true });
  };

  try {
    writeFiles(dir);
    const kubeconfig = join(dir, 'admin.kubeconfig');
    const addresses = execFileSync('ip', ['address', 'show', 'dev', 'lo'], { encoding: 'utf8' });
    if (!addresses.includes(`${nodeIP}/`)) execFileSync('ip', ['address', 'add', `${nodeIP}/32`, 'dev', 'lo']);
    // The pods' addresses answer nothing, and probes to them stay on this machine.
    if (!runtime) execFileSync('ip', ['route', 'replace', 'local', podCIDR, 'dev', 'lo']);
    const kubenode = join(clusterBin, 'kubenode');
    start('etcd', 'etcd', [
      '--data-dir',
      join(dir, 'etcd'),
      '--unsafe-no-fsync',
      '--listen-peer-urls',
      'http://127.0.0.1:2380',
      '--listen-client-urls',
      'http://127.0.0.1:2379',
      '--advertise-client-urls',
      'http://127.0.0.1:2379',
    ]);
    start('apiserver', kubenode, [
      'kube-apiserver',
      '--etcd-servers=http://127.0.0.1:2379',
      `--cert-dir=${dir}/certs`,
      '--secure-port=6443',
      '--bind-address=127.0.0.1',
      `--advertise-address=${nodeIP}`,
      '--endpoint-reconciler-type=none',
      '--service-cluster-ip-range=10.96.0.0/16',
      '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
      `--service-account-signing-key-file=${dir}/sa.key`,
      `--service-account-key-file=${dir}/sa.pub`,
      `--token-auth-file=${dir}/tokens.csv`,
      '--authorization-mode=Node,RBAC',
      '--kubelet-preferred-address-types=InternalIP', // the node's name is in no DNS
      '--enable-admission-plugins=NodeRestriction',
      '--allow-privileged=true',
    ]);
    const kubectl = (...args: string[]): string =>
      spawnSync('kubectl', ['--kubeconfig', kubeconfig, ...args], { encoding: 'utf8' }).stdout;
    await until(dir, 'apiserver', () => kubectl('get', '--raw', '/readyz') === 'ok');
    start('manager', kubenode, [
      'kube-controller-manager',
      `--kubeconfig=${dir}/manager.kubeconfig`,
      '--leader-elect=false',
      `--service-account-private-key-file=${dir}/sa.key`,
      `--root-ca-file=${dir}/certs/apiserver.crt`,
      '--use-service-account-credentials=true',
    ]);
    start('scheduler', kubenode, [
      'kube-scheduler',
      `--kubeconfig=${dir}/scheduler.kubeconfig`,
      '--leader-elect=false',
    ]);
    if (!runtime) {
      start('fakecri', join(clusterBin, 'fakecri'), ['-listen', `${dir}/runtime.sock`, '-plans', `${dir}/plans`]);
      await until(dir, 'fakecri', () => existsSync(`${dir}/runtime.sock`));
    }
    start('criproxy', join(clusterBin, 'criproxy'), [
      '-listen',
      `${dir}/cri.sock`,
      '-target',
      runtime ?? `${dir}/runtime.sock`,
      '-out',
      `${dir}/cri.jsonl`,
    ]);
    // A kubelet that finds no runtime ends at once.
    await until(dir, 'criproxy', () => existsSync(`${dir}/cri.sock`));
    start('kubelet', kubenode, [
      'kubelet',
      `--kubeconfig=${dir}/kubelet.kubeconfig`,
      `--config=${dir}/kubelet.yaml`,
      `--hostname-override=${node}`,
      `--root-dir=${rootDir}`,
      `--node-ip=${nodeIP}`,
      '--v=2',
    ]);
    const ready = ['get', 'node', node, '-o', 'jsonpath={.status.conditions[?(@.type=="Ready")].status}'];
    await until(
      dir,
      'kubelet',
      () => kubectl(...ready) === 'True' && kubectl('get', 'serviceaccount', 'default') !== '',
    );

    const log = join(dir, 'cri.jsonl');
    return {
      kubeconfig,
      context,
      criOffset: () => (existsSync(log) ? statSync(log).size : 0),
      criCalls: (offset = 0) =>
        readFileSync(log)
          .subarray(offset)
          .toString('utf8')
          .split('\n')
          .filter((line) => line.endsWith('}'))
          .map((line) => JSON.parse(line) as CriRecord),
      plan: (namespace, plan) => writeFileSync(join(dir, 'plans', `${namespace}.json`), JSON.stringify(plan)),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits up to a minute for a part to be there. */
async function until(dir: string, part: string, done: () => boolean): Promise<void> {
  for (let i = 0; i < 120; i++) {
    if (done()) return;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const log = readFileSync(join(dir, 'logs', `${part}.log`), 'utf8')
    .split('\n')
    .slice(-15)
    .join('\n');
  throw new Error(`the cluster's ${part} did not come up within a minute; the end of its log:\n${log}`);
}

/** Keys, tokens, kubeconfigs and the kubelet's configuration. */
function writeFiles(dir: string): void {
  execFileSync('openssl', ['genrsa', '-out', join(dir, 'sa.key'), '2048'], { stdio: 'ignore' });
  execFileSync('openssl', ['rsa', '-in', join(dir, 'sa.key'), '-pubout', '-out', join(dir, 'sa.pub')], {
    stdio: 'ignore',
  });
  const users = {
    admin: 'admin,admin,system:masters',
    kubelet: `system:node:${node},kubelet,system:nodes`,
    manager: 'system:kube-controller-manager,manager',
    scheduler: 'system:kube-scheduler,scheduler',
  };
  writeFileSync(
    join(dir, 'tokens.csv'),
    Object.entries(users)
      .map(([user, rest]) => `${user}-token,${rest}\n`)
      .join(''),
  );
  for (const user of Object.keys(users)) {
    const config = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [{ name: context, cluster: { server: 'https://127.0.0.1:6443', 'insecure-skip-tls-verify': true } }],
      users: [{ name: user, user: { token: `${user}-token` } }],
      contexts: [{ name: context, context: { cluster: context, user } }],
      'current-context': context,
    };
    writeFileSync(join(dir, `${user}.kubeconfig`), JSON.stringify(config));
  }
  writeFileSync(join(dir, 'resolv.conf'), 'nameserver 8.8.8.8\nsearch c.internal.example\noptions ndots:0\n');
  const kubelet = {
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: { anonymous: { enabled: true }, webhook: { enabled: false } },
    authorization: { mode: 'AlwaysAllow' },
    cgroupDriver: 'cgroupfs',
    clusterDNS: ['10.96.0.10'],
    clusterDomain: 'cluster.local',
    containerRuntimeEndpoint: `unix://${dir}/cri.sock`,
    eventRecordQPS: 0,
    evictionHard: { 'imagefs.available': '0%', 'nodefs.available': '0%', 'nodefs.inodesFree': '0%' },
    failCgroupV1: false,
    failSwapOn: false,
    imageGCHighThresholdPercent: 100,
    maxPods: 500,
    podLogsDir: join(dir, 'pod-logs'),
    resolvConf: join(dir, 'resolv.conf'),
    staticPodPath: join(dir, 'manifests'),
  };
  writeFileSync(join(dir, 'kubelet.yaml'), JSON.stringify(kubelet));
}
