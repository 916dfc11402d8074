import { Base64 } from 'js-base64';
import type { ReleaseRecording } from '../../../recordings/recordings';
import { sortedDeep, withoutUnknowable } from './unknowable';

// The rules by which a pod's recorded and simulated CRI calls are held side by side. What is left out is what nobody can
// know (unknowable.ts), and what `compare` in the recordings' own folder leaves out:
//
// - the status polls, which are the PLEG's;
// - ExecSync with the same request and answer again: probes come as often as there was time;
// - ImageStatus where several pods make calls, since it names no pod;
// - at the end, how far clearing away and a probe's first turn had got when the recording stopped: there one side may
//   have more of these calls than the other, but in the same order;
// - the kubelet 1.18's hash of a container, which hashed a dump of Go's memory, and its ImageStatus calls for the pod of
//   the case before, which it restarted while it was deleted;
// - how large an image of containerd's is, and what other names it has on that machine.

interface Call {
  method: string;
  request?: unknown;
  response?: unknown;
  error?: unknown;
}

interface ComparedCall {
  method: string;
  request: unknown;
  response: unknown;
  error: unknown;
}

const polls = new Set(['PodSandboxStatus', 'ContainerStatus', 'ReopenContainerLog']);
const atTheEnd = new Set(['ExecSync', 'StopPodSandbox', 'RemovePodSandbox', 'RemoveContainer']);

/** In what the simulated calls of a recording differ from the recorded ones, a line each. */
export function callDifferences(recording: ReleaseRecording, simulated: readonly Call[]): string[] {
  const wanted = callsByPod(recording.cri.map(inTextOnly), recording);
  const made = callsByPod(simulated, recording);
  if (wanted.length !== made.length) return [`${made.length} pods make calls, not ${wanted.length}`];
  return wanted.flatMap((want, i) => differencesOfPod(want, made[i]!));
}

function differencesOfPod(want: readonly ComparedCall[], got: readonly ComparedCall[]): string[] {
  const methods = (calls: readonly ComparedCall[]): string => calls.map(({ method }) => method).join(' ');
  const [settledWant, settledGot] = [settled(want), settled(got)];
  if (methods(settledWant) !== methods(settledGot)) return [`calls are ${methods(got)}; not ${methods(want)}`];
  const [ends, begins] = [got.slice(settledGot.length), want.slice(settledWant.length)].map(methods);
  const differences =
    ends!.startsWith(begins!) || begins!.startsWith(ends!) ? [] : [`at the end are ${ends}; not ${begins}`];
  for (const [i, call] of want.slice(0, got.length).entries()) {
    const ours = got[i]!;
    if (ours.method !== call.method) break;
    for (const part of ['request', 'response', 'error'] as const) {
      const [a, b] = [JSON.stringify(ours[part]), JSON.stringify(call[part])];
      if (a !== b) differences.push(`${call.method} ${i}: ${part} is ${a}; not ${b}`);
    }
  }
  return differences;
}

function settled(calls: readonly ComparedCall[]): readonly ComparedCall[] {
  let end = calls.length;
  while (end > 0 && atTheEnd.has(calls[end - 1]!.method)) end--;
  return calls.slice(0, end);
}

/** Each pod's calls in order, the pods in the order of their requests. */
function callsByPod(calls: readonly Call[], recording: ReleaseRecording): ComparedCall[][] {
  const pods = new Map<string, { name: string; calls: ComparedCall[] }>();
  const owner = new Map<string, string>();
  const uids = new Set(
    calls.filter(({ method }) => method.endsWith('RunPodSandbox')).map((call) => metadataOf(call)?.uid),
  );
  for (const call of calls) {
    const method = call.method.replace(/^.*\//, '');
    if (polls.has(method)) continue;
    const request = (call.request ?? {}) as Ids;
    const metadata = metadataOf(call);
    let uid = metadata?.uid ?? owner.get(request.pod_sandbox_id ?? '') ?? owner.get(request.container_id ?? '');
    const { pod_sandbox_id: sandbox, container_id: container } = (call.response ?? {}) as Ids;
    if (uid) for (const id of [sandbox, container]) if (id) owner.set(id, uid);
    if (!uid && method === 'ImageStatus' && uids.size === 1) uid = [...pods.keys()][0];
    if (!uid) continue;
    let pod = pods.get(uid);
    if (!pod) pods.set(uid, (pod = { name: metadata?.name ?? '', calls: [] }));
    const made = compared(method, call, recording, pod.name);
    if (method === 'ExecSync' && pod.calls.some((other) => JSON.stringify(other) === JSON.stringify(made))) continue;
    pod.calls.push(made);
  }
  const made = [...pods.values()].map((pod) => (isOld(recording) ? withoutNeighbours(pod.calls) : pod.calls));
  return made.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

function compared(method: string, call: Call, recording: ReleaseRecording, pod: string): ComparedCall {
  const known = (value: unknown): unknown => {
    const text = JSON.stringify(sortedDeep(withoutUnknowable(value ?? {}, { ...recording, pod })));
    const hashless = isOld(recording)
      ? text.replace(/("io\.kubernetes\.container\.hash":)"[^"]*"/g, '$1"<hash>"')
      : text;
    const isOfMachine = method === 'ImageStatus' && recording.runtime.startsWith('containerd');
    return JSON.parse(
      isOfMachine
        ? hashless
            .replace(/("repo_digests":|"repo_tags":)\[[^\]]*\]/g, '$1"<names>"')
            .replace(/("size":)"\d+"/g, '$1"<size>"')
        : hashless,
    ) as unknown;
  };
  return { method, request: known(call.request), response: known(call.response), error: known(call.error) };
}

function isOld({ kubernetes }: ReleaseRecording): boolean {
  return kubernetes.startsWith('v1.18');
}

/** Without the ImageStatus calls after the last container's start for images that were already looked for. */
function withoutNeighbours(calls: readonly ComparedCall[]): ComparedCall[] {
  const last = calls.findLastIndex(({ method }) => method === 'StartContainer');
  if (last < 0) return [...calls];
  const imageOf = ({ request }: ComparedCall): unknown => (request as { image?: { image?: string } }).image?.image;
  const known = new Set(calls.slice(0, last).map(imageOf));
  return calls.filter((call, i) => {
    const isNeighbour = i > last && call.method === 'ImageStatus' && known.has(imageOf(call));
    return !isNeighbour || calls.slice(i).some(({ method }) => method === 'CreateContainer');
  });
}

interface Ids {
  pod_sandbox_id?: string;
  container_id?: string;
}

function metadataOf({ method, request }: Call): { name?: string; uid?: string } | undefined {
  const { config, sandbox_config: sandbox } = (request ?? {}) as Record<
    string,
    { metadata?: { name?: string; uid?: string } }
  >;
  return (method.endsWith('RunPodSandbox') ? config : sandbox)?.metadata;
}

/** A recording has bytes as base64; the simulation holds them as text. */
export function inTextOnly<T extends Call>(call: T): T {
  const { config } = (call.request ?? {}) as { config?: { envs?: { key: string; value?: string }[] } };
  const response = { ...(call.response as Record<string, unknown> | undefined) };
  for (const stream of ['stdout', 'stderr']) {
    const written = response[stream];
    if (typeof written === 'string') response[stream] = Base64.decode(written);
  }
  if (!config?.envs) return { ...call, response };
  const envs = config.envs.map(({ key, value }) => ({
    key,
    ...(value !== undefined && { value: Base64.decode(value) }),
  }));
  return { ...call, response, request: { ...(call.request as object), config: { ...config, envs } } };
}
