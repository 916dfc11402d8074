import { statusText } from '../../api/status';
import type { Pod } from '../../api/types';
import type { ApiView } from '../../api/view';
import { collectionPath } from '../../api/kinds';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { CutOwner } from '../controllers/framework/podAllowance';
import type { RecordedCall } from '../kubelet/context/criClient';
import type { DurationProfile } from '../../scenario/durationProfile';
import { mostSteps } from '../../virtualClock';
import { fullReference } from '../runtime/simulatedImages';
import type { ApiBecause } from '../../trace/because';
import { statusChanges } from '../../trace/statusChanges';
import { podTable } from '../../trace/podTable';
import type { Actor, Message, Note, Outcome, Subject, Trace } from '../../trace/trace';
import { mostWorkloads, type Posted } from './posted';
import type { SimulationInput } from './simulationInput';
import type { WatchEvent } from '../apiserver/objectEvent';

export interface TraceParts {
  input: SimulationInput;
  /** All that was given, in the right types. */
  objects: readonly KubernetesObject[];
  view: ApiView;
  watch: readonly WatchEvent[];
  calls: readonly RecordedCall[];
  posted: readonly Posted[];
  /** Whose pods are not all there. */
  cut: readonly CutOwner[];
  /** How many objects that make pods were left out. */
  leftOut: number;
  /** Whether it ended for the number of its steps. */
  isCut: boolean;
  namespace: string;
  start: number;
  end: number;
  profile: DurationProfile;
}

const imageMethods = new Set(['ImageStatus', 'PullImage', 'RemoveImage', 'ListImages']);
const ok: Outcome = { ok: true };
const mostCutNotes = 3;

/** The simulation as messages between the components, in the order of time. */
export function traceOf(parts: TraceParts): Trace {
  const where = placesOf(parts);
  const messages = [
    ...postedMessages(parts),
    ...watchMessages(parts, where),
    ...parts.calls.flatMap((call) => callMessages(call, parts, where)),
  ];
  const notes = [
    ...provisioningNotes(parts),
    ...parts.calls.flatMap((call) => notesOf(call, where)),
    ...cutNotes(parts),
  ];
  messages.sort((a, b) => (a.start?.at ?? 0) - (b.start?.at ?? 0));
  number(messages, notes);
  const { view, posted, start, end, input } = parts;
  const names = posted.map(
    ({ object }) => `${object.kind ?? 'Object'} ${object.metadata?.name ?? object.metadata?.generateName ?? ''}`,
  );
  return {
    title: names.join(', '),
    source: 'simulated',
    kubernetes: input.kubernetes ?? '1.37',
    messages,
    notes,
    assumptions: [...(input.assumptions ?? [])],
    missing: [...(input.missing ?? [])],
    view,
    table: podTable(view.pods, { wide: true, now: end }),
    start,
    end,
  };
}

/** What a message or a note says of its node: nothing where all are on one. */
type Where = (node: string | undefined) => { node?: string };

function placesOf({ watch }: TraceParts): Where {
  const used = new Set(watch.flatMap(({ object }) => object.spec?.nodeName ?? []));
  return (node) => (used.size > 1 && node !== undefined ? { node } : {});
}

interface Draft extends Omit<Message, 'source' | 'id' | 'start' | 'end'> {
  from: Actor;
  at: number;
  until: number;
}

function made({ at, until, ...rest }: Draft): Message {
  return { id: '', ...rest, source: 'simulated', start: moment(at), end: moment(until) };
}

function moment(at: number): { at: number; precision: number } {
  return { at, precision: 0 };
}

function postedMessages({ posted, namespace }: TraceParts): Message[] {
  return posted.map(({ written, object, at, end, result }) => {
    const kind = object.kind ?? '';
    const where = object.metadata?.namespace ?? namespace;
    const outcome: Outcome =
      'error' in result ? { ok: false, code: statusText(result.error), text: result.error.message } : ok;
    return made({
      from: 'kubectl',
      to: 'apiserver',
      protocol: 'HTTP',
      method: `POST ${collectionPath(kind, where)}`,
      request: written,
      because: { type: 'person' },
      ...('object' in result && { response: result.object }),
      ...(kind === 'Pod' && { subject: { namespace: where, pod: object.metadata?.name ?? '' } }),
      at,
      until: end,
      outcome,
    });
  });
}

/** What the pod watch shows of controllers, scheduler and kubelet. */
function watchMessages({ watch, posted }: TraceParts, where: Where): Message[] {
  const byKubectl = new Set(posted.flatMap(({ result }) => ('object' in result ? [result.object.metadata?.uid] : [])));
  const before = new Map<string, Pod>();
  return watch.flatMap(({ at, type, object, because }) => {
    const { uid = '', namespace = '', name = '' } = object.metadata ?? {};
    const subject: Subject = { namespace, pod: name };
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    const previous = before.get(uid);
    before.set(uid, object);
    const common = { protocol: 'HTTP' as const, subject, outcome: ok };
    const why = because && { because };
    const place = where(object.spec?.nodeName);
    // What the watches of scheduler and kubelet bring them, and what they act on.
    const seenBy = (to: Actor, after: number): Message =>
      made({
        from: 'apiserver',
        to,
        ...common,
        ...(to === 'kubelet' && place),
        method: `WATCH ${type} ${path}`,
        response: object,
        at: at + after,
        until: at + after,
      });
    if (type === 'ADDED') {
      const seen = seenBy(object.spec?.nodeName ? 'kubelet' : 'scheduler', 2);
      if (byKubectl.has(uid)) return [seen];
      const method = `POST /api/v1/namespaces/${namespace}/pods`;
      return [
        made({ from: 'controller', to: 'apiserver', ...common, ...why, method, request: object, at, until: at + 2 }),
        seen,
      ];
    }
    if (type === 'DELETED') {
      return [
        made({
          from: previous?.spec?.nodeName ? 'kubelet' : 'apiserver',
          to: 'apiserver',
          ...common,
          ...why,
          ...place,
          method: `DELETE ${path}`,
          at,
          until: at + 2,
        }),
      ];
    }
    if (!previous?.spec?.nodeName && object.spec?.nodeName) {
      const request = { kind: 'Binding', target: { kind: 'Node', name: object.spec.nodeName } };
      return [
        made({
          from: 'scheduler',
          to: 'apiserver',
          ...common,
          ...why,
          method: `POST ${path}/binding`,
          request,
          at,
          until: at + 2,
        }),
        seenBy('kubelet', 2),
      ];
    }
    if (previous?.metadata?.deletionTimestamp === undefined && object.metadata?.deletionTimestamp) {
      return [
        made({
          from: deleterOf(because),
          to: 'apiserver',
          ...common,
          ...why,
          method: `DELETE ${path}`,
          at,
          until: at + 2,
        }),
      ];
    }
    if (previous && JSON.stringify(previous.status) === JSON.stringify(object.status)) return [];
    const from: Actor = object.spec?.nodeName ? 'kubelet' : 'scheduler';
    return [
      made({
        from,
        to: 'apiserver',
        ...common,
        because: { type: 'statusChanged', changes: statusChanges(previous?.status, object.status ?? {}) },
        ...place,
        method: `PATCH ${path}/status`,
        request: object.status,
        at,
        until: at + 2,
      }),
    ];
  });
}

/** Who asks for a deletion: it says why. */
function deleterOf(because: ApiBecause | undefined): Actor {
  switch (because?.type) {
    case 'controllerDeletes':
    case 'ownerGone':
      return 'controller';
    case 'preempted':
      return 'scheduler';
    default:
      return 'kubectl';
  }
}

function callMessages(call: RecordedCall, { profile, calls }: TraceParts, where: Where): Message[] {
  const { method, request, response, error, start, end, namespace, pod, container, because } = call;
  const subject: Subject = { namespace, pod, ...(container !== undefined && { container }) };
  const outcome: Outcome = error ? { ok: false, code: error.code, text: error.message } : ok;
  const main = made({
    from: 'kubelet',
    to: imageMethods.has(method) ? 'imageService' : 'runtimeService',
    protocol: 'CRI',
    method,
    subject,
    ...where(call.node),
    request,
    ...(response !== undefined && { response }),
    because,
    at: start,
    until: end,
    outcome,
  });
  const inner = innerMessages(call, subject, outcome, profile, calls).map((draft) => ({
    ...made(draft),
    ...where(call.node),
    parent: main.id,
  }));
  for (const message of inner) innerOf.set(message, main);
  return [main, ...inner];
}

/** Inner messages and the call that they belong to, until ids are given. */
const innerOf = new WeakMap<Message, Message>();

/** What the runtime does inside a call: CNI, registry, OCI. */
function innerMessages(
  call: RecordedCall,
  subject: Subject,
  outcome: Outcome,
  profile: DurationProfile,
  calls: readonly RecordedCall[],
): Draft[] {
  const { method, start, end, node } = call;
  const part = (from: number, to: number): { at: number; until: number } => ({
    at: start + (end - start) * from,
    until: start + (end - start) * to,
  });
  const request = call.request as {
    config?: {
      linux?: { security_context?: { namespace_options?: { network?: string } } };
      metadata?: { uid?: string };
    };
    image?: { image?: string };
  };
  switch (method) {
    case 'RunPodSandbox': {
      if (request.config?.linux?.security_context?.namespace_options?.network === 'NODE') return [];
      const ip = outcome.ok ? ipOf(call, calls) : undefined;
      const args = {
        CNI_COMMAND: 'ADD',
        CNI_IFNAME: 'eth0',
        K8S_POD_NAMESPACE: subject.namespace,
        K8S_POD_NAME: subject.pod,
      };
      return [
        {
          from: 'runtimeService',
          to: 'cni',
          protocol: 'CNI',
          method: 'ADD',
          subject,
          request: args,
          ...(ip !== undefined && { response: { ips: [{ address: ip }] } }),
          ...part(0.15, 0.75),
          outcome,
        },
      ];
    }
    case 'PullImage': {
      const reference = fullReference(request.image?.image ?? '');
      const host = reference.slice(0, reference.indexOf('/'));
      const rest = reference.slice(reference.indexOf('/') + 1);
      const repository = rest.replace(/[:@].*/s, '');
      const tag = rest.slice(repository.length + 1) || 'latest';
      const manifest: Draft = {
        from: 'imageService', to: 'registry', protocol: 'registry', subject, outcome,
        method: `GET /v2/${repository}/manifests/${tag}`, request: { host }, ...part(0.05, outcome.ok ? 0.3 : 0.95),
      }; // prettier-ignore
      if (!outcome.ok) return [manifest];
      const blobs: Draft = {
        from: 'imageService', to: 'registry', protocol: 'registry', subject, outcome,
        method: `GET /v2/${repository}/blobs/…`, request: { host }, response: { bytes: profile.imageSize }, ...part(0.3, 0.9),
      }; // prettier-ignore
      return [manifest, blobs];
    }
    case 'StartContainer':
      return [
        {
          from: 'runtimeService',
          to: 'oci',
          protocol: 'OCI',
          method: 'start',
          subject,
          request: { node },
          ...part(0.1, 0.9),
          outcome,
        },
      ];
    case 'ExecSync':
      return [
        {
          from: 'runtimeService',
          to: 'container',
          protocol: 'OCI',
          method: 'exec',
          subject,
          ...part(0.2, 0.8),
          outcome,
        },
      ];
    default:
      return [];
  }
}

/** The address that a sandbox was given, as its status tells it afterwards. */
function ipOf({ response }: RecordedCall, calls: readonly RecordedCall[]): string | undefined {
  const id = (response as { pod_sandbox_id?: string } | undefined)?.pod_sandbox_id;
  const status = calls.find(
    ({ method, request }) =>
      method === 'PodSandboxStatus' && (request as { pod_sandbox_id?: string }).pod_sandbox_id === id,
  );
  return (status?.response as { status?: { network?: { ip?: string } } } | undefined)?.status?.network?.ip;
}

/** Volumes that were made for claims: nothing of that is in the manifest. */
function provisioningNotes({ view }: TraceParts): Note[] {
  return view.events
    .filter(({ reason }) => reason === 'ProvisioningSucceeded')
    .map(({ involvedObject, reportingComponent, eventTime, firstTimestamp }) => ({
      over: ['apiserver', 'controller'],
      text: `${reportingComponent} (taken for granted) made a volume for claim ${involvedObject.name}`,
      at: moment(Date.parse(eventTime ?? firstTimestamp ?? '')),
      source: 'simulated',
    }));
}

/** That not everything is shown: pods of each owner or, where it is many, of all, and what comes after too many steps. */
function cutNotes({ cut, leftOut, isCut, end }: TraceParts): Note[] {
  const texts = cut.map(
    ({ owner, made: count }) => `the simulation shows the first ${count} pods of ${owner.kind} ${owner.metadata?.name}`,
  );
  const others = texts.length - mostCutNotes;
  const told = texts.slice(0, mostCutNotes);
  if (others > 0) told.push(`the simulation does not show all pods of ${others} more`);
  if (leftOut > 0)
    told.push(`the simulation leaves out ${leftOut} pods and workloads after the first ${mostWorkloads}`);
  if (isCut) told.push(`the simulation ends here, after ${mostSteps} steps`);
  return told.map((text) => ({ over: ['controller'], text, at: moment(end), source: 'simulated', isLimit: true }));
}

function notesOf({ method, response, end, node }: RecordedCall, where: Where): Note[] {
  if (method === 'PodSandboxStatus') {
    const ip = (response as { status?: { network?: { ip?: string } } } | undefined)?.status?.network?.ip;
    return ip
      ? [
          {
            over: ['kubelet', 'runtimeService'],
            ...where(node),
            text: `pod IP ${ip}`,
            at: moment(end),
            source: 'simulated',
          },
        ]
      : [];
  }
  if (method === 'PullImage') {
    const digest = (response as { image_ref?: string } | undefined)?.image_ref;
    return digest
      ? [
          {
            over: ['kubelet', 'imageService'],
            ...where(node),
            text: `digest ${digest.slice(0, 19)}…`,
            at: moment(end),
            source: 'simulated',
          },
        ]
      : [];
  }
  return [];
}

/** Ids that say what a message is: the same call keeps its id when the trace is made anew. */
function number(messages: Message[], notes: Note[]): void {
  const counts = new Map<string, number>();
  for (const message of messages) {
    const { protocol, method, subject } = message;
    const key = [
      protocol,
      method
        .split('/')
        .map((step) => (/^[a-z0-9-]+-[a-z0-9]{5,10}$/.test(step) ? '…' : step))
        .join('/'),
      subject?.pod ?? '',
      subject?.container ?? '',
    ].join('|');
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    message.id = `${key}|${count}`;
  }
  for (const message of messages) {
    const outer = innerOf.get(message);
    if (outer) message.parent = outer.id;
  }
  placeNotes(messages, notes);
}

/** Each note stands after the last message that was over by then; the kubelet's after one of its calls. */
function placeNotes(messages: readonly Message[], notes: readonly Note[]): void {
  const endOf = (i: number): number => messages[i]?.end?.at ?? 0;
  const ends = [...messages.keys()].sort((a, b) => endOf(a) - endOf(b));
  let next = 0;
  let [last, lastCall] = [-1, -1];
  for (const note of [...notes].sort((a, b) => a.at.at - b.at.at)) {
    for (; next < ends.length && endOf(ends[next]!) <= note.at.at; next++) {
      last = Math.max(last, ends[next]!);
      if (messages[ends[next]!]?.protocol === 'CRI') lastCall = Math.max(lastCall, ends[next]!);
    }
    const message = messages[note.over.includes('kubelet') ? lastCall : last];
    if (message) note.after = message.id;
  }
}
