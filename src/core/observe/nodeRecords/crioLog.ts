import { after, before, bounds } from '../evidence/callBounds';
import type { LogLine } from './logLine';
import type { NodeCall } from './nodeCall';
import { succeeded } from '../evidence/observedCall';
import { entryOf } from '../../entryOf';

/** What CRI-O says when a call begins and when it has succeeded (server/*.go, 1.20 to 1.36). */
const wordings: Readonly<Record<string, { begins: RegExp; ends: RegExp }>> = {
  RunPodSandbox: {
    begins: /^Running pod sandbox: (?<namespace>[^/]+)\/(?<pod>[^/]+)\//,
    ends: /^Ran pod sandbox (?<id>\w+) with infra container: (?<namespace>[^/]+)\/(?<pod>[^/]+)\//,
  },
  PullImage: { begins: /^Pulling image: (?<image>\S+)/, ends: /^Pulled image: (?<id>\S+)/ },
  CreateContainer: {
    begins: /^Creating container: (?<namespace>[^/]+)\/(?<pod>[^/]+)\/(?<container>\S+)/,
    ends: /^Created container (?<id>\w+): (?<namespace>[^/]+)\/(?<pod>[^/]+)\/(?<container>\S+)/,
  },
  StartContainer: { begins: /^Starting container: (?<containerId>\w+)/, ends: /^Started container/ },
};
const idField: Readonly<Record<string, string>> = {
  RunPodSandbox: 'pod_sandbox_id',
  CreateContainer: 'container_id',
  PullImage: 'image_ref',
};

/**
 * The CRI calls in CRI-O's log, where each line carries its request (`id=… name=/runtime.v1.RuntimeService/RunPodSandbox`).
 * A call that failed has no last line.
 */
export function crioCalls(log: readonly LogLine[]): NodeCall[] {
  const calls = new Map<string, NodeCall>();
  const created = new Map<string, Partial<NodeCall>>();
  for (const { at, message, fields } of log) {
    const id = fields.get('id') ?? '';
    const method = /^\/runtime\.\w+\.\w+\/(\w+)$/.exec(fields.get('name') ?? '')?.[1] ?? '';
    const wording = entryOf(wordings, method);
    if (!wording) continue;
    const ended = wording.ends.exec(message);
    const { id: given, ...whose } = { ...(ended ?? wording.begins.exec(message))?.groups };
    if (!ended && Object.keys(whose).length === 0) continue;
    const exact = { earliest: at, latest: at };
    const known = calls.get(id) ?? { method, outcome: succeeded, evidence: [] };
    const call: NodeCall = {
      ...known,
      ...whose,
      ...(whose['containerId'] !== undefined && created.get(whose['containerId'])),
      ...(ended
        ? { end: after(exact, bounds.loggedLate) }
        : { start: before(exact, bounds.loggedLate), ...requestOf(whose) }),
      ...(ended && given && { response: { [entryOf(idField, method) ?? '']: given } }),
      evidence: [...known.evidence.slice(0, 1), { what: 'CRI-O log', text: message, at: { at, precision: 0 } }],
    };
    if (method === 'CreateContainer' && given) {
      call.containerId = given;
      created.set(given, { ...whose, containerId: given });
    }
    calls.set(id, call);
  }
  return [...calls.values()];
}

function requestOf({ image, containerId }: Readonly<Record<string, string>>): Pick<NodeCall, 'request'> {
  if (image !== undefined) return { request: { image: { image } } };
  return containerId === undefined ? {} : { request: { container_id: containerId } };
}
