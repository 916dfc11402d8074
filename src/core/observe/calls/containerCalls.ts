import type { ContainerStatus, Pod } from '../../api/types';
import { after, before, bounds } from '../evidence/callBounds';
import { inOrder, type Occurrence } from '../evidence/eventSeries';
import { both, timestampInterval, type Interval } from '../evidence/interval';
import { evidenceOf, failedWith, succeeded, type ObservedCall } from '../evidence/observedCall';
import { startedAt } from '../evidence/startedAt';
import { readPulled } from '../../trace/pulledMessage';

/** What is known of a container beside its events. */
export interface ContainerEvidence {
  name: string;
  image: string;
  /** Its imagePullPolicy is Always. */
  pullsAlways: boolean;
  /** Of all events with this container's fieldPath. */
  occurrences: readonly Occurrence[];
  /** Its status in each state of the pod that was seen, oldest first. */
  statuses: readonly ContainerStatus[];
  /** No call of it was made earlier. */
  earliest: number;
  /** Until when the evidence tells of its pod. */
  until: number;
  /** So many milliseconds its preStop hook may take, before the container is stopped: 0 where it has none. */
  preStopMs: number;
}

const unknownBefore = (latest: number): Interval => ({ earliest: -Infinity, latest });

/**
 * The CRI calls of one container, as its events tell them: each event lies between two calls of the goroutine that
 * starts it (`startContainer`, pkg/kubelet/kuberuntime/kuberuntime_container.go, 1.37).
 */
export function containerCalls(container: ContainerEvidence): ObservedCall[] {
  const { name, occurrences, earliest } = container;
  const calls: ObservedCall[] = [];
  let pulling: Occurrence | undefined;
  let pulled: Occurrence | undefined;
  let created: Occurrence | undefined;
  const since = (event: Occurrence | undefined, until: Interval, bound = Infinity): Interval =>
    both({ earliest, latest: until.latest }, event ? after(event.at, bound) : unknownBefore(until.latest));
  const until = (event: Occurrence, bound: number, from: Occurrence | undefined): Interval =>
    both(before(event.at, bound), { earliest: from?.at.earliest ?? earliest, latest: event.at.latest });
  const add = (call: Omit<ObservedCall, 'container' | 'source'>, source: ObservedCall['source'] = 'observed'): void => {
    calls.push({ container: name, source, ...call });
  };

  /** A later step of the start tells that the pull was over, also where its own event did not come. */
  const endPull = (one: Occurrence): void => {
    if (!pulling) return;
    add(
      {
        method: 'PullImage',
        start: after(pulling.at, bounds.pullStarted),
        end: { earliest: pulling.at.earliest, latest: Math.max(pulling.at.earliest, one.at.latest) },
        outcome: succeeded,
        request: { image: { image: readPulled(pulling.event.message ?? '').image } },
        evidence: evidenceOf(pulling, one),
      },
      'inferred',
    );
    pulling = undefined;
  };

  for (const one of inOrder(occurrences)) {
    const { event, at } = one;
    const message = event.message ?? '';
    switch (event.reason ?? '') {
      case 'Pulling':
        pulling = one;
        break;
      case 'Pulled': {
        const { image, present, pull, withWaiting, size } = readPulled(message);
        if (!present) {
          const end = until(one, bounds.pullEnded, pulling);
          add({
            method: 'PullImage',
            start: pullStart(one, pulling, end, pull, withWaiting, since(pulling, end)),
            end,
            outcome: succeeded,
            request: { image: { image } },
            ...(size !== undefined && { response: { bytes: size } }),
            evidence: evidenceOf(pulling, one),
          });
        }
        pulling = undefined;
        pulled = one;
        break;
      }
      case 'Created':
        endPull(one);
        add({
          method: 'CreateContainer',
          start: since(pulled, at, bounds.createStarted),
          end: until(one, bounds.createEnded, pulled),
          outcome: succeeded,
          evidence: evidenceOf(pulled, one),
        });
        created = one;
        pulled = undefined;
        break;
      case 'Started':
        endPull(one);
        add({
          method: 'StartContainer',
          start: since(created, at, bounds.startStarted),
          end: until(one, bounds.startEnded, created),
          outcome: succeeded,
          evidence: evidenceOf(created, one),
        });
        created = undefined;
        break;
      case 'Failed':
        if (message.startsWith('Failed to pull image')) {
          // Without a duration: how long it waited in the queue is not known.
          const end = until(one, bounds.failed, pulling);
          add({
            method: 'PullImage',
            start: since(pulling, end),
            end,
            outcome: failedWith(message.replace(/^Failed to pull image "[^"]*": /, '')),
            request: { image: { image: readPulled(message).image } },
            evidence: evidenceOf(pulling, one),
          });
          pulling = undefined;
        } else if (failedCall(one, container, pulled, created) === 'StartContainer') {
          endPull(one);
          add({
            method: 'StartContainer',
            start: since(created, at, bounds.startStarted),
            end: until(one, bounds.failed, created),
            outcome: failedWith(message.replace(/^Error: /, '')),
            evidence: evidenceOf(created, one),
          });
          created = undefined;
        } else if (failedCall(one, container, pulled, created) === 'CreateContainer') {
          endPull(one);
          add({
            method: 'CreateContainer',
            start: since(pulled, at, bounds.createStarted),
            end: until(one, bounds.failed, pulled),
            outcome: failedWith(message.replace(/^Error: /, '')),
            evidence: evidenceOf(pulled, one),
          });
          pulled = undefined;
        }
        break;
      case 'Killing':
        add(
          {
            method: 'StopContainer',
            start: both(after(at, bounds.stopStarted + container.preStopMs), {
              earliest: at.earliest,
              latest: Math.max(at.latest + bounds.stopStarted, container.until),
            }),
            outcome: succeeded,
            evidence: evidenceOf(one),
          },
          'inferred',
        );
        break;
      default:
    }
  }
  const untold = fromStatus(container, calls);
  const creation = untold[0];
  if (pulling || (creation && !hasPulls(occurrences) && container.pullsAlways)) {
    // The container ran, so that its image had come.
    const end = creation?.end && both({ earliest: pulling?.at.earliest ?? earliest, latest: Infinity }, creation.end);
    const image = pulling ? readPulled(pulling.event.message ?? '').image : container.image;
    add(
      {
        method: 'PullImage',
        // Under way: it began after Pulling, later only where the node's queue of pulls is not empty.
        start:
          pulling && !end
            ? after(pulling.at, bounds.pullStarted)
            : since(pulling, end ?? { earliest, latest: Infinity }),
        ...(end && { end }),
        outcome: succeeded,
        request: { image: { image } },
        evidence: pulling ? evidenceOf(pulling) : (creation?.evidence ?? []),
      },
      'inferred',
    );
  }
  return withId([...calls, ...untold], container);
}

/** With the id of a container that was never restarted: what its creation returned, and what was started. */
function withId(calls: readonly ObservedCall[], { statuses }: ContainerEvidence): ObservedCall[] {
  const { containerID = '', restartCount = 0 } = statuses.at(-1) ?? {};
  const id = containerID.slice(containerID.indexOf('://') + 3);
  if (!id || restartCount > 0) return [...calls];
  return calls.map((call) => {
    if (call.method === 'CreateContainer' && call.outcome.ok) return { ...call, response: { container_id: id } };
    return call.method === 'StartContainer' ? { ...call, request: { container_id: id } } : call;
  });
}

function hasPulls(occurrences: readonly Occurrence[]): boolean {
  return occurrences.some(({ event: { reason = '' } }) => ['Pulling', 'Pulled', 'BackOff', 'Failed'].includes(reason));
}

/**
 * When PullImage began: its own duration before its end where the event tells it apart from the queue, else some time
 * since Pulling. Durations are cut to whole milliseconds and include reading the image's size.
 */
function pullStart(
  pulled: Occurrence,
  pulling: Occurrence | undefined,
  end: Interval,
  pull: number | undefined,
  withWaiting: number | undefined,
  possible: Interval,
): Interval {
  let start = possible;
  if (pull !== undefined) {
    // The clock runs a little before the call does.
    const latest = pulled.at.latest - pull + bounds.pullStarted;
    start = both(start, { earliest: end.earliest - pull - 1, latest });
  }
  if (pull !== undefined && withWaiting !== undefined && pulling)
    start = both(start, after(pulling.at, withWaiting - pull + 1 + bounds.pullStarted));
  return start;
}

/** What the pull of an image is waiting for, as in `Error: ErrImagePull`. */
const isPullReason = (text: string): boolean => /^\w+$/.test(text) && /Image|Registry|Signature/.test(text);
/** Errors of `startContainer` before it calls the runtime, where no status tells them apart. */
const beforeTheCall =
  /^(?:(?:secret|configmap) "[^"]*" not found|couldn't (?:find|parse) |environment variable key |container has runAsNonRoot|failed to prepare subPath|failed to sync |cannot find the volume|references? non-existent|invalid environment variable|services have not yet been read)/;
/** Milliseconds that the way from Pulled to CreateContainer takes at least: 0.9 was seen. */
const wayToCreation = 0.7;

/** Which call an event `Failed` with `Error: …` is about, or none: pulls have their own, and a bad configuration makes none. */
function failedCall(
  failed: Occurrence,
  { statuses }: ContainerEvidence,
  pulled: Occurrence | undefined,
  created: Occurrence | undefined,
): 'CreateContainer' | 'StartContainer' | undefined {
  const message = failed.event.message ?? '';
  const error = message.replace(/^Error: /, '');
  if (error === message || isPullReason(error)) return undefined;
  if (created) return 'StartContainer';
  const reason = statuses
    .flatMap(({ state, lastState }) => [state?.waiting, lastState?.waiting])
    .find((waiting) => waiting?.message === error)?.reason;
  if (reason === 'CreateContainerConfigError' || reason === 'PreCreateHookError') return undefined;
  if (reason === undefined) {
    if (pulled && failed.at.latest - pulled.at.earliest < wayToCreation) return undefined;
    if (beforeTheCall.test(error)) return undefined;
  }
  return 'CreateContainer';
}

/** A start whose events are gone or were never told (they live an hour, and a pod has 25 at once): the status alone. */
function fromStatus({ name, statuses, earliest }: ContainerEvidence, known: readonly ObservedCall[]): ObservedCall[] {
  if (known.some(({ method }) => method === 'StartContainer')) return [];
  const first = statuses.find(({ state, lastState }) => startedAt(state) ?? startedAt(lastState));
  if (!first) return [];
  const isFirst = (first.restartCount ?? 0) === 0;
  const text = startedAt(first.lastState) ?? startedAt(first.state) ?? '';
  const began = timestampInterval(text);
  const at = { earliest: Math.max(earliest, isFirst ? began.earliest : -Infinity), latest: began.latest };
  const evidence = [{ what: `status.containerStatuses[${name}] …startedAt`, text }];
  const missing = (['CreateContainer', 'StartContainer'] as const).filter(
    (method) => !known.some((call) => call.method === method),
  );
  return missing.map((method) => ({
    method,
    container: name,
    // The runtime's moment lies inside StartContainer, and CreateContainer before it.
    start: { earliest, latest: at.latest },
    end:
      method === 'StartContainer'
        ? { earliest: at.earliest, latest: at.latest + 1000 }
        : { earliest, latest: at.latest },
    outcome: succeeded,
    source: 'inferred',
    evidence,
  }));
}

/** Whether the pod says that this container was started. */
export function statusesOf(pods: readonly Pod[], name: string): ContainerStatus[] {
  return pods.flatMap(({ status }) =>
    [status?.initContainerStatuses, status?.containerStatuses, status?.ephemeralContainerStatuses]
      .flatMap((list) => list ?? [])
      .filter((each) => each.name === name),
  );
}
