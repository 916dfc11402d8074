import type { WatchEvent } from '../../../src/core/cluster/apiserver/objectEvent';
import type { Simulation } from '../../../src/core/cluster/simulate/simulate';
import { releaseOf, type KubernetesRelease } from '../../../src/core/release/kubernetesRelease';
import { nearestVersion } from '../../../src/core/release/nearestVersion';
import { Causes } from '../../../src/core/upgrade/causes';
import type { Change } from '../../../src/core/upgrade/change';
import { changesBetween } from '../../../src/core/upgrade/changesBetween';
import type { PodCall, ShownStart } from '../../../src/core/upgrade/shownStart';
import type { RecordedCall, Recording } from '../../recordings/recordings';
import { inTextOnly } from '../cluster/simulate/comparedCalls';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { withoutUnknowable } from '../cluster/simulate/unknowable';

/** How what is said of an upgrade lies beside what two clusters did. */
export interface RecordedChanges {
  /** What changed between the two recordings and is not said. */
  missing: string[];
  /** What is said and did not change. */
  invented: string[];
  /** What is said and no row of the table makes. */
  unexplained: string[];
}

/** What of a recording is held to another one; the times may be left out, and events of other objects than pods. */
export type Recorded = Omit<Recording, 'note' | 'appliedAt' | 'owners' | 'watch' | 'cri'> & {
  watch: (Omit<Recording['watch'][number], 'at'> & { at?: string })[];
  cri: (Omit<RecordedCall, 'start' | 'end'> & { start?: string; end?: string })[];
};

/**
 * Holds the changes that are named between two releases to the difference of two recordings of the same case. Both are
 * compared in the same way (changesBetween), and of both is left out what the machine did, not the release, and what
 * changes in one release, too, if it is watched as much longer as the longer of the two recordings.
 */
export function recordedChanges(before: Recorded, after: Recorded, causes: Causes): RecordedChanges {
  const textsOf = (changes: readonly Change[]): string[] => [
    ...new Set(changes.flatMap((change) => textOf(change, after) ?? [])),
  ];
  const seconds = Math.max(before.seconds, after.seconds);
  const [from, to] = [before, after].map(({ kubernetes }) => nearestVersion(kubernetes)!.version);
  const inRelease = (release: KubernetesRelease, until = seconds): Simulation =>
    replaySimulation({ ...after, seconds: until }, release);
  const late = new Set(
    [lateChanges(releaseOf(from!), before.seconds), lateChanges(releaseOf(to!), after.seconds)].flat(),
  );
  const steps = causes.of((release) => inRelease(release));
  let step = steps.next();
  while (!step.done) step = steps.next();
  const caused = step.value.changes;
  const recorded = textsOf(changesBetween(shown(before, after.namespace), shown(after)).filter((one) => !isLate(one)));
  const named = textsOf(caused.map(({ change }) => change));
  return {
    missing: recorded.filter((text) => !named.includes(text)),
    invented: textsOf(caused.map(({ change }) => change).filter((one) => !isLate(one))).filter(
      (text) => !recorded.includes(text),
    ),
    unexplained: textsOf(caused.filter(({ rows }) => rows.length === 0).map(({ change }) => change)),
  };

  function lateChanges(release: KubernetesRelease, until: number): string[] {
    if (until === seconds) return [];
    const [short, long] = [inRelease(release, until), inRelease(release)].map((one) => ({ ...one, events: one.events, end: Infinity })); // prettier-ignore
    return changesBetween(short!, long!).map(({ kind, what }) => `${kind} ${what}`);
  }

  function isLate({ kind, what }: Change): boolean {
    return late.has(`${kind} ${what}`);
  }
}

/** A recording as a simulation has it. */
function shown(recording: Recorded, namespace = recording.namespace): ShownStart {
  const { watch, events, errors, cri } = recording;
  return renamed(recording.namespace, namespace, {
    watch: watch.map(({ type, object }): WatchEvent => ({ at: 0, type, object })),
    events: events.map((event) => ({ ...event, metadata: {} })),
    errors,
    calls: callsOfPods(cri, recording),
    end: Infinity,
  });
}

/** The same in another namespace. */
function renamed(from: string, to: string, start: ShownStart): ShownStart {
  const { watch, events, errors, calls } = start;
  const other = <T>(value: T): T => JSON.parse(JSON.stringify(value).replaceAll(from, to)) as T;
  return from === to ? start : { ...start, ...other({ watch, events, errors, calls }) };
}

interface Ids {
  pod_sandbox_id?: string;
  container_id?: string;
}

/** The calls with the pods that they are for; of several pods' those that name none are left out. */
function callsOfPods(calls: Recorded['cri'], { namespace }: Recorded): PodCall[] {
  const owners = new Map<string, string>();
  const made = calls.flatMap((call) => {
    const request = call.request as Ids & { config?: Named; sandbox_config?: Named };
    const { pod_sandbox_id: sandbox, container_id: container } = (call.response ?? {}) as Ids;
    const named = (call.method.endsWith('RunPodSandbox') ? request.config : request.sandbox_config)?.metadata?.name;
    const pod = named ?? owners.get(request.pod_sandbox_id ?? '') ?? owners.get(request.container_id ?? '');
    if (pod) for (const id of [sandbox, container]) if (id) owners.set(id, pod);
    return [{ ...inTextOnly(call), pod }];
  });
  const pods = new Set(made.flatMap(({ pod }) => pod ?? []));
  const only = pods.size === 1 ? [...pods][0] : undefined;
  return made.flatMap(
    ({ pod = only, method, ...call }) =>
    pod === undefined
      ? []
      : [{ ...call, method: method.replace(/^.*\//, ''), start: 0, end: 0, pod, namespace } as PodCall], // prettier-ignore
  );
}

interface Named {
  metadata?: { name?: string };
}

/** How far these had got at the end of a recording is chance (comparedCalls.ts). */
const atTheEnd = /^(?:ExecSync|StopPodSandbox|RemovePodSandbox|RemoveContainer|StopContainer)\b/;

/** An event of another object than a pod. */
const ofOthers = /^\w+ \w/;

/** A change as a text without what nobody can know; undefined for one that the machine made, not the release. */
function textOf(change: Change, recording: Recorded): string | undefined {
  const { kind, what, before } = change;
  // What an accepted object goes without, its server does not say.
  const after = kind === 'accepted' ? undefined : change.after;
  // Recordings have no warnings, and not each has the events of other objects than pods.
  if (kind === 'warning' || (kind === 'event' && ofOthers.test(what))) return undefined;
  if (kind === 'time' || (kind === 'call' && atTheEnd.test(what))) return undefined;
  // The kubelet reads these back from the node's cgroups (comparedOutcome.ts).
  if ((before === '0' || after === '0') && /resources\.(?:limits|requests)\.memory$/.test(what)) return undefined;
  if (kind === 'status' && /^status\.(?:resources|allocatedResources)\b/.test(what)) return undefined;
  const known = (value: unknown): unknown =>
    value === undefined
      ? value
      : JSON.parse(
          JSON.stringify(withoutUnknowable(value, { ...recording, pod: '' }))
            .replace(/\b\d+(\.\d+)?(ms|s|µs)\b/g, '<duration>')
            .replace(/(-<hash>)-\w{5}\b/g, '$1-<x>')
            .replace(/(Image size: )\d+/g, '$1<n>'),
        );
  const [one, other] = [known(before), known(after)].map((value) => JSON.stringify(value));
  return one === other ? undefined : `${kind} ${what}: ${one} → ${other}`;
}
