import type { Outcome } from '../trace/trace';
import { after, before, bounds } from './callBounds';
import type { LogLine } from './logLine';
import { timeOfCall, type NodeCall } from './nodeCall';
import { failedWith, succeeded } from './observedCall';

/** What a line says: a call was asked for, or it was answered. `key` is the same on both lines. */
interface CallLine {
  key: string;
  answered: boolean;
  call: Omit<NodeCall, 'start' | 'end' | 'outcome' | 'evidence'>;
}

const answer = '(?: returns \\w[\\w ]*?(?: "(?<id>[^"]*)")?| failed(?:, error)?)';
const lines: readonly { pattern: RegExp; read: (groups: Readonly<Record<string, string>>) => CallLine['call'] }[] = [
  {
    pattern: new RegExp(`^RunPodSandbox for (?<metadata>.+?)(?<answer>${answer})?$`),
    read: ({ metadata = '', id }) => {
      const [uid, pod, namespace] = ['uid', 'name', 'namespace'].map((name) => field(metadata, name));
      const attempt = Number(field(metadata, 'attempt') || 0);
      return {
        method: 'RunPodSandbox',
        uid: uid ?? '',
        request: { config: { metadata: { name: pod, uid, namespace, ...(attempt && { attempt }) } } },
        ...(id && { response: { pod_sandbox_id: id } }),
      };
    },
  },
  {
    pattern: new RegExp(
      `^CreateContainer within sandbox "(?<sandbox>\\w+)" for (?:container )?(?<metadata>(?:&|name).+?)(?<answer>${answer})?$`,
    ),
    read: ({ sandbox, metadata = '', id }) => {
      const container = field(metadata, 'name');
      const attempt = Number(field(metadata, 'attempt') || 0);
      return {
        method: 'CreateContainer',
        container,
        request: { pod_sandbox_id: sandbox, config: { metadata: { name: container, ...(attempt && { attempt }) } } },
        ...(id && { containerId: id, response: { container_id: id } }),
      };
    },
  },
  {
    pattern: new RegExp(`^StartContainer for "(?<container>\\w+)"(?<answer>${answer})?$`),
    read: ({ container = '' }) => ({
      method: 'StartContainer',
      containerId: container,
      request: { container_id: container },
    }),
  },
  {
    pattern: new RegExp(`^PullImage "(?<image>[^"]+)"(?<answer>${answer})?$`),
    read: ({ image = '', id }) => ({
      method: 'PullImage',
      image,
      request: { image: { image } },
      ...(id && { response: { image_ref: id } }),
    }),
  },
];

/**
 * The CRI calls that containerd logs at level info (internal/cri/instrument/instrumented_service.go, 2.3; the same words since
 * 1.6): a line when a request came and one when it is answered. A sandbox's names the pod, a container's creation the
 * sandbox, its start the container.
 */
export function containerdCalls(log: readonly LogLine[]): NodeCall[] {
  const calls: NodeCall[] = [];
  const open = new Map<string, NodeCall[]>();
  for (const { at, message, fields } of log) {
    const line = callLine(message);
    if (!line) continue;
    const { key, answered, call } = line;
    const waiting = open.get(key) ?? [];
    const exact = { earliest: at, latest: at };
    const evidence = [{ what: 'containerd log', text: message, at: { at, precision: 0 } }];
    if (!answered) {
      const asked = { ...call, start: before(exact, bounds.logged), outcome: succeeded, evidence };
      calls.push(asked);
      open.set(key, [...waiting, asked]);
      continue;
    }
    const told: Partial<NodeCall> = { ...call, end: after(exact, bounds.logged), outcome: outcomeOf(message, fields) };
    // Of two pulls of one image at once nobody knows which was answered first.
    const asked = waiting.length === 1 ? waiting[0] : undefined;
    if (asked) Object.assign(asked, told, { evidence: [...asked.evidence, ...evidence] });
    else calls.push({ ...call, ...told, evidence } as NodeCall);
    open.set(key, waiting.slice(1));
  }
  return joined(calls);
}

function callLine(message: string): CallLine | undefined {
  for (const { pattern, read } of lines) {
    const groups = pattern.exec(message)?.groups;
    if (!groups) continue;
    const call = read(groups);
    return { key: JSON.stringify([call.method, call.request]), answered: groups['answer'] !== undefined, call };
  }
  return undefined;
}

/** A sandbox's id says whose its containers are, a container's id whose start it is. */
function joined(calls: readonly NodeCall[]): NodeCall[] {
  const sandboxes = new Map<string, string>();
  const containers = new Map<string, Pick<NodeCall, 'uid' | 'container'>>();
  return [...calls]
    .sort((a, b) => timeOfCall(a) - timeOfCall(b))
    .map((call) => {
      const { method, request, response, uid, container, containerId = '' } = call;
      if (method === 'RunPodSandbox') {
        sandboxes.set((response as { pod_sandbox_id?: string } | undefined)?.pod_sandbox_id ?? '', uid ?? '');
        return call;
      }
      if (method === 'StartContainer') return { ...call, ...containers.get(containerId) };
      if (method !== 'CreateContainer') return call;
      const owner = sandboxes.get((request as { pod_sandbox_id: string }).pod_sandbox_id);
      const whose = { ...(owner && { uid: owner }), ...(container && { container }) };
      containers.set(containerId, whose);
      return { ...call, ...whose };
    });
}

function outcomeOf(message: string, fields: LogLine['fields']): Outcome {
  return / failed(?:, error)?$/.test(message) ? failedWith(fields.get('error') ?? message) : succeeded;
}

/** Of metadata as Go prints it, `&PodSandboxMetadata{Name:web,Uid:…,}` until containerd 2.1, `name:"web"  uid:"…"` since. */
function field(metadata: string, name: string): string {
  const text = new RegExp(`\\b${name}:"?([^",{}]*?)["\\s,}]`, 'i').exec(`${metadata} `)?.[1];
  return text ?? '';
}
