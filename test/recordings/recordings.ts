import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import type { Event, Pod, Service } from '../../src/core/api/types';
import type { KubernetesObject } from '../../src/core/api/kubernetesObject';
import type { Action, NodeDescription, Scenario } from '../../src/core/scenario/scenario';

/** One CRI call as the proxy before the runtime saw it: api.proto's field names, bytes as base64, defaults left out. */
export interface RecordedCall {
  start: string;
  end: string;
  /** With its service: `/runtime.v1.RuntimeService/RunPodSandbox`. */
  method: string;
  request: Record<string, unknown>;
  response?: Record<string, unknown>;
  error?: { code: string; message: string };
}

/** What a real control plane and a real kubelet did for one manifest. */
export interface Recording {
  name: string;
  note: string;
  manifest: string;
  namespace: string;
  /** `v1.37.2`, or the kubelet's `v1.18.2`. */
  kubernetes: string;
  /** `fakecri://…` or `containerd://…`. */
  runtime: string;
  /** How long it was watched. */
  seconds: number;
  plan: Scenario;
  node: NodeDescription;
  appliedAt: string;
  errors: { kind: string; name?: string; code: number; reason: string; message: string }[];
  services: Service[];
  /** The pod watch; the first object of a pod is the pod as stored. */
  watch: { at: string; type: 'ADDED' | 'MODIFIED' | 'DELETED'; object: Pod }[];
  events: Event[];
  owners?: KubernetesObject[];
  cri: RecordedCall[];
  actions?: Action[];
  namespaceLabels?: Record<string, string>;
}

/**
 * `own`, `v2` (cgroups v2), `more` and `stuck` (on a machine at its limit) under an in-memory runtime, `containerd` under the real one, `k1.18.2`
 * with the kubelet of that release. `rules` are small: one rule each, without status polls, and of a pod's watch the first and the last only;
 * so are `pulls`: who may use an image that is there, queues and retries, of 1.34, 1.35 and 1.37.
 */
export type RecordingSet = 'own' | 'v2' | 'containerd' | 'k1.18.2' | 'more' | 'stuck' | 'rules' | 'pulls';

const unpacked = new Map<RecordingSet, Recording[]>();

/** The recordings of one set; not to be changed. */
export function recordings(set: RecordingSet): readonly Recording[] {
  let cases = unpacked.get(set);
  if (!cases) {
    const packed = readFileSync(new URL(`./${set}.json.br`, import.meta.url));
    unpacked.set(set, (cases = JSON.parse(brotliDecompressSync(packed).toString('utf8')) as Recording[]));
  }
  return cases;
}

/** The releases, beside the newest one and 1.18, of which a whole cluster was recorded. */
export const recordedReleases = ['1.32', '1.33', '1.34', '1.35', '1.36'] as const;

export type RecordedRelease = (typeof recordedReleases)[number];

/** A recording of such a release: without times and status polls, of a pod's watch the first and the last, and each event once. */
export interface ReleaseRecording extends Omit<Recording, 'note' | 'appliedAt' | 'owners' | 'watch' | 'cri'> {
  watch: Omit<Recording['watch'][number], 'at'>[];
  cri: Omit<RecordedCall, 'start' | 'end'>[];
}

let releases: readonly ReleaseRecording[] | undefined;

/** The cases of `own` as clusters of another release did them; not to be changed. */
export function releaseRecordings(release: RecordedRelease): readonly ReleaseRecording[] {
  if (!releases) {
    const packed = readFileSync(new URL('./releases.json.br', import.meta.url));
    releases = JSON.parse(brotliDecompressSync(packed).toString('utf8')) as ReleaseRecording[];
  }
  return releases.filter(({ kubernetes }) => kubernetes.startsWith(`v${release}.`));
}

/** What kubectl saw of a start on a cluster of such a release, and when the runtime was really called, with whose call it was. */
export type ObservedRecording = Pick<Recording, 'name' | 'kubernetes' | 'runtime' | 'watch' | 'events' | 'cri'>;

/** Of each release a part of the cases of `own`, with their times. */
export function observedRecordings(): readonly ObservedRecording[] {
  const packed = readFileSync(new URL('./observedReleases.json.br', import.meta.url));
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as ObservedRecording[];
}

/** One field, or the number of one call, in which a case's calls differ from those of `pod.minimal`. */
export interface RecordedEffect {
  /** `CreateContainer app` */
  call: string;
  field?: string;
  without?: unknown;
  with?: unknown;
  /** `made`, `not made`, `made 2 times, not 3` */
  change?: string;
}

/** By case of `own`: how a real kubelet's calls differed from those for `pod.minimal`. */
export function recordedEffects(): Readonly<Record<string, readonly RecordedEffect[]>> {
  const packed = readFileSync(new URL('./effects.json.br', import.meta.url));
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as Record<string, RecordedEffect[]>;
}

/** A change that was asked of the API server, as its audit log has it. */
export interface RecordedChange {
  /** `admin`, `system:kube-scheduler`, `system:node:NAME`, `system:serviceaccount:kube-system:job-controller`. */
  user: string;
  verb: string;
  resource: string;
  subresource?: string;
  /** Absent where the API server made the name. */
  name?: string;
  code: number;
}

/** A recording's circumstances, and of what was recorded the audit log alone. */
export type RecordedAudit = Pick<
  Recording,
  'name' | 'manifest' | 'namespace' | 'kubernetes' | 'runtime' | 'seconds' | 'plan' | 'node' | 'services' | 'actions' | 'namespaceLabels'
> & { audit: RecordedChange[] };

/** What was asked of a real API server of 1.37, of starts that go well, of faults and of workloads of all kinds. */
export function audits(): readonly RecordedAudit[] {
  const packed = readFileSync(new URL('./audits.json.br', import.meta.url));
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as RecordedAudit[];
}

/** The release of a recording's control plane: the kubelet of 1.18.2 was recorded under one of 1.37.2. */
export function controlPlaneOf(kubernetes: string): string {
  return kubernetes.startsWith('v1.18') ? '1.37' : kubernetes;
}

/** A start as kubectl saw it, with each change that was asked of the API server in its namespace, and when. */
export type AuditedStart = Pick<Recording, 'name' | 'namespace' | 'watch' | 'events' | 'owners'> & {
  audit: (RecordedChange & { at: string; agent: string })[];
};

/** Starts on clusters of 1.37 and 1.36, with what their audit logs have. */
export function auditedStarts(): readonly AuditedStart[] {
  const packed = readFileSync(new URL('./auditedStarts.json.br', import.meta.url));
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as AuditedStart[];
}

/**
 * A whole audit log of 1.37.2, with reads, all stages and the bodies of requests and answers (level RequestResponse), of a
 * Deployment `web` with a Secret whose value is `hunter2-in-plain-sight`, and of a pod `lost`; and what kubectl saved of it.
 */
export function auditLog(): { saved: string; log: string } {
  const packed = readFileSync(new URL('./auditLog.json.br', import.meta.url));
  return JSON.parse(brotliDecompressSync(packed).toString('utf8')) as { saved: string; log: string };
}
