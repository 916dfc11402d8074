import { mostSteps } from '../../../virtualClock';
import { byGate, droppedText } from '../../apiserver/droppedFields';
import type { RecordedCall } from '../../kubelet/context/criClient';
import type { Message, Note, Subject } from '../../../trace/trace';
import { moment } from './draft';
import type { Where } from './places';
import type { TraceParts } from './traceParts';

const mostCutNotes = 3;

/**
 * What stands between the arrows, each after the last message that was over by then; what is about a pod after one of
 * that pod's, and the kubelet's after one of its calls.
 */
export function traceNotes(parts: TraceParts, messages: readonly Message[], where: Where): Note[] {
  const notes = [
    ...droppedNotes(parts),
    ...provisioningNotes(parts),
    ...parts.calls.flatMap((call) => callNotes(call, where)),
    ...silentNotes(parts),
    ...cutNotes(parts),
  ];
  const endOf = (i: number): number => messages[i]?.end?.at ?? 0;
  const ends = [...messages.keys()].sort((a, b) => endOf(a) - endOf(b));
  const after = new Map<Note, string>();
  let next = 0;
  const last = new Latest();
  const lastCall = new Latest();
  for (const note of [...notes].sort((a, b) => a.at.at - b.at.at)) {
    for (; next < ends.length && endOf(ends[next]!) <= note.at.at; next++) {
      const index = ends[next]!;
      const message = messages[index]!;
      last.add(index, message.subject);
      if (message.protocol === 'CRI') lastCall.add(index, message.subject);
    }
    const message = messages[(note.over.includes('kubelet') ? lastCall : last).of(note.subject)];
    if (message) after.set(note, message.id);
  }
  return notes.map((note) => {
    const id = after.get(note);
    return id === undefined ? note : { ...note, after: id };
  });
}

/** The latest index, of all and of each pod; -1 where there is none. */
class Latest {
  readonly #byPod = new Map<string, number>();

  add(index: number, subject: Subject | undefined): void {
    for (const key of new Set(['', keyOf(subject)])) this.#byPod.set(key, Math.max(this.#byPod.get(key) ?? -1, index));
  }

  of(subject: Subject | undefined): number {
    return this.#byPod.get(keyOf(subject)) ?? -1;
  }
}

function keyOf(subject: Subject | undefined): string {
  return subject === undefined ? '' : `${subject.namespace} ${subject.pod}`;
}

/** What the API server took out of what a person applied: its answer tells nothing of it. */
function droppedNotes({ apiCalls }: TraceParts): Note[] {
  return apiCalls.flatMap(({ answer, end }) =>
    byGate('dropped' in answer && answer.dropped ? answer.dropped : []).map((fields): Note => ({
      over: ['kubectl', 'apiserver'],
      text: droppedText(fields),
      at: moment(end),
      source: 'simulated',
    })),
  );
}

/** Volumes that were made for claims: nothing of that is in the manifest. */
function provisioningNotes({ view }: TraceParts): Note[] {
  return view.events
    .filter(({ reason }) => reason === 'ProvisioningSucceeded')
    .map(({ involvedObject, reportingComponent, eventTime, firstTimestamp }) => ({
      over: ['apiserver', 'controller'],
      text: `${reportingComponent} (assumed) made a volume for claim ${involvedObject.name}`,
      at: moment(Date.parse(eventTime ?? firstTimestamp ?? '')),
      source: 'simulated',
    }));
}

/** Kubelets that do not start: nothing else tells why their nodes are silent. */
function silentNotes({ silent, start }: TraceParts): Note[] {
  return silent.map((name) => ({
    over: ['scheduler'],
    text: `the kubelet of ${name} does not start: it refuses cgroups v1, as failCgroupV1 is true (the default since 1.35)`,
    at: moment(start),
    source: 'simulated',
  }));
}

/** That not everything is shown: pods of each owner or, where it is many, of all, and what comes after too many steps. */
function cutNotes({ cut, leftOut, mostWorkloads, isCut, end }: TraceParts): Note[] {
  const texts = cut.map(
    ({ owner, made }) => `the simulation shows the first ${made} pods of ${owner.kind} ${owner.metadata?.name}`,
  );
  const others = texts.length - mostCutNotes;
  const told = texts.slice(0, mostCutNotes);
  if (others > 0) told.push(`the simulation does not show all pods of ${others} more`);
  if (leftOut > 0)
    told.push(`the simulation leaves out ${leftOut} pods and workloads after the first ${mostWorkloads}`);
  if (isCut) told.push(`the simulation ends here, after ${mostSteps} steps`);
  return told.map((text) => ({ over: ['controller'], text, at: moment(end), source: 'simulated', isLimit: true }));
}

/** What a call brought: the pod's address, the image's digest. */
function callNotes(call: RecordedCall, where: Where): Note[] {
  const { end, node, namespace, pod, container } = call;
  const subject: Subject = { namespace, pod, ...(container !== undefined && { container }) };
  const note = (service: 'runtimeService' | 'imageService', text: string): Note[] => [
    { over: ['kubelet', service], subject, ...where(node), text, at: moment(end), source: 'simulated' },
  ];
  if (call.method === 'PodSandboxStatus') {
    const ip = call.response?.status?.network?.ip;
    return ip ? note('runtimeService', `pod IP ${ip}`) : [];
  }
  if (call.method === 'PullImage') {
    const digest = call.response?.image_ref;
    return digest ? note('imageService', `digest ${digest.slice(0, 19)}…`) : [];
  }
  return [];
}
