import type { Container, Pod } from '../api/types';
import type { ClockedContainer } from '../probeClock/clockedContainer';
import type { ContainerClock } from '../probeClock/containerClock';
import type { ProbeTimes } from '../probeClock/probeTimes';
import { atLeast } from '../probeClock/secondsText';

/** Why a container's windows are what they are, a sentence each. */
export interface ClockReasons {
  started: string;
  ready: string;
  killed: string;
}

export function clockReasons(
  container: Container,
  { startup, readiness, liveness, heldSeconds }: ClockedContainer,
  clock: ContainerClock,
  pod: Pod,
): ClockReasons {
  const held = heldSeconds === 0 ? '' : ` ${atLeast(heldSeconds)} of postStart hooks come before that.`;
  const started = startup?.errs
    ? noSuchPort('startup')
    : startup
      ? `With the first success of startupProbe, which runs ${turns(startup)}.${held}`
      : `There is no startupProbe: it counts as started when the kubelet sees it running.${held}`;
  const none = clock.started ? '' : ' It does not start, which has to come first.';
  const ready = readiness?.errs
    ? noSuchPort('readiness')
    : readiness
      ? `With ${times(readiness.successes, 'success', 'successes')} of readinessProbe, which runs ${turns(readiness)}${startup ? ', for the first time when the container is started' : ''}.${none}`
      : `There is no readinessProbe: it is ready when it is started.${none}`;
  return { started, ready, killed: killedReason(container, { startup, liveness }, clock, pod) };
}

function killedReason(
  container: Container,
  { startup, liveness }: Pick<ClockedContainer, 'startup' | 'liveness'>,
  { killed, killedBy, isKilledForSure }: ContainerClock,
  { spec }: Pod,
): string {
  const probe = killedBy && container[`${killedBy}Probe`];
  const failing = killedBy === 'startup' ? startup : liveness;
  if (!killed || !probe || !failing) {
    if (startup?.errs) return `${noSuchPort('startup')}${liveness ? ' livenessProbe runs only after it.' : ''}`;
    if (liveness?.errs) return noSuchPort('liveness');
    if (startup && liveness) return 'startupProbe succeeds in time, and livenessProbe runs only after that.';
    if (startup || liveness) return `${startup ? 'startupProbe' : 'livenessProbe'} succeeds in time.`;
    return 'There is no startupProbe or livenessProbe, and only those can do that.';
  }
  const grace = probe.terminationGracePeriodSeconds ?? spec?.terminationGracePeriodSeconds ?? 30;
  const hook = container.lifecycle?.preStop ? ', its preStop hook included' : '';
  const next = spec?.restartPolicy === 'Never' ? 'It has' : 'Before it is restarted, it has';
  const chance = isKilledForSure ? '' : 'Only if the attempts happen to fall so: ';
  return `${chance}${killedBy}Probe fails ${times(failing.failures, 'time', 'times')}, running ${turns(failing)}. ${next} ${grace} s to end${hook}.`;
}

/** Why the attempts of a probe count for nothing (pkg/kubelet/prober/worker.go doProbe, 1.37). */
export function noSuchPort(probe: 'startup' | 'readiness' | 'liveness'): string {
  return `The container has no port of the name that ${probe}Probe asks: each attempt ends in an error, which is neither a success nor a failure.`;
}

function turns({ period, delay }: ProbeTimes): string {
  return `every ${atLeast(period)}${delay > 0 ? `, not in the first ${atLeast(delay)}` : ''}`;
}

function times(count: number, one: string, many: string): string {
  return count === 1 ? `1 ${one}` : `${count} ${many} in a row`;
}

/** What is to be said of the pod as a whole. */
export function podClockNotes({ spec }: Pod): string[] {
  const gates = (spec?.readinessGates ?? []).flatMap(({ conditionType }) => conditionType ?? []);
  const first = (spec?.initContainers ?? []).filter(({ restartPolicy }) => restartPolicy !== 'Always');
  const all = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const hooked = all.filter(({ lifecycle }) => lifecycle?.postStart && !lifecycle.postStart.sleep);
  return [
    ...(hooked.length > 0
      ? [
          `How long the postStart hook of ${hooked.map(({ name }) => name).join(', ')} takes is unknown: it counts as done at once, and everything after it is later by that time.`,
        ]
      : []),
    ...(first.length > 0
      ? [
          `Not listed: ${first.map(({ name }) => name).join(', ')}. Init containers have no probes, and run to completion.`,
        ]
      : []),
    ...(gates.length > 0
      ? [
          `The pod itself is Ready, and gets requests of its Service, only when something sets ${gates.join(', ')} to True.`,
        ]
      : []),
  ];
}
