import type { Pod } from '../api/types';
import type { KubernetesRelease } from '../release/kubernetesRelease';
import { pathEnd } from '../trace/pathEnd';
import type { Message, Moment, Trace } from '../trace/trace';
import type { Attempt, TimedAttempt } from './attempts';
import { clockRelease } from './clockRelease';
import { containerClock } from './containerClock';
import { containerRuns, sinceRun } from './containerRuns';
import { workSeconds } from './kubeletJitter';
import { clockedContainers, type PodContainer } from './podClock';
import { later, whenBoth, type Window } from './window';

/** When an observed pod was Ready, beside the window that its probes left for that; in seconds from `run`. */
export interface ReadyTime extends TimedAttempt {
  /** The start of the container that was started last. */
  run: Moment;
  container: string;
  moment: Moment;
}

/**
 * The Ready of a pod whose containers ran once, given what failed before: until the last failed attempt the application did
 * not answer, and by the next turn it did. Undefined where it was not Ready, or where nothing tells when it had to be.
 */
export function readyTime(
  trace: Trace,
  pod: Pod,
  messages: readonly Message[],
  failed: readonly Attempt[],
): ReadyTime | undefined {
  const release = clockRelease(trace);
  const { moment, reached, again } = pathEnd(trace, pod, messages);
  const containers = clockedContainers(pod);
  const isProbed = containers.some(({ clocked: { startup, readiness } }) => startup ?? readiness);
  const hasGates = (pod.spec?.readinessGates ?? []).length > 0;
  // Events are kept for an hour: without those of the start, nobody knows that nothing failed.
  const hasEvents = trace.view.events.some(
    ({ reason, involvedObject: { name } }) => reason === 'Started' && name === pod.metadata?.name,
  );
  if (!release || reached !== 'Ready' || again || !isProbed || hasGates || !hasEvents) return undefined;
  const runs = containers.map(({ container: { name } }) => containerRuns(messages, name));
  const last = runs.flat().sort((a, b) => b.at - a.at)[0];
  const lastIndex = runs.findIndex(([run]) => run === last);
  const name = containers[lastIndex]?.container.name;
  if (!last || name === undefined) return undefined;
  let window: Window = { earliest: -Infinity, latest: -Infinity };
  for (const [i, one] of containers.entries()) {
    const [run, ...more] = runs[i] ?? [];
    const own = failed.filter(
      ({ container, fails, at }) =>
        fails && container === one.container.name && run && run.at + at.earliest * 1000 <= moment.at,
    );
    const ready = run && more.length === 0 ? readyWindow(one, own, release) : undefined;
    if (!run || !ready) return undefined;
    const since = sinceRun(run, last);
    window = whenBoth(window, { earliest: ready.earliest + since.earliest, latest: ready.latest + since.latest });
  }
  const at = sinceRun(moment, last);
  const isOutside = at.latest < window.earliest || at.earliest > window.latest;
  return { run: last, container: name, moment, at, window, isOutside };
}

/** In seconds from the container's start. */
function readyWindow(
  { clocked }: PodContainer,
  failed: readonly Attempt[],
  release: KubernetesRelease,
): Window | undefined {
  const lastOf = (probe: Attempt['probe']): Window =>
    failed
      .flatMap(({ probe: own, at, last }) => (own === probe ? (last?.at ?? at) : []))
      .reduce((one, other) => whenBoth(one, other), { earliest: 0, latest: 0 });
  const [startup, readiness] = [lastOf('startup'), lastOf('readiness')];
  const readyAt = (answers: number): Window | undefined => containerClock(clocked, answers, release).ready;
  const { period, timeout } =
    clocked.startup && readiness.latest === 0 ? clocked.startup : (clocked.readiness ?? noProbe);
  const hasFailed = startup.latest > 0 || readiness.latest > 0;
  // Who asks may have to wait for each answer, for as long as the timeout.
  const slowest = (clocked.startup?.timeout ?? 0) + (clocked.readiness?.timeout ?? 0);
  const slot = Math.ceil(timeout / Math.max(1, period)) * period + workSeconds;
  const soonest = readyAt(Math.max(0, clocked.startup ? startup.earliest : readiness.earliest));
  const latest = readyAt(hasFailed ? Math.max(startup.latest, readiness.latest) + slot : 0);
  if (!soonest || !latest) return undefined;
  return later({ earliest: Math.max(soonest.earliest, readiness.earliest), latest: latest.latest }, 0, slowest);
}

const noProbe = { period: 0, timeout: 0 };
