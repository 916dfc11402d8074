import type { Outcome } from '../../trace/trace';
import { after, before, bounds } from '../evidence/callBounds';
import type { LogLine } from './logLine';
import { timeOfCall, type NodeCall } from './nodeCall';
import { failedWith, succeeded } from '../evidence/observedCall';
import { textAt } from '../../manifest/textAt';

/** What a line says: a call was asked for, or it was answered. `key` is the same on both lines. */
interface CallLine {
  key: string;
  answered: boolean;
  call: Omit<NodeCall, 'start' | 'end' | 'outcome' | 'evidence'>;
}

const failure = / failed(?:, error)?$/;
/** What a line asks for, without the answer to it. `id` is that of the answer. */
const lines: readonly { pattern: RegExp; read: (asked: readonly string[], id?: string) => CallLine['call'] }[] = [
  {
    pattern: /^RunPodSandbox for (.+)$/,
    read: ([metadata = ''], id) => {
      const { uid, name: pod, namespace, attempt } = metadataOf(metadata);
      return {
        method: 'RunPodSandbox',
        uid,
        request: { config: { metadata: { name: pod, uid, namespace, ...(attempt && { attempt }) } } },
        ...(id && { response: { pod_sandbox_id: id } }),
      };
    },
  },
  {
    pattern: /^CreateContainer within sandbox "(\w+)" for (?:container )?((?:&|name).+)$/,
    read: ([sandbox, metadata = ''], id) => {
      const { name: container, attempt } = metadataOf(metadata);
      return {
        method: 'CreateContainer',
        container,
        request: { pod_sandbox_id: sandbox, config: { metadata: { name: container, ...(attempt && { attempt }) } } },
        ...(id && { containerId: id, response: { container_id: id } }),
      };
    },
  },
  {
    pattern: /^StartContainer for "(\w+)"$/,
    read: ([container = '']) => ({
      method: 'StartContainer',
      containerId: container,
      request: { container_id: container },
    }),
  },
  {
    pattern: /^PullImage "([^"]+)"$/,
    read: ([image = ''], id) => ({
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
      waiting.push(asked);
      open.set(key, waiting);
      continue;
    }
    const told = { ...call, end: after(exact, bounds.logged), outcome: outcomeOf(message, fields) };
    // Of two pulls of one image at once nobody knows which was answered first.
    const asked = waiting.length === 1 ? waiting[0] : undefined;
    if (asked) Object.assign(asked, told, { evidence: [...asked.evidence, ...evidence] });
    else calls.push({ ...told, evidence });
    waiting.shift();
  }
  return joined(calls);
}

function callLine(message: string): CallLine | undefined {
  const failed = failure.exec(message);
  const end = failed ? failed.index : message.lastIndexOf(' returns ');
  const returned = failed || end < 0 ? undefined : /^ returns \w[\w ]*(?:"([^"]*)")?$/.exec(message.slice(end));
  const answered = failed !== null || (returned !== undefined && returned !== null);
  const asked = answered ? message.slice(0, end) : message;
  for (const { pattern, read } of lines) {
    const match = pattern.exec(asked);
    if (!match) continue;
    const call = read(match.slice(1), returned?.[1]);
    return { key: JSON.stringify([call.method, call.request]), answered, call };
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
        sandboxes.set(textAt(response, ['pod_sandbox_id']), uid ?? '');
        return call;
      }
      if (method === 'StartContainer') return { ...call, ...containers.get(containerId) };
      if (method !== 'CreateContainer') return call;
      const owner = sandboxes.get(textAt(request, ['pod_sandbox_id']));
      const whose = { ...(owner && { uid: owner }), ...(container && { container }) };
      containers.set(containerId, whose);
      return { ...call, ...whose };
    });
}

function outcomeOf(message: string, fields: LogLine['fields']): Outcome {
  return failure.test(message) ? failedWith(fields.get('error') ?? message) : succeeded;
}

/**
 * Metadata as Go prints it, `&PodSandboxMetadata{Name:web,Uid:…,}` until containerd 2.1, `name:"web"  uid:"…"` since.
 * What it does not say is ''.
 */
function metadataOf(text: string): { uid: string; name: string; namespace: string; attempt: number } {
  const fields = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/\b(\w+):"?([^",{}\s]*)/g)) {
    const key = name.toLowerCase();
    if (!fields.has(key)) fields.set(key, value);
  }
  const field = (name: string): string => fields.get(name) ?? '';
  return { uid: field('uid'), name: field('name'), namespace: field('namespace'), attempt: Number(field('attempt')) };
}
