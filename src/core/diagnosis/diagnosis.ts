import { readyCondition } from '../componentHelpers/readyCondition';
import type { Diagnosis } from './facts/finding';
import type { Event, Pod } from '../api/types';
import type { ApiView } from '../api/view';
import { creation } from './causes/creation';
import { end } from './causes/ends';
import type { KubernetesObject } from '../api/kubernetesObject';
import { latestEvents } from '../trace/eventTimes';
import type { Finding } from './facts/finding';
import { hook } from './causes/hooks';
import { image } from './causes/images';
import { jobFailures } from './causes/jobFailures';
import { Ownership } from './facts/ownership';
import { PodFacts, type ContainerFacts } from './facts/podFacts';
import { holdingProbe, killingProbe, probeThatKillsNow } from './causes/probes';
import { owners } from './causes/owners';
import { completed, preparation, progress, readinessGates } from './causes/progress';
import { refusals } from './causes/refusals';
import { rejection } from './causes/rejections';
import { sandbox } from './causes/sandbox';
import { scheduling } from './causes/scheduling';
import { lostNode } from './causes/nodes';
import { termination } from './causes/terminations';
import { besides } from './causes/besides';
import { unexplained } from './causes/unexplained';
import { startError } from './causes/startErrors';
import { unmadePods } from './causes/unmadePods';
import { volumes } from './causes/volumes';
import { missingText } from '../trace/missingText';
import type { Missing } from '../trace/trace';

export interface DiagnoseOptions {
  /** Milliseconds since the epoch, to tell a short wait from a long one; without it every wait was long. */
  now?: number;
  /** Where the objects were to go; for the commands. */
  namespace?: string;
  /** What the pods refer to that is not there: of each it is asked whether something else was meant. */
  missing?: readonly Missing[];
  /** Pods of a workload that have the same trouble are told one by one. */
  isOneByOne?: boolean;
}

/**
 * Why pods do not run; empty where all do. What failed comes before what a start still waits for. Works on simulated
 * and on observed views, at any moment of a start.
 */
export function diagnose(view: ApiView, options: DiagnoseOptions = {}): Diagnosis[] {
  const steps = diagnosing(view, options);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in steps, a pod each: who has hundreds of them can do something else in between. */
export function* diagnosing(view: ApiView, options: DiagnoseOptions = {}): Generator<undefined, Diagnosis[]> {
  const events = latestEvents(view.events);
  const namespace = view.pods[0]?.metadata?.namespace ?? options.namespace;
  const { now } = options;
  const gone = new Set(view.deleted);
  const present = view.pods.filter(({ metadata }) => !gone.has(metadata?.uid ?? ''));
  const refused = view.errors.flatMap((error): Diagnosis[] =>
    refusals(error, namespace).map((found) => ({
      subject: [error.kind ?? 'Pod', error.name ?? ''].join(' ').trimEnd(),
      ...found,
    })),
  );
  const pods = yield* ofPods(present, events, options, view.objects ?? [], view.logs);
  const told = [...refused, ...unmadePods(events, now), ...pods];
  const ready = present.filter(({ status }) => readyCondition(status));
  const objects = view.objects ?? [];
  const ownership = new Ownership(told, present, ready, objects);
  const others = events.filter(({ involvedObject }) => involvedObject.kind !== 'Pod');
  const around = { ownership, pods: present, told, events: others, now, ready };
  return [...told, ...owners(objects, around)]
    .sort((a, b) => Number(a.isWaiting ?? false) - Number(b.isWaiting ?? false))
    .map((diagnosis) => withMeant(diagnosis, options.missing ?? []))
    .map((diagnosis) => withRefused(diagnosis, refused));
}

/** A diagnosis with the question whether another name was meant than the one that its evidence has. */
function withMeant(diagnosis: Diagnosis, missing: readonly Missing[]): Diagnosis {
  const words = new Set(`${diagnosis.evidence} ${diagnosis.cause}`.split(/[\s",;:()/]+/));
  const found = missing.find(({ name, key, meant }) => meant !== undefined && words.has(key ?? name));
  return found ? { ...diagnosis, next: `${missingText(found).question} If not, ${diagnosis.next}` } : diagnosis;
}

/** Nobody is told to create what was refused: it is there when it is right. */
function withRefused(diagnosis: Diagnosis, refused: readonly Diagnosis[]): Diagnosis {
  const cause = refused.find(({ subject }) => diagnosis.next.startsWith(`create ${subject}`));
  return cause && !refused.includes(diagnosis)
    ? { ...diagnosis, next: `correct ${cause.subject}: the API server refuses it` }
    : diagnosis;
}

function* ofPods(
  pods: readonly Pod[],
  events: readonly Event[],
  { now, isOneByOne }: DiagnoseOptions,
  objects: readonly KubernetesObject[],
  logs: ApiView['logs'],
): Generator<undefined, Diagnosis[]> {
  const own = new Map<string, Event[]>();
  const others: Event[] = [];
  for (const event of events) {
    const { kind, uid = '' } = event.involvedObject;
    if (kind !== 'Pod') others.push(event);
    else if (own.has(uid)) own.get(uid)!.push(event);
    else own.set(uid, [event]);
  }
  const knowsNodes = areNodesListed(pods, objects);
  const found: { pod: Pod; found: Diagnosis[] }[] = [];
  for (const pod of pods) {
    const facts = new PodFacts(pod, own.get(pod.metadata?.uid ?? '') ?? [], others, now, objects, knowsNodes, logs);
    const subject = `pod ${facts.name}`;
    found.push({ pod, found: ofPod(facts).map((one) => ({ subject, namespace: facts.namespace, ...one })) });
    yield;
  }
  return [
    ...jobFailures(events, found, objects),
    ...(isOneByOne ? found.flatMap((one) => one.found) : withoutRepeats(found)),
  ];
}

/** Who asks for the nodes of pods gets no others: a node that runs none of them tells of a list of all. */
function areNodesListed(pods: readonly Pod[], objects: readonly KubernetesObject[]): boolean {
  const used = new Set(pods.map(({ spec }) => spec?.nodeName));
  return objects.some(({ kind, metadata }) => kind === 'Node' && !used.has(metadata?.name));
}

/** Where several pods of a workload have the same trouble, the first with how many more, and of how many. */
function withoutRepeats(found: readonly { pod: Pod; found: Diagnosis[] }[]): Diagnosis[] {
  const first = new Map<string, Diagnosis>();
  const ownerOf = ({ metadata }: Pod): string | undefined =>
    metadata?.ownerReferences?.find(({ controller }) => controller)?.uid ?? metadata?.uid;
  const pods = new Map<string | undefined, number>();
  for (const { pod } of found) pods.set(ownerOf(pod), (pods.get(ownerOf(pod)) ?? 0) + 1);
  for (const { pod, found: diagnoses } of found) {
    const owner = ownerOf(pod);
    for (const one of diagnoses) {
      const key = `${owner} ${one.container} ${one.field} ${one.isWaiting} ${one.cause.replaceAll(/\d+/g, '0')}`;
      const known = first.get(key);
      if (known) {
        known.alike = (known.alike ?? 0) + 1;
        known.among = `${known.alike + 1} of ${pods.get(owner) ?? 0} pods of ${workloadOf(pod)}`;
      } else first.set(key, one);
    }
  }
  return [...first.values()];
}

/** The name that a person gave what makes the pod: of a ReplicaSet that of its Deployment, without the hash. */
function workloadOf({ metadata }: Pod): string {
  const { kind, name = '' } = metadata?.ownerReferences?.find(({ controller }) => controller) ?? {};
  return kind === 'ReplicaSet' ? name.replace(/-[a-z0-9]+$/, '') : name;
}

/** What keeps one pod, in the order of a start: what comes later is a symptom of what came before. */
function ofPod(facts: PodFacts): Finding[] {
  const { phase } = facts.pod.status ?? {};
  if (phase === 'Succeeded') return [];
  if (facts.pod.metadata?.deletionTimestamp) return [rejection(facts) ?? termination(facts)];
  const rejected = rejection(facts);
  if (rejected) return [rejected];
  if (facts.condition('Ready')?.status === 'True')
    return [...facts.containers.flatMap((one) => some(probeThatKillsNow(one))), ...besides(facts)];
  const unscheduled = phase === 'Failed' ? undefined : scheduling(facts);
  if (unscheduled) return [unscheduled];
  const lost = lostNode(facts);
  if (lost) return [lost];
  const unsandboxed = sandbox(facts);
  if (unsandboxed) return [unsandboxed];
  const unmounted = volumes(facts);
  if (unmounted.length > 0) return unmounted;
  const failed = facts.containers.flatMap((container) => some(failure(container)));
  if (failed.length > 0) return failed;
  const gates = readinessGates(facts);
  if (gates) return [gates];
  const starting = facts.containers.flatMap((container) => some(holdingProbe(container) ?? progress(container)));
  const ended = facts.containers.flatMap((container) => some(completed(container)));
  return [...starting, ...ended, ...some(preparation(facts)), unexplained(facts)].slice(0, 1);
}

/** What went wrong with a container, the cause before what it led to. */
function failure(container: ContainerFacts): Finding | undefined {
  const { ready } = container.status;
  if (ready && container.status.state?.running) return undefined;
  const found =
    image(container) ??
    creation(container) ??
    startError(container) ??
    hook(container) ??
    killingProbe(container) ??
    end(container);
  if (found) return found;
  const held = holdingProbe(container);
  return held?.isWaiting ? undefined : held;
}

function some<T>(value: T | undefined): T[] {
  return value === undefined ? [] : [value];
}
