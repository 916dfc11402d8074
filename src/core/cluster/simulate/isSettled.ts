import type { Pod } from '../../api/types';
import type { KubernetesObject } from '../../api/kubernetesObject';
import type { ApiView } from '../../api/view';
import type { StoredObjects } from '../../api/objectStore';
import { claimsOf } from '../../componentHelpers/claimsOf';
import { isReady } from '../controllers/framework/podStates';
import type { RecordedCall } from '../kubelet/context/criClient';
import { awaitsPods } from './awaitsPods';
import { pullNews } from './pullNews';
import { isPodTerminal } from '../../componentHelpers/isPodTerminal';

/** A pod that has not become ready by then shows what is wrong with it, in seconds. */
const enoughSeconds = 45;
/** By then the volume controller has looked at a claim for a second time (every 15 s). */
const claimResyncSeconds = 20;

/** What a simulation has come to. */
export interface SimulatedState {
  view: ApiView;
  store: StoredObjects;
  calls: readonly RecordedCall[];
  /** Whether containers of a pod are planned to end or its commands to fail. */
  isPlanned: (pod: Pod) => boolean;
  /** How many seconds after its start a container ends or begins to answer, as planned; 0 where nothing is. */
  plannedSeconds: (container: string) => number;
  /** Whether an owner is given no further pods. */
  isCut: (owner: KubernetesObject) => boolean;
  /** Since the start. */
  seconds: number;
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * Whether nothing more is to be expected that a person would want to see of the start: each pod is ready or has ended,
 * or has shown for long enough what is wrong with it, no controller is about to make another one, and no claim of theirs
 * waits for a volume that is being made.
 */
export function isSettled(state: SimulatedState): boolean {
  const { view, store, isPlanned, isCut, seconds, now } = state;
  const { pods, errors } = view;
  if (pods.length === 0) return errors.length > 0 || seconds >= 2 || store.list('Pod').length > 0;
  // Containers that are planned to end, commands that are planned to fail, and deadlines make news after a pod was ready.
  const planned =
    pods.some(({ spec }) => (spec?.activeDeadlineSeconds ?? enoughSeconds) < enoughSeconds) || pods.some(isPlanned);
  const { underWay, isAsked } = provisioningOf(view);
  const isSeen = (pod: Pod): boolean => {
    if (claimsOf(pod).some(({ name }) => underWay.has(`${pod.metadata?.namespace}/${name}`))) return false;
    return isStuck(pod, view, now, isAsked) || hasHadEnough(pod, state);
  };
  return (
    pods.every((pod) => isDone(pod, planned) || isSeen(pod)) && !awaitsPods(store, view, enoughSeconds, isCut, now)
  );
}

function isDone(pod: Pod, planned: boolean): boolean {
  return isPodTerminal(pod) || (!planned && isReady(pod));
}

/** The time counts from when the pod was made or got its node, or from the end of its pulls; probes may begin late. */
function hasHadEnough(pod: Pod, { calls, now, plannedSeconds }: SimulatedState): boolean {
  const { initContainers = [], containers = [] } = pod.spec ?? {};
  const delays = [...initContainers, ...containers].flatMap(({ name, startupProbe, readinessProbe }) => [
    ...[startupProbe, readinessProbe].map((probe) => probe?.initialDelaySeconds ?? 0),
    plannedSeconds(name),
  ]);
  const age = (since: number): number => (now - since) / 1000;
  const patience = enoughSeconds + Math.max(0, ...delays);
  const scheduled = pod.status?.conditions?.find(({ type, status }) => type === 'PodScheduled' && status === 'True');
  const since = Date.parse(scheduled?.lastTransitionTime ?? pod.metadata?.creationTimestamp ?? '');
  // The pulls are looked through only where the answer hangs on them.
  return age(since) >= patience && age(pullNews(calls, pod)) >= patience;
}

/** The claims whose volumes are being made; and whether any was asked for, also in vain. */
function provisioningOf({ events }: ApiView): { underWay: ReadonlySet<string>; isAsked: boolean } {
  const underWay = new Set<string>();
  let isAsked = false;
  for (const {
    reason,
    involvedObject: { namespace, name },
  } of events) {
    const claim = `${namespace}/${name}`;
    if (reason === 'Provisioning') underWay.add(claim);
    else if (reason === 'ProvisioningSucceeded' || reason === 'ProvisioningFailed') underWay.delete(claim);
    else continue;
    isAsked ||= reason !== 'ProvisioningSucceeded';
  }
  return { underWay, isAsked };
}

/** Waiting for something that time alone does not bring. */
function isStuck({ metadata, status }: Pod, { events }: ApiView, now: number, isAsked: boolean): boolean {
  const unscheduled = status?.conditions?.some(
    ({ type, status: value }) => type === 'PodScheduled' && value === 'False',
  );
  if (!unscheduled || events.length === 0) return false;
  const age = (now - Date.parse(metadata?.creationTimestamp ?? '')) / 1000;
  // A claim that has no volume yet is looked at again.
  return age >= (isAsked ? claimResyncSeconds : 3);
}
