import type { Pod } from '../api/types';
import type { KubernetesRelease } from '../release/kubernetesRelease';
import type { ProbeName } from '../trace/because';
import { pathEnd } from '../trace/pathEnd';
import type { Message, Moment, Trace } from '../trace/trace';
import { attemptWindow, seenWindow, startedWindow } from './attemptWindow';
import type { ClockedContainer } from './clockedContainer';
import { clockRelease } from './clockRelease';
import { containerRuns, sinceRun } from './containerRuns';
import { clockedContainers } from './podClock';
import { isFailed, lastOfEvent, probeOf, resultAt } from './probeMessage';
import type { Window } from './window';

/** A result of a probe beside the window in which it had to come; both in seconds from the start of its container's run. */
export interface TimedAttempt {
  /** As exactly as its time is known. */
  at: Window;
  /** `latest` is Infinity where nothing bounds it. */
  window: Window;
  /** Whether it surely came at another time. */
  isOutside: boolean;
}

/** An attempt of a probe, or the first of several that were told together. */
export interface Attempt extends TimedAttempt {
  /** The message's id. */
  message: string;
  container: string;
  probe: ProbeName;
  /** Which one it is of its run, counted from 1; at least that where it is not exact. */
  nth: number;
  isExact: boolean;
  fails: boolean;
  /** When its container's run began. */
  run: Moment;
  /** The last of those that were told together. */
  last?: TimedAttempt;
}

/** What the attempts of one probe are held against. */
interface Asked {
  probe: ProbeName;
  clocked: ClockedContainer;
  runs: readonly Moment[];
  release: KubernetesRelease;
  trace: Trace;
  /** When its startup probe succeeded, in milliseconds since the epoch; undefined where successes are not told. */
  started: readonly Moment[] | undefined;
  /** Until when the pod was not Ready, in milliseconds since the epoch. */
  unready: number;
}

const probes = ['startup', 'readiness', 'liveness'] as const;

/**
 * The attempts of a pod's probes that a trace tells of: all of a simulated start, of an observed one those that failed.
 *
 * @param messages the pod's own
 */
export function attempts(trace: Trace, pod: Pod, messages: readonly Message[]): Attempt[] {
  const release = clockRelease(trace);
  const asked = messages.filter((message) => probeOf(message));
  if (!release || asked.length === 0) return [];
  const { moment, reached } = pathEnd(trace, pod, messages);
  const unready = reached === 'Ready' ? moment.at : Infinity;
  return clockedContainers(pod).flatMap(({ container: { name }, clocked }) => {
    const own = asked.filter(({ subject }) => subject?.container === name);
    if (own.length === 0) return [];
    const runs = containerRuns(messages, name);
    const started = trace.source === 'simulated' ? successes(own) : undefined;
    return probes.flatMap((probe) =>
      attemptsOf(
        own.filter((message) => probeOf(message) === probe),
        { probe, clocked, runs, release, trace, started, unready },
      ),
    );
  });
}

function successes(messages: readonly Message[]): Moment[] {
  return messages.flatMap((message) =>
    probeOf(message) === 'startup' && !isFailed(message) ? (resultAt(message) ?? []) : [],
  );
}

/** Milliseconds within which calls that could not be made are one attempt: it is made up to three times (pkg/kubelet/prober/prober.go maxProbeRetries, 1.37). */
const retried = 200;

function attemptsOf(messages: readonly Message[], asked: Asked): Attempt[] {
  const { probe, runs, trace, clocked } = asked;
  const isAll = trace.source === 'simulated';
  const found: Attempt[] = [];
  /** How many came before in the same run. */
  let before = { run: -1, least: 0, most: 0 };
  let failedCall = -Infinity;
  for (const message of messages) {
    const at = resultAt(message);
    const index = at ? runs.filter((run) => run.at - run.precision <= at.at + at.precision).length - 1 : -1;
    const run = runs[index];
    if (!at || !run) continue;
    const isRetry = at.at - failedCall < retried;
    failedCall = message.protocol === 'CRI' && !message.outcome.ok ? at.at : -Infinity;
    if (isRetry) continue;
    const { times = 1 } = message;
    if (before.run !== index) before = { run: index, least: 0, most: 0 };
    const [least, most] = [before.least + 1, before.most + 1];
    // Where a run began at about that time, it may be an attempt of the run before; and of what was told together, the later
    // ones may be of another run.
    const isOfEither = index > 0 && at.at - at.precision < run.at + run.precision;
    before = { run: index, least: isOfEither ? before.least : least, most: before.most + times };
    if (isOfEither) continue;
    const hasLatest = isAll || failsUntil(asked, at);
    const from = askedFrom(asked, run, index > 0, at);
    const timed = (moment: Moment, nth: number): TimedAttempt | undefined => {
      const window = attemptWindow(clocked, probe, from, { least, most: hasLatest ? nth : Infinity });
      const since = sinceRun(moment, run);
      return (
        window && { at: since, window, isOutside: since.latest < window.earliest || since.earliest > window.latest }
      );
    };
    const first = timed(at, most);
    const until = times > 1 && index === runs.length - 1 ? lastOfEvent(trace, message) : undefined;
    const last = until && timed(until, most + times - 1);
    if (!first) continue;
    found.push({
      ...first,
      message: message.id,
      container: message.subject?.container ?? '',
      probe,
      nth: least,
      isExact: isAll || (hasLatest && least === most),
      fails: isFailed(message),
      run,
      ...(last && { last }),
    });
  }
  return found;
}

/** Whether all attempts before one failed, too, so that each has an event. */
function failsUntil({ probe, clocked, unready }: Asked, { at }: Moment): boolean {
  if (probe === 'startup') return true;
  return probe === 'readiness' && clocked.isAlone && clocked.readiness?.successes === 1 && at <= unready;
}

/** From when the kubelet may have asked before a moment of a run, in seconds from the run's start. */
function askedFrom({ probe, clocked, release, started }: Asked, run: Moment, isAgain: boolean, { at }: Moment): Window {
  const seen = seenWindow(clocked, release, isAgain);
  if (probe === 'startup' || !clocked.startup) return seen;
  const success = started?.filter((one) => one.at >= run.at && one.at <= at).at(-1);
  return success ? startedWindow(clocked, sinceRun(success, run)) : { earliest: seen.earliest, latest: Infinity };
}
