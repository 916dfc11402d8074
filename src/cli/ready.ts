import { declaredObject } from '../core/api/asDeclared';
import type { Pod } from '../core/api/types';
import { timeOf } from '../core/circumstances/whatIf/amounts';
import { ownRefusals } from '../core/explain/hints/manifestHints';
import { unknownFields } from '../core/explain/hints/unknownFields';
import { asMeant } from '../core/explain/meaning/asMeant';
import { isPart } from '../core/manifest/isPart';
import { podOf } from '../core/manifest/podOf';
import { clockReasons, podClockNotes } from '../core/narration/probeClockTexts';
import { podClock } from '../core/probeClock/podClock';
import { windowText } from '../core/probeClock/secondsText';
import type { Window } from '../core/probeClock/window';
import { newestVersion, releaseOf, type KubernetesRelease } from '../core/release/kubernetesRelease';
import { isStrict } from '../core/circumstances/start';
import { chosenCircumstances } from './chosenCircumstances';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { placeText } from './manifestFile';
import { readManifest } from './readInput';
import { shownValue } from './shownValue';
import { standingOf } from './simulation';

interface ClockedPod {
  name: string;
  pod: Pod;
  /** With the sidecar for which it waits for good, if there is one. */
  containers: (ReturnType<typeof podClock>[number] & { readonly behind?: string })[];
}

/**
 * `ready FILE`: when each container is started, ready and killed, given when its application answers (`--answers-after`).
 * Throws CommandError.
 */
export function ready(file: string, flags: Flags): string {
  const { format = 'text' } = flags;
  if (format !== 'text' && format !== 'json')
    throw new CommandError(`--format is text or json, not ${shownValue(format)}`, 2);
  const answers = answersAfter(flags.answersAfter);
  const circumstances = chosenCircumstances(flags);
  const release = releaseOf(circumstances.kubernetes ?? newestVersion);
  if (!release.syncsForEveryProbe)
    throw new CommandError(`ready knows kubelets since 1.19, not that of ${release.version}`, 2);
  const manifest = readManifest(file);
  const { objects } = standingOf(manifest, file, flags);
  const pods = objects.flatMap((object): ClockedPod[] => {
    const meant = asMeant(object.value);
    const written = podOf(meant);
    if (!written || isPart(object.value, false)) return [];
    const [refused] = [
      ...(isStrict(circumstances) ? unknownFields(object, release) : []),
      ...ownRefusals(object, release),
    ];
    if (refused) throw new CommandError(`${placeText({ manifest, file }, refused.range.start)}: ${refused.message}`);
    const pod = declaredObject<Pod>(written);
    return [{ name: object.name, pod, containers: behindSidecars(podClock(pod, answers, release)) }];
  });
  if (pods.length === 0) throw new CommandError(`${file}:1:1: nothing in it creates pods`);
  return format === 'json' ? json(pods) : text(pods, answers, release);
}

/** Seconds; Infinity for never. */
function answersAfter(given = '0s'): number {
  if (given === 'never') return Infinity;
  const time = timeOf(given);
  if (time === undefined)
    throw new CommandError(`--answers-after is a time of at most a day, such as 25s, or never, not ${given}`, 2);
  return time / 1000;
}

function json(pods: readonly ClockedPod[]): string {
  const rows = pods.flatMap(({ name, containers }) =>
    containers.map(({ container, clock: { started, ready: isReady, killed } }) => ({
      pod: name,
      container: container.name,
      started: bounds(started),
      ready: bounds(isReady),
      killed: bounds(killed),
    })),
  );
  return `${JSON.stringify(rows, null, 2)}\n`;
}

/** In hundredths, and no narrower than it is. */
function bounds(window: Window | undefined): [number, number] | null {
  const inHundredths = (seconds: number): number => Number((seconds * 100).toFixed(3));
  return window
    ? [Math.floor(inHundredths(window.earliest)) / 100, Math.ceil(inHundredths(window.latest)) / 100]
    : null;
}

function text(pods: readonly ClockedPod[], answers: number, { version }: KubernetesRelease): string {
  const when =
    answers === 0
      ? 'answers as soon as its container runs; until then each probe fails'
      : Number.isFinite(answers)
        ? `answers ${answers} s after its container's start; until then each probe fails`
        : 'never answers: each probe fails';
  return [
    `The application ${when}. Kubernetes ${version}, times from each container's start.`,
    ...pods.flatMap(({ name, pod, containers }) => [
      '',
      `Pod ${name}`,
      ...containers.flatMap(({ container, isSidecar, clocked, clock, behind }) => {
        const reasons = clockReasons(container, clocked, clock, pod);
        const head = `  ${isSidecar ? 'sidecar' : 'container'} ${container.name}`;
        if (behind !== undefined)
          return [
            head,
            line('started', undefined, `Nothing starts behind sidecar ${behind}, which never counts as started.`),
          ];
        return [
          head,
          line('started', clock.started, reasons.started),
          line('ready', clock.ready, reasons.ready),
          line('killed', clock.killed, reasons.killed),
        ];
      }),
      ...podClockNotes(pod).map((note) => `  ${note}`),
    ]),
    '',
    'Requests of a Service reach a pod while all of its containers are ready. A probe that hangs instead of failing at once',
    'ends after its timeoutSeconds, and everything after it is later. Windows are as wide as the jitter of a kubelet:',
    "nobody knows when in its period a probe's first attempt comes, and a status takes up to 2 s until others see it.",
    '',
  ].join('\n');
}

/** Nothing happens to what would start behind a sidecar that never counts as started, in any of its runs. */
function behindSidecars(containers: ReturnType<typeof podClock>): ClockedPod['containers'] {
  const held = containers.findIndex(({ isSidecar, clock }) => isSidecar && !clock.started);
  const behind = containers[held]?.container.name;
  return containers.map((each, i) =>
    behind === undefined || i <= held ? each : { ...each, clock: { isKilledForSure: false }, behind },
  );
}

function line(what: string, window: Window | undefined, reason: string): string {
  return `    ${what.padEnd(8)}${(window ? windowText(window) : 'no').padEnd(18)}${reason}`;
}
