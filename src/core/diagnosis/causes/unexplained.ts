import { sinceTime } from '../facts/clockTime';
import type { Finding } from '../facts/finding';
import { conditionText, endText, eventText, type ContainerFacts, type PodFacts } from '../facts/podFacts';

/** The last resort for a pod that is not as it should be: what it waits for, since when, and where to look. */
export function unexplained(facts: PodFacts): Finding {
  return failedPod(facts) ?? donePod(facts) ?? heldContainer(facts) ?? unreadyPod(facts);
}

/** A phase Failed that neither a reason nor a container explains. */
function failedPod(facts: PodFacts): Finding | undefined {
  const { phase, message } = facts.pod.status ?? {};
  if (phase !== 'Failed') return undefined;
  return {
    name: 'pod-failed',
    cause: `it has failed (phase Failed)${message ? `: ${message}` : ', and nothing says why: it gives no reason, and none of its containers failed'}`,
    evidence: `status.phase: Failed${lastEvent(facts)}`,
    next: 'check its events and those of its node at that time, and the log of its kubelet',
    command: facts.describe,
  };
}

/** Its containers have ended for good, and the kubelet has still to say that it is done. */
function donePod(facts: PodFacts): Finding | undefined {
  if (facts.containers.length === 0 || !facts.isDone) return undefined;
  const running = facts.containers.filter(({ status: { state } }) => state?.running).map(({ name }) => name);
  return {
    name: 'pod-ending',
    isWaiting: true,
    cause: `its containers have ended${running.length > 0 ? `, and its sidecars are being stopped: ${running.join(', ')}` : ', and it is completed as soon as its node says so'}`,
    evidence: `status.phase: ${facts.pod.status?.phase ?? ''}`,
    next: 'wait; if nothing changes, check whether its node still reports',
    command: facts.describe,
  };
}

/** The first container that is neither started nor said to be on its way. */
function heldContainer(facts: PodFacts): Finding | undefined {
  const waits = facts.containers.filter(({ status: { state } }) => !state?.running && !state?.terminated);
  const held = waits.find(({ isUntold }) => !isUntold) ?? waits[0];
  const ended = facts.containers.find(
    ({ status: { state } }) => state?.terminated && (state.terminated.exitCode ?? 0) !== 0,
  );
  const found = held ?? ended;
  if (!found) return undefined;
  const { waiting, terminated } = found.status.state ?? {};
  if (terminated)
    return found.finding({
      name: 'container-ended',
      cause: `it has ended: ${endText(terminated).replace('terminated: ', '')}`,
      evidence: endText(terminated),
      field: '',
      next: 'read in its log why it ends',
      command: found.logs,
    });
  const { reason = '', message = '' } = waiting ?? {};
  if (reason === 'CrashLoopBackOff') return crashLoop(found, message);
  if (/^(?:ContainerCreating|PodInitializing|)$/.test(reason)) return beingMade(found, reason);
  return found.finding({
    name: 'container-waits',
    cause: `it waits (${reason})${message ? `: ${message}` : `${sinceStart(facts)}; nothing says why`}`,
    evidence: found.stateText,
    field: '',
    next: 'check the events of the pod, and the log of the kubelet and the runtime on its node',
    command: facts.describe,
  });
}

/** A back-off whose last end is not told. */
function crashLoop(container: ContainerFacts, message: string): Finding {
  const { restartCount } = container.status;
  return container.finding({
    name: 'crash-loop',
    cause: `it ends again and again (CrashLoopBackOff, ${restartCount} ${restartCount === 1 ? 'restart' : 'restarts'} so far); its status does not say how${message ? `: ${message}` : ''}`,
    evidence: container.stateText,
    field: '',
    next: 'read in the log of its last run why it ends',
    command: container.previousLogs,
  });
}

/** ContainerCreating and PodInitializing, without an event that says what lasts. */
function beingMade(container: ContainerFacts, reason: string): Finding {
  const { facts } = container;
  const node = facts.pod.spec?.nodeName;
  const init = facts.containers.find(
    ({ isInit, status: { state } }) => isInit && state?.terminated?.exitCode !== 0 && !state?.running,
  );
  const last = facts.events.at(-1);
  return container.finding({
    name: 'nothing-says-why',
    isWaiting: !facts.isOlderThan(120),
    cause: `it waits to be created${reason && ` (${reason})`}${sinceStart(facts)}${init && init !== container ? `, after init container ${init.name}` : ''}; nothing says why: ${last ? 'its last event is ' + (last.reason ?? '') : 'there is no event for it (events are kept for an hour)'}`,
    evidence: `${container.stateText}${last ? `; ${eventText(last)}` : ''}`,
    field: '',
    next: `look at the events of the pod, and at the kubelet and the runtime of its node${node ? ` ${node}` : ''}: they mount its volumes, make its sandbox and network, pull its image`,
    command: facts.describe,
  });
}

/** A pod whose containers run, or ended well, and that is not Ready. */
function unreadyPod(facts: PodFacts): Finding {
  const { status } = facts.pod;
  const ready = facts.condition('Ready');
  const unready = facts.containers.filter(({ status: one }) => one.state?.running && !one.ready);
  const [first] = unready;
  const since = sinceTime(ready?.lastTransitionTime, facts.now);
  if (first) {
    return first.finding({
      name: 'container-not-ready',
      isWaiting: !facts.isOlderThan(60),
      cause: `it runs but is not ready${since}; nothing says why`,
      evidence: `${first.stateText}, ready: false${ready ? `; ${conditionText(ready)}` : ''}`,
      field: first.spec?.readinessProbe ? '.readinessProbe' : '',
      next: first.spec?.readinessProbe
        ? 'read its log, and check whether it answers its readiness probe'
        : 'check whether the kubelet of its node still reports: it decides whether a container is ready',
      command: first.facts.describe,
    });
  }
  const isReadyInAll = facts.containers.length > 0 && facts.containers.every(({ status: one }) => one.ready);
  const what = isReadyInAll
    ? 'all of its containers are ready, but the pod is not (Ready=False)'
    : `it is ${status?.phase ?? 'not started'}, and not Ready`;
  return {
    name: 'pod-not-ready',
    isWaiting: !facts.isOlderThan(60),
    cause: `${what}${since}; ${[ready?.reason, ready?.message].filter(Boolean).join(': ') || 'nothing says why'}`,
    evidence: ready ? conditionText(ready) : `status.phase: ${status?.phase ?? 'none'}${lastEvent(facts)}`,
    next: `check whether its node${facts.pod.spec?.nodeName ? ` ${facts.pod.spec.nodeName}` : ''} still reports, and who else writes conditions of the pod`,
    command: facts.describe,
  };
}

function sinceStart({ pod, now }: PodFacts): string {
  return sinceTime(pod.status?.startTime ?? pod.metadata?.creationTimestamp, now);
}

function lastEvent({ events }: PodFacts): string {
  const last = events.at(-1);
  return last ? `; ${eventText(last)}` : '';
}
