import { execFileSync, spawnSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Pod } from '../../src/core/api/types';
import { start } from '../../src/core/circumstances/start';
import { crictlExport } from '../../src/core/crictl/crictlExport';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { clusterBin, startCluster, type CriRecord } from './cluster';
import { crictl, crictlEnvironment, startContainerd, whyNoContainerd, type Containerd } from './containerd';
import { podImage, replayedManifests } from './replayedManifests';

const reason = whyNoContainerd();

/** What is seen inside a container, by what is looked at. */
type Seen = Record<string, string>;

/** What a container tells of itself; of the mounts where they are and how, and not what lies under them. */
const look = `
look() { echo "== $1"; shift; "$@" 2>&1; }
variables() { tr '\\0' '\\n' </proc/self/environ | sort; }
mounts() { awk '{ print $5, $6 }' /proc/self/mountinfo | sort; }
limits() { for one in memory/memory.limit_in_bytes cpu/cpu.shares cpu/cpu.cfs_quota_us memory.max cpu.max cpu.weight; do [ ! -f /sys/fs/cgroup/$one ] || { echo $one; cat /sys/fs/cgroup/$one; }; done; cat /proc/self/oom_score_adj; }
rights() { grep -E '^(Cap|NoNewPrivs|Seccomp:)' /proc/self/status; }
files() { for one in $(find -L /v -name '..?*' -prune -o -type d -print | sort); do ( cd "$one"; for file in *; do [ ! -e "$file" ] || { stat -L -c "$one/%n %a %u %g" "$file"; [ ! -f "$file" ] || md5sum <"$file"; }; done ); done; stat -c '%n %a %u %g' /v/*; }
look variables variables
look user id
look host hostname
look hosts cat /etc/hosts
look dns cat /etc/resolv.conf
look mounts mounts
look limits limits
look rights rights
look folder pwd
look files files
`;

function seenIn(socket: string, id: string): Seen {
  const { stdout, stderr } = crictl(socket, 'exec', id, 'sh', '-c', look);
  if (!stdout.includes('== files')) throw new Error(`nothing was seen in ${id}: ${stdout}${stderr}`);
  const parts = stdout.split(/^== /m).slice(1);
  return Object.fromEntries(
    parts.map((part) => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)]),
  );
}

/** The requests that lead to a pod, by call and container. */
function requestsIn(records: readonly CriRecord[], namespace: string): Record<string, unknown> {
  interface Config {
    metadata?: { name?: string; namespace?: string };
  }
  const found: Record<string, unknown> = {};
  for (const { method, request, error } of records) {
    const name = method.split('/').pop() ?? '';
    const { config, sandbox_config: sandbox = config } = request as Record<
      'config' | 'sandbox_config',
      Config | undefined
    >;
    if (error || sandbox?.metadata?.namespace !== namespace) continue;
    if (name === 'RunPodSandbox') found[name] = config;
    if (name === 'CreateContainer') found[`${name} ${config?.metadata?.name}`] = config;
  }
  return found;
}

/**
 * A text without what no two pods share: the uid, the address, when it was seen, and the folders on the node; and with the
 * options of DNS in one order, as a kubelet walks a Go map of them (mergeDNSOptions, pkg/kubelet/network/dns/dns.go, 1.37).
 */
function comparable(value: unknown, uid: string, address: string): unknown {
  const text = (one: string): string =>
    one
      .replaceAll(uid, 'UID')
      .replaceAll(address || 'no address', 'ADDRESS')
      .replaceAll(/^options (.*)$/gm, (_, options: string) => `options ${options.split(' ').sort().join(' ')}`)
      .replace(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/, 'TIME');
  const walk = (one: unknown, key = ''): unknown => {
    if (typeof one === 'string') {
      if (key === 'host_path' && !one.startsWith('/tmp/pod-startup-host-path')) return 'PATH';
      if (key === 'log_directory') return 'PATH';
      return text(one);
    }
    if (Array.isArray(one)) {
      if (key === 'envs') return one.map((pair: { key: string; value?: string }) => `${pair.key}=${text(Buffer.from(pair.value ?? '', 'base64').toString())}`).sort(); // prettier-ignore
      const all = one.map((item) => walk(item));
      return key === 'options' ? all.sort((a, b) => String(a).localeCompare(String(b))) : all;
    }
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(
      Object.entries(one)
        // The kubelet asks for the image by the id that the runtime gave it.
        .filter(([name]) => !(key === 'image' && name !== 'user_specified_image'))
        .map(([name, entry]) => [name, walk(entry, name)]),
    );
  };
  return walk(value);
}

interface Started {
  seen: Seen;
  requests: unknown;
}

describe.skipIf(reason !== undefined && process.env['POD_STARTUP_CI'] !== '1')(
  `crictl and a real containerd${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    const byKubelet = new Map<string, Started>();
    let containerd: Containerd;
    let proxy: ChildProcess;
    let node: { name: string; capacity: Record<string, string> };
    const dir = mkdtempSync(join(tmpdir(), 'pod-startup-crictl-'));
    const log = join(dir, 'cri.jsonl');
    const socket = join(dir, 'cri.sock');

    beforeAll(async () => {
      containerd = await startContainerd([podImage]);
      const cluster = await startCluster(containerd.socket);
      const kubectl = (args: string[], input = ''): string =>
        execFileSync('kubectl', ['--kubeconfig', cluster.kubeconfig, ...args], {
          encoding: 'utf8',
          input,
          stdio: 'pipe',
        });
      try {
        for (const [name, manifest] of Object.entries(replayedManifests)) {
          kubectl(['create', 'namespace', name]);
          await vi.waitFor(() => kubectl(['-n', name, 'get', 'serviceaccount', 'default']), 20_000);
          // In the order of the manifest, so that what a pod needs is there before it.
          kubectl(['-n', name, 'create', '-f', '-'], manifest);
        }
        for (const name of Object.keys(replayedManifests)) {
          try {
            kubectl(['-n', name, 'wait', '--for=condition=Ready', '--timeout=60s', 'pod/pod']);
          } catch (error) {
            throw new Error(kubectl(['-n', name, 'describe', 'pod', 'pod']), { cause: error });
          }
          const pod = JSON.parse(kubectl(['-n', name, 'get', 'pod', 'pod', '-o', 'json'])) as Pod;
          const { uid = '' } = pod.metadata ?? {};
          const address = pod.spec?.hostNetwork ? '' : (pod.status?.podIP ?? '');
          const id = pod.status?.containerStatuses?.[0]?.containerID?.replace('containerd://', '') ?? '';
          byKubelet.set(name, {
            seen: comparable(seenIn(containerd.socket, id), uid, address) as Seen,
            requests: comparable(requestsIn(cluster.criCalls(), name), uid, address),
          });
        }
        node = { name: 'kind-control-plane', capacity: JSON.parse(kubectl(['get', 'nodes', '-o', 'json'])).items[0].status.capacity }; // prettier-ignore
        kubectl(['delete', 'pods', '--all', '--all-namespaces', '--grace-period=1', '--timeout=120s']);
      } finally {
        await cluster.stop();
      }
      proxy = spawn(join(clusterBin, 'criproxy'), ['-listen', socket, '-target', containerd.socket, '-out', log], { stdio: 'ignore' }); // prettier-ignore
      await vi.waitFor(() => expect(existsSync(socket)).toBe(true), 20_000);
    });
    afterAll(async () => {
      proxy?.kill();
      await containerd?.stop();
      rmSync(dir, { recursive: true, force: true });
    });

    test.each(Object.keys(replayedManifests))('%s: starts as with its kubelet', (name) => {
      const simulation = start({
        objects: parseManifest(replayedManifests[name]!).objects.map(({ value }) => value),
        circumstances: {
          namespace: name,
          node: {
            ...node,
            internalIP: '172.18.0.2',
            cgroups: existsSync('/sys/fs/cgroup/cgroup.controllers') ? 'v2, cgroupfs driver' : 'v1, cgroupfs driver',
            clusterDNS: ['10.96.0.10'],
            clusterDomain: 'cluster.local',
            resolvConf: { servers: ['8.8.8.8'], searches: ['c.internal.example'], options: ['ndots:0'] },
            failCgroupV1: false,
          },
        },
        revealSecrets: true,
      });
      const made = crictlExport(simulation);
      expect(made.pods).toEqual([`${name}/pod`]);
      const folder = join(dir, name);
      for (const { path, content } of made.files) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), 'text' in content ? content.text : Buffer.from(content.base64, 'base64'));
      }
      const options = { env: crictlEnvironment(socket), encoding: 'utf8' } as const;
      let uid = '';
      const up = spawnSync('sh', [join(folder, 'replay.sh'), 'up'], options);
      try {
        expect(up.status, up.stderr).toBe(0);
        const id = readFileSync(join(folder, 'run/ids/app'), 'utf8').trim();
        const sandbox = JSON.parse(crictl(containerd.socket, 'inspectp', readFileSync(join(folder, 'run/ids/.sandbox'), 'utf8').trim()).stdout); // prettier-ignore
        const address = sandbox.status.network?.ip ?? '';
        uid = sandbox.status.metadata.uid;
        const records = readFileSync(log, 'utf8').split('\n').filter((line) => line.endsWith('}')).map((line) => JSON.parse(line) as CriRecord); // prettier-ignore
        const kubelet = byKubelet.get(name);
        expect(comparable(seenIn(containerd.socket, id), uid, address)).toEqual(kubelet?.seen);
        expect(comparable(requestsIn(records, name), uid, address)).toEqual(kubelet?.requests);
      } finally {
        const down = spawnSync('sh', [join(folder, 'replay.sh'), 'down'], options);
        expect(down.status, down.stderr).toBe(0);
      }
      expect(existsSync(join(folder, 'run'))).toBe(false);
      for (const list of [['ps', '-a'], ['pods']])
        expect(crictl(containerd.socket, ...list, '-q', '--label', `io.kubernetes.pod.uid=${uid}`).stdout).toBe('');
    });
  },
);
