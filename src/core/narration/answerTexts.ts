import type { ClockedContainer } from '../probeClock/clockedContainer';
import { answerLimits } from '../probeClock/answerLimits';
import { noSuchPort } from './probeClockTexts';
import { atLeast, windowText } from '../probeClock/secondsText';
import type { KubernetesRelease } from '../release/kubernetesRelease';

/** The probes of a container. */
export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** What becomes of a container of which one probe has no results. */
const withoutResult: Readonly<Record<ProbeKind, string>> = {
  startup: 'The container never counts as started, but this probe does not have it killed either.',
  readiness: 'The container is never ready.',
  liveness: 'It never has the container killed.',
};

/** What a probe of a container means for an application of which nobody knows when it answers, in a sentence or two. */
export function answerTexts(kind: ProbeKind, container: ClockedContainer, release: KubernetesRelease): string[] {
  if (container[kind]?.errs) return [`${noSuchPort(kind)} ${withoutResult[kind]}`];
  if (container.startup?.errs) return ['It never runs, as `startupProbe` never succeeds.'];
  const { startedAfter, readyAfter, notBefore, killed, killedBy } = answerLimits(container, release);
  const kills =
    killed && killedBy === kind
      ? [
          `An application that takes longer than ${atLeast(killed.earliest)} to answer can be killed, one that never answers is killed at ${windowText(killed)}.`,
        ]
      : [];
  if (kind === 'liveness' && container.startup)
    return [
      'It runs only after `startupProbe` has succeeded, so it does not kill an application that is slow to start.',
    ];
  if (kind === 'liveness') return kills;
  const isStart = kind === 'startup' && container.readiness !== undefined;
  const window = isStart ? startedAfter : readyAfter;
  const from =
    notBefore >= 1 && kind === 'readiness' ? `, and at the earliest ${atLeast(notBefore)} after the start` : '';
  return [`${isStart ? 'Started' : 'Ready'} ${windowText(window)} after the application answers${from}.`, ...kills];
}
