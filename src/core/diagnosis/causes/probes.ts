import type { Event, Probe } from '../../api/types';
import { lastSeen, momentOf, timesSeen } from '../../trace/eventTimes';
import type { Finding } from '../facts/finding';
import { killedBy } from '../facts/kills';
import { eventText, type ContainerFacts } from '../facts/podFacts';
import { probeRetry, restartRetry } from '../facts/retries';

/** A probe for whose failures the kubelet kills and restarts the container (pkg/kubelet/prober, 1.37). */
export function killingProbe(container: ContainerFacts): Finding | undefined {
  const killing = killedBy(container, /failed (liveness|startup) probe/) ?? endedByProbe(container);
  const [, word] = /(?:failed |^)(liveness|startup) probe/i.exec(killing?.message ?? '') ?? [];
  const kind = word && (word.toLowerCase() === 'startup' ? 'startup' : 'liveness');
  if (!kind || !killing) return undefined;
  const { state, lastState, restartCount, started } = container.status;
  // It runs again, and got further than before.
  if (kind === 'startup' && state?.running && started) return undefined;
  const unhealthy = unhealthyEvent(container, kind);
  const ended = state?.terminated ?? lastState?.terminated;
  const willRestart = container.restartsAfter(ended?.exitCode ?? 137);
  const retry =
    willRestart && !state?.running && ended?.finishedAt
      ? restartRetry(momentOf(ended.finishedAt), restartCount, state?.waiting?.message ?? '', container.facts.now)
      : undefined;
  return container.finding({
    name: `${kind}-probe-kills`,
    cause: `its ${kind} probe fails, and it is ${willRestart ? 'restarted' : 'ended'} for that${ended?.exitCode === 137 && !state?.running ? ' (exit code 137, SIGKILL)' : ''}${why(unhealthy)}`,
    evidence: `${eventText(unhealthy ?? killing)}${container.logEnd}`,
    field: `.${kind}Probe`,
    next: adviceOf(container, unhealthy, kind),
    command: state?.running ? container.logs : container.previousLogs,
    ...(retry && { retry }),
  });
}

/**
 * The event that it was killed may be gone; and where nothing is restarted the kubelet ends the whole pod, and does not say for which probe
 * (`computePodActions`, pkg/kubelet/kuberuntime/kuberuntime_manager.go, 1.37): the last failure, if it was one too many.
 */
function endedByProbe(container: ContainerFacts): Event | undefined {
  const { state, lastState } = container.status;
  const ended = state?.terminated ?? (state?.running ? undefined : lastState?.terminated);
  const { exitCode, reason, startedAt, finishedAt } = ended ?? {};
  if ((exitCode !== 143 && exitCode !== 137) || reason === 'OOMKilled') return undefined;
  const isOfRun = (event: Event): boolean => {
    const { at, precision } = lastSeen(event) ?? { at: 0, precision: 0 };
    const [began, end] = [Date.parse(startedAt ?? ''), Date.parse(finishedAt ?? '')];
    return !(at + precision < began) && !(at - precision > end + 2000);
  };
  return (['liveness', 'startup'] as const)
    .map((kind) => ({ event: unhealthyEvent(container, kind), probe: container.spec?.[`${kind}Probe`] }))
    .find(({ event, probe }) => event && timesSeen(event) >= (probe?.failureThreshold ?? 3) && isOfRun(event))?.event;
}

/** As killingProbe, for a container whose end is not told yet: the pod still counts as ready. */
export function probeThatKillsNow(container: ContainerFacts): Finding | undefined {
  const { running } = container.status.state ?? {};
  const killing = container.last('Killing', /failed (liveness|startup) probe/);
  const killed = killing && lastSeen(killing);
  if (!running || !killed) return undefined;
  const began = running.startedAt ? momentOf(running.startedAt) : undefined;
  const isOfThisRun =
    !container.status.lastState?.terminated || (began && killed.at - killed.precision > began.at + began.precision);
  return isOfThisRun ? killingProbe(container) : undefined;
}

/** A probe that keeps a running container from being started or ready. */
export function holdingProbe(container: ContainerFacts): Finding | undefined {
  const { state, ready, started } = container.status;
  // The event that it started comes before the status that it runs.
  const running = state?.running ?? (container.isUntold && container.last('Started') ? {} : undefined);
  if (!running || ready) return undefined;
  const kind = container.spec?.startupProbe && !started ? 'startup' : 'readiness';
  const probe = container.spec?.[`${kind}Probe`];
  const unhealthy = unhealthyEvent(container, kind);
  if (!probe) return undefined;
  const began = 'startedAt' in running && running.startedAt ? momentOf(running.startedAt) : undefined;
  const seen = unhealthy && lastSeen(unhealthy);
  const isOfThisRun = !began || (seen && seen.at + seen.precision >= began.at - began.precision);
  if (!unhealthy || !isOfThisRun) {
    return container.finding({
      name: `${kind}-probe-waits`,
      isWaiting: true,
      cause: `its ${kind} probe has not succeeded yet`,
      evidence: container.stateText,
      field: `.${kind}Probe`,
      next: `wait: the first probe comes after ${probe.initialDelaySeconds ?? 0} s, then one every ${probe.periodSeconds ?? 10} s`,
      command: container.logs,
    });
  }
  const threshold = probe.failureThreshold ?? 3;
  const times = timesSeen(unhealthy);
  const isLast = kind === 'startup' && times >= threshold;
  const retry = isLast ? undefined : probeRetry(unhealthy, probe.periodSeconds ?? 10, container.facts.now);
  const patience = kind === 'startup' ? `; at ${threshold} failures in a row it is restarted` : '';
  return container.finding({
    name: `${kind}-probe-fails`,
    isWaiting: kind === 'startup',
    cause: `its ${kind} probe fails (${times} ${times === 1 ? 'time' : 'times'} so far${patience})${why(unhealthy)}`,
    evidence: eventText(unhealthy),
    field: `.${kind}Probe`,
    next: adviceOf(container, unhealthy, kind),
    command: container.logs,
    ...(retry && { retry }),
  });
}

const unhealthyTexts = {
  startup: /^startup probe/i,
  liveness: /^liveness probe/i,
  readiness: /^readiness probe/i,
};
type ProbeKind = keyof typeof unhealthyTexts;

function unhealthyEvent(container: ContainerFacts, kind: ProbeKind): Event | undefined {
  return container.last('Unhealthy', unhealthyTexts[kind]);
}

/** The prober's text without its beginning, which a command may leave empty. */
function why(event: Event | undefined): string {
  const text = /^\w+ probe (?:failed|errored[^:]*):\s?(.*)$/is.exec(event?.message ?? '')?.[1]?.trim();
  return text ? `: ${text}` : '';
}

function adviceOf(container: ContainerFacts, event: Event | undefined, kind: ProbeKind): string {
  const probe: Probe | undefined = container.spec?.[`${kind}Probe`];
  const message = event?.message ?? '';
  const port = probe?.httpGet?.port ?? probe?.tcpSocket?.port ?? probe?.grpc?.port;
  if (/^.*: port "[^"]*" not found/s.test(message))
    return 'no port of the container has that name: correct the port of the probe, or name the port';
  const declared = (container.spec?.ports ?? []).map(({ containerPort }) => containerPort);
  if (/connection refused/.test(message) && typeof port === 'number' && declared.length > 0 && !declared.includes(port))
    return `the probe asks port ${port}, and the container has port ${declared.join(', ')}: correct the port of the probe`;
  if (/connection refused/.test(message))
    return `nothing listens on port ${port ?? ''} yet: correct the port, listen on all addresses, or give it more time`;
  if (/statuscode: (\d+)/.test(message)) {
    const status = /statuscode: (\d+)/.exec(message)?.[1];
    const path = probe?.httpGet?.path ?? '/';
    if (status === '401' || status === '403')
      return `${path} answers ${status}: it requires a login, which a probe can only send in httpHeaders; let it answer without one`;
    return status === '404'
      ? `${path} answers 404: correct the path`
      : `${path} answers ${status}: read in its log what the application says about it${status?.startsWith('5') ? '' : ', or correct the path'}`;
  }
  if (/timeout|timed out|deadline exceeded|Client\.Timeout/i.test(message))
    return `it does not answer within ${probe?.timeoutSeconds ?? 1} s: raise timeoutSeconds, or find out why it is slow`;
  if (/executable file not found|no such file/i.test(message))
    return "the probe's command is not in the image: correct it";
  if (/x509|tls|HTTPS client/i.test(message))
    return 'it does not speak what the probe expects: correct scheme and port';
  if (probe?.exec) return `run \`${probe.exec.command?.join(' ') ?? ''}\` in the container to see what it says`;
  return kind === 'readiness'
    ? 'read in its log what it waits for, or correct the probe'
    : 'give it more time (failureThreshold, periodSeconds), or correct the probe';
}
