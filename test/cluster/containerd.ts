import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { goProgram } from '../../tools/goProgram.mjs';
import { clusterBin, whyNoCluster } from './cluster';
import { startRegistry } from './imageRegistry';

/** A real containerd with runc, CNI plugins and a registry of its own. */
export interface Containerd {
  /** Its socket's path. */
  socket: string;
  stop(): Promise<void>;
}

const version = '2.4.2';
const pauseImage = 'registry.k8s.io/pause:3.10.1';
const plugins = '/usr/lib/cni';
const cache = join(dirname(dirname(clusterBin)), `containerd-${version}`);

/** Why containerd cannot run here, in one sentence; undefined where it can. */
export function whyNoContainerd(): string | undefined {
  const noCluster = whyNoCluster();
  if (noCluster !== undefined) return noCluster;
  for (const [path, source] of [
    ['runc', 'runc'],
    ['tar', 'tar'],
    ['/bin/busybox', 'busybox-static'],
    [join(plugins, 'bridge'), 'containernetworking-plugins'],
    ['iptables', 'iptables'],
  ] as const)
    if (spawnSync('sh', ['-c', `command -v ${path}`]).status !== 0)
      return `${path} is missing (Debian's package ${source})`;
  return undefined;
}

/** The path of crictl, built from its public Go module where that was not done yet. */
function crictlProgram(): string {
  const { path, missing } = goProgram('sigs.k8s.io/cri-tools/cmd/crictl@v1.37.0');
  if (path === undefined) throw new Error(missing);
  return path;
}

/** Builds containerd from its public Go modules where that was not done yet. */
export function buildContainerd(): void {
  const programs = ['containerd', 'containerd-shim-runc-v2', 'pause'].map((name) => join(cache, name));
  mkdirSync(cache, { recursive: true });
  const env = { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-mod=readonly' };
  if (!programs.every((program) => existsSync(program)))
    execFileSync(
      'go',
      [
        'build',
        '-o',
        `${cache}/`,
        '-ldflags',
        `-s -w -X github.com/containerd/containerd/v2/version.Version=${version}`,
        'github.com/containerd/containerd/v2/cmd/containerd',
        'github.com/containerd/containerd/v2/cmd/containerd-shim-runc-v2',
        './pause',
      ],
      { cwd: fileURLToPath(new URL('containerd', import.meta.url)), env, stdio: 'inherit' },
    );
}

/**
 * Starts containerd in a second, waits until it serves, and has it pull what its pods need, and these images.
 * @throws Error with the end of its log
 */
export async function startContainerd(images: readonly string[]): Promise<Containerd> {
  buildContainerd();
  crictlProgram();
  const dir = mkdtempSync(join(tmpdir(), 'pod-startup-containerd-'));
  const registry = await startRegistry(join(cache, 'pause'));
  const config = `version = 3
root = "${dir}/root"
state = "${dir}/state"
[grpc]
  address = "${dir}/containerd.sock"
[ttrpc]
  address = "${dir}/containerd.sock.ttrpc"
[plugins.'io.containerd.cri.v1.images'.pinned_images]
  sandbox = "${pauseImage}"
[plugins.'io.containerd.cri.v1.images'.registry]
  config_path = "${dir}/certs.d"
[plugins.'io.containerd.cri.v1.runtime']
  restrict_oom_score_adj = true
  [plugins.'io.containerd.cri.v1.runtime'.cni]
    bin_dirs = ["${plugins}"]
    conf_dir = "${dir}/net.d"
`;
  const network = {
    cniVersion: '0.4.0',
    name: 'kindnet',
    plugins: [
      {
        type: 'bridge',
        bridge: 'cni-podstartup',
        isGateway: true,
        ipMasq: false,
        ipam: {
          type: 'host-local',
          dataDir: `${dir}/addresses`,
          ranges: [[{ subnet: '10.244.0.0/24' }]],
          routes: [{ dst: '0.0.0.0/0' }],
        },
      },
      { type: 'portmap', capabilities: { portMappings: true } },
    ],
  };
  for (const folder of ['certs.d/_default', 'net.d']) mkdirSync(join(dir, folder), { recursive: true });
  writeFileSync(join(dir, 'config.toml'), config);
  writeFileSync(join(dir, 'net.d/10-kindnet.conflist'), JSON.stringify(network));
  writeFileSync(
    join(dir, 'certs.d/_default/hosts.toml'),
    `[host."http://${registry.host}"]\n  capabilities = ["pull", "resolve"]\n`,
  );
  const log = join(dir, 'containerd.log');
  const output = openSync(log, 'w');
  const child = spawn(join(cache, 'containerd'), ['-c', join(dir, 'config.toml')], {
    env: { ...process.env, PATH: `${cache}:${process.env['PATH']}` },
    stdio: ['ignore', output, output],
  });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    }
    registry.stop();
    spawnSync('ip', ['link', 'del', 'cni-podstartup']);
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '');
    for (const mount of mounts.filter((path) => path.startsWith(dir)).reverse()) spawnSync('umount', [mount]);
    rmSync(dir, { recursive: true, force: true });
  };
  const socket = join(dir, 'containerd.sock');
  try {
    for (let i = 0; i < 120 && crictl(socket, 'info').status !== 0; i++)
      await new Promise((resolve) => setTimeout(resolve, 250));
    // The registry is in this process, which serves nothing while it waits for a program.
    for (const image of [pauseImage, ...images])
      await promisify(execFile)(crictlProgram(), ['pull', image], { env: crictlEnvironment(socket) });
    return { socket, stop };
  } catch (error) {
    const words = readFileSync(log, 'utf8').split('\n').slice(-15).join('\n');
    await stop();
    throw new Error(`containerd is of no use; the end of its log:\n${words}`, { cause: error });
  }
}

/** Runs crictl with a runtime's socket. */
export function crictl(socket: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(crictlProgram(), args, {
    env: crictlEnvironment(socket),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
}

/** What makes the script of a replay find crictl and the runtime. */
export function crictlEnvironment(socket: string): NodeJS.ProcessEnv {
  const endpoint = `unix://${socket}`;
  return {
    ...process.env,
    CRICTL: crictlProgram(),
    CONTAINER_RUNTIME_ENDPOINT: endpoint,
    IMAGE_SERVICE_ENDPOINT: endpoint,
  };
}
