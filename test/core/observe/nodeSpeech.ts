import type { KubernetesObject } from '../../../src/core/api/kubernetesObject';
import type { Evidence } from '../../../src/core/observe/evidence/evidence';
import type { RecordedCall, Recording } from '../../recordings/recordings';

/** What a node's components would have written of a recording's calls: the recorded moments in their words. */

interface Told extends Omit<RecordedCall, 'error'> {
  name: string;
  uid: string;
  namespace: string;
  pod: string;
  container: string;
  error: string | undefined;
}

interface Metadata {
  name: string;
  uid?: string;
  namespace?: string;
  attempt?: number;
}

function told(recording: Recording): Told[] {
  const owners = new Map<string, Pick<Told, 'uid' | 'namespace' | 'pod' | 'container'>>();
  return [...recording.cri]
    .sort((a, b) => (a.end < b.end ? -1 : 1))
    .map((call) => {
      const name = call.method.slice(call.method.lastIndexOf('/') + 1);
      const { config, sandbox_config, container_id } = call.request as {
        config?: { metadata?: Metadata };
        sandbox_config?: { metadata: Metadata };
        container_id?: string;
      };
      const of = sandbox_config?.metadata ?? (name === 'RunPodSandbox' ? config?.metadata : undefined);
      const known = {
        uid: of?.uid ?? '',
        namespace: of?.namespace ?? '',
        pod: of?.name ?? '',
        container: name === 'CreateContainer' ? (config?.metadata?.name ?? '') : '',
      };
      const given = (call.response as { container_id?: string } | undefined)?.container_id;
      if (name === 'CreateContainer' && given) owners.set(given, known);
      const whose = name === 'StartContainer' ? (owners.get(container_id ?? '') ?? known) : known;
      return { ...call, name, ...whose, error: call.error?.message };
    });
}

function logrus(at: string, level: string, message: string, rest = ''): string {
  return `Nov 23 15:04:05.123456 node containerd[412]: time=${JSON.stringify(at)} level=${level} msg=${JSON.stringify(message)}${rest}`;
}

/** The journal's lines in containerd's words, with metadata as cri-api printed it before and since 0.34. */
export function containerdLog(recording: Recording, release: '2.1' | '2.2'): string {
  const metadata = (type: string, { name, uid, namespace, attempt = 0 }: Metadata): string =>
    release === '2.1'
      ? `&${type}{Name:${name},${uid === undefined ? '' : `Uid:${uid},Namespace:${namespace},`}Attempt:${attempt},}`
      : [
          `name:"${name}"`,
          uid !== undefined && `uid:"${uid}"`,
          namespace !== undefined && `namespace:"${namespace}"`,
          attempt > 0 && `attempt:${attempt}`,
        ]
          .filter(Boolean)
          .join('  ');
  const lines = told(recording).flatMap((call) => {
    const request = call.request as {
      config?: { metadata: Metadata };
      pod_sandbox_id?: string;
      container_id?: string;
      image?: { image: string };
    };
    const response = (call.response ?? {}) as Record<string, string>;
    const named = request.config?.metadata ?? { name: '' };
    const words: Readonly<Record<string, [string, string, string]>> = {
      RunPodSandbox: [
        `RunPodSandbox for ${metadata('PodSandboxMetadata', named)}`,
        ` returns sandbox id "${response['pod_sandbox_id']}"`,
        ' failed, error',
      ],
      CreateContainer: [
        `CreateContainer within sandbox "${request.pod_sandbox_id}" for container ${metadata('ContainerMetadata', named)}`,
        ` returns container id "${response['container_id']}"`,
        ' failed',
      ],
      StartContainer: [`StartContainer for "${request.container_id}"`, ' returns successfully', ' failed'],
      PullImage: [
        `PullImage "${request.image?.image}"`,
        ` returns image reference "${response['image_ref']}"`,
        ' failed',
      ],
    };
    const [first, good, bad] = words[call.name] ?? [];
    if (first === undefined || good === undefined) return [];
    const answered = first.replace('for container ', 'for ');
    return [
      { at: call.start, text: logrus(call.start, 'info', first) },
      {
        at: call.end,
        text:
          call.error === undefined
            ? logrus(call.end, 'info', answered + good)
            : logrus(call.end, 'error', answered + bad, ` error=${JSON.stringify(call.error)}`),
      },
    ];
  });
  return inOrder(lines);
}

/** The journal's lines in CRI-O's words. */
export function crioLog(recording: Recording): string {
  const lines = told(recording).flatMap((call, i) => {
    const { namespace, pod, container, name } = call;
    const { image, container_id } = call.request as { image?: { image: string }; container_id?: string };
    const response = (call.response ?? {}) as Record<string, string>;
    const words: Readonly<Record<string, [string, string]>> = {
      RunPodSandbox: [
        `Running pod sandbox: ${namespace}/${pod}/POD`,
        `Ran pod sandbox ${response['pod_sandbox_id']} with infra container: ${namespace}/${pod}/POD`,
      ],
      CreateContainer: [
        `Creating container: ${namespace}/${pod}/${container}`,
        `Created container ${response['container_id']}: ${namespace}/${pod}/${container}`,
      ],
      StartContainer: [`Starting container: ${container_id}`, 'Started container'],
      PullImage: [`Pulling image: ${image?.image}`, `Pulled image: ${response['image_ref']}`],
    };
    const [begins, ends] = words[name] ?? [];
    if (begins === undefined || ends === undefined) return [];
    const rest = ` id=00000000-0000-4000-8000-${String(i).padStart(12, '0')} name=/runtime.v1.RuntimeService/${name}`;
    const time = (text: string): string => text.replace('T', ' ');
    return [
      { at: call.start, text: logrus(time(call.start), 'info', begins, rest) },
      ...(call.error === undefined ? [{ at: call.end, text: logrus(time(call.end), 'info', ends, rest) }] : []),
    ];
  });
  return inOrder(lines);
}

/** OTLP JSON as a collector's file exporter writes it: the kubelet's client spans inside one syncPod a pod. */
export function kubeletSpans(recording: Recording): object {
  const nanoseconds = (at: string): string =>
    `${Date.parse(`${at.slice(0, 19)}Z`) / 1000}${(/\.(\d+)/.exec(at)?.[1] ?? '').padEnd(9, '0')}`;
  const calls = told(recording);
  const uidOf = new Map(calls.map(({ namespace, pod, uid }) => [`${namespace}/${pod}/${uid}`, uid]));
  const sync = [...new Set(uidOf.values())].filter(Boolean).map((uid) => ({
    traceId: 'a1',
    spanId: uid,
    name: 'syncPod',
    attributes: [{ key: 'k8s.pod.uid', value: { stringValue: uid } }],
  }));
  const spans = calls
    .filter(({ uid }) => uid !== '')
    .flatMap((call, i) => {
      const { image, name } = { ...call, image: /Image/.test(call.name) };
      const span = {
        traceId: 'a1',
        spanId: `c${i}`,
        parentSpanId: call.uid,
        kind: 3,
        name: `runtime.v1.${image ? 'Image' : 'Runtime'}Service/${name}`,
        startTimeUnixNano: nanoseconds(call.start),
        endTimeUnixNano: nanoseconds(call.end),
        status: call.error === undefined ? {} : { code: 2, message: call.error },
      };
      return [span, { ...span, spanId: `s${i}`, parentSpanId: `c${i}`, kind: 2 }];
    });
  return { resourceSpans: [{ resource: {}, scopeSpans: [{ spans: [...spans, ...sync] }] }] };
}

/** A recording's events as a watch brings them a little later, to a watcher whose clock is ahead by milliseconds. */
export function heardEvents({ events }: Recording, ahead = 0): Evidence[] {
  return events.map((event) => {
    const hex = /\.([0-9a-f]{16})$/.exec(event.metadata.name ?? '')?.[1];
    const happened = hex === undefined ? Date.parse(event.firstTimestamp ?? '') : Number(BigInt(`0x${hex}`)) / 1e6;
    const object = { apiVersion: 'v1', kind: 'Event', ...event } as KubernetesObject;
    return { kind: 'object', type: 'ADDED', object, arrived: { at: happened + 8 + ahead, precision: 0 } };
  });
}

/**
 * The kubelet's metrics before the first of a recording's calls and after the last, beside much that went before; read
 * by a watcher whose clock is ahead by milliseconds.
 */
export function kubeletMetrics(recording: Recording, ahead = 0): Evidence[] {
  const operations: Readonly<Record<string, string>> = {
    RunPodSandbox: 'run_podsandbox',
    PullImage: 'pull_image',
    CreateContainer: 'create_container',
    StartContainer: 'start_container',
  };
  const text = (calls: readonly RecordedCall[]): string =>
    Object.entries(operations)
      .flatMap(([method, operation]) => {
        const own = calls.filter((call) => call.method.endsWith(`/${method}`));
        const sum = own.reduce((total, { start, end }) => total + seconds(end) - seconds(start), 0);
        const series = `kubelet_runtime_operations_duration_seconds`;
        return [
          `${series}_bucket{operation_type="${operation}",le="0.005"} 3`,
          `${series}_sum{operation_type="${operation}"} ${1234.5 + sum}`,
          `${series}_count{operation_type="${operation}"} ${87 + own.length}`,
        ];
      })
      .join('\n');
  const node = recording.watch.find(({ object }) => object.spec?.nodeName)?.object.spec?.nodeName ?? '';
  const times = recording.cri.flatMap(({ start, end }) => [Date.parse(start), Date.parse(end)]);
  return [
    { kind: 'metrics', node, text: text([]), read: { at: Math.min(...times) - 3000 + ahead, precision: 50 } },
    {
      kind: 'metrics',
      node,
      text: text(recording.cri),
      read: { at: Math.max(...times) + 3000 + ahead, precision: 50 },
    },
  ];
}

/** Of the day, so that nanoseconds are kept. */
function seconds(at: string): number {
  return (Date.parse(`${at.slice(0, 19)}Z`) % 86_400_000) / 1000 + Number(`0.${/\.(\d+)/.exec(at)?.[1] ?? '0'}`);
}

function inOrder(lines: { at: string; text: string }[]): string {
  return lines
    .sort((a, b) => seconds(a.at) - seconds(b.at))
    .map(({ text }) => text)
    .join('\n');
}
