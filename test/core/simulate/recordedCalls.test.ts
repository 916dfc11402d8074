import { Base64 } from 'js-base64';
import { describe, expect, test } from 'vitest';
import { recordings, type Recording, type RecordingSet } from '../../recordings/recordings';
import { replaySimulation } from './replaySimulation';
import { sortedDeep, withoutUnknowable } from './unknowable';

interface Call {
  method: string;
  request?: unknown;
  response?: unknown;
  error?: unknown;
}

/** Polls are the PLEG's; ExecSync repeats as often as there was time; what is cleared away at the end is chance. */
const polls = new Set(['PodSandboxStatus', 'ContainerStatus', 'ReopenContainerLog']);
const atTheEnd = new Set(['ExecSync', 'StopPodSandbox', 'RemovePodSandbox', 'RemoveContainer']);

/** Why a recording's calls can not be equal; ARCHITECTURE.md has the list. */
const chance: Partial<Record<RecordingSet, ReadonlySet<string>>> = {
  // The volume of the case before it, of the same name, was still there and could not be bound again.
  own: new Set(['container.volume.persistentVolumeClaim.readOnly']),
  // The runtime's own errors when a container is removed twice, and sidecars that end in the very moment of a sync.
  containerd: new Set(['pod.initContainers.sidecar', 'pod.initContainers.two']),
};

describe.each(['own', 'v2', 'containerd', 'rules'] as const)('the calls of %s', (set) => {
  const cases = recordings(set).filter(({ name }) => !chance[set]?.has(name));
  test.each(cases.map((recording) => [recording.name, recording] as const))('%s', (_name, recording) => {
    const wanted = callsByPod(recording.cri, recording);
    const made = callsByPod(replaySimulation(recording).calls, recording, true);
    const openEnded = recording.actions !== undefined || /^h?fault\./.test(recording.name);
    expect(made.length).toBe(wanted.length);
    for (const [i, want] of wanted.entries()) {
      const got = made[i]!;
      const length =
        openEnded || want.length > 14 ? Math.min(want.length, got.length) : Math.max(want.length, got.length);
      expect(got.length).toBeGreaterThanOrEqual(0.6 * want.length);
      expect(settled(got.slice(0, length).map(({ method }) => method))).toEqual(
        settled(want.slice(0, length).map(({ method }) => method)),
      );
      for (const [j, call] of want.slice(0, length).entries()) {
        if (got[j]?.method === call.method) expect(got[j]).toEqual(call);
      }
    }
  });
});

/** Each pod's calls in order, the pods in the order of their requests. */
function callsByPod(calls: readonly Call[], recording: Recording, simulated = false): Call[][] {
  const pods = new Map<string, { name: string; calls: Call[] }>();
  const owner = new Map<string, string>();
  const uids = new Set(
    calls.filter(({ method }) => method.endsWith('RunPodSandbox')).map((call) => metadataOf(call)?.uid),
  );
  for (const call of calls) {
    const method = call.method.replace(/^.*\//, '');
    if (polls.has(method)) continue;
    const request = (call.request ?? {}) as { pod_sandbox_id?: string; container_id?: string };
    const metadata = metadataOf(call);
    let uid = metadata?.uid ?? owner.get(request.pod_sandbox_id ?? '') ?? owner.get(request.container_id ?? '');
    const { pod_sandbox_id: sandbox, container_id: container } = (call.response ?? {}) as {
      pod_sandbox_id?: string;
      container_id?: string;
    };
    if (uid) for (const id of [sandbox, container]) if (id) owner.set(id, uid);
    // ImageStatus names no pod: it counts where there is only one.
    if (!uid && method === 'ImageStatus' && uids.size === 1) uid = [...pods.keys()][0];
    if (!uid) continue;
    let pod = pods.get(uid);
    if (!pod) pods.set(uid, (pod = { name: metadata?.name ?? '', calls: [] }));
    const seen = withoutUnknowable(simulated ? call.request : decoded(call.request), { ...recording, pod: pod.name });
    const made = { method: call.error ? `${method} (failed)` : method, request: sortedDeep(seen) };
    if (method === 'ExecSync' && pod.calls.some((other) => JSON.stringify(other) === JSON.stringify(made))) continue;
    pod.calls.push(made);
  }
  return [...pods.values()].map((pod) => pod.calls).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function metadataOf({ method, request }: Call): { name?: string; uid?: string } | undefined {
  const { config, sandbox_config: sandbox } = (request ?? {}) as Record<
    string,
    { metadata?: { name?: string; uid?: string } }
  >;
  return (method.endsWith('RunPodSandbox') ? config : sandbox)?.metadata;
}

/** A recording has bytes as base64; the simulation holds them as text. */
function decoded(request: unknown): unknown {
  const config = (request as { config?: { envs?: { key: string; value?: string }[] } } | undefined)?.config;
  if (!config?.envs) return request;
  const envs = config.envs.map(({ key, value }) => ({
    key,
    ...(value !== undefined && { value: Base64.decode(value) }),
  }));
  return { ...(request as object), config: { ...config, envs } };
}

function settled(methods: string[]): string[] {
  let end = methods.length;
  while (end > 0 && atTheEnd.has(methods[end - 1]!)) end--;
  return methods.slice(0, end);
}
