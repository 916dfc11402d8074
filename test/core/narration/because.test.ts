import { describe, expect, test } from 'vitest';
import type { ContainerStatus, Pod } from '../../../src/core/api/types';
import type { KubeletBecause, StartCause } from '../../../src/core/trace/because';
import { isKubeletBecause } from '../../../src/core/trace/because';
import type { Message, Trace } from '../../../src/core/trace/trace';
import { recordings, type Recording } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from '../trace/observedTrace';

/** Cases whose calls are a matter of chance, or of the case before; ARCHITECTURE.md has them. */
const chance = new Set(['pod.restartPolicy.OnFailure', 'container.volume.persistentVolumeClaim.readOnly']);

const cases = (['own', 'containerd', 'v2', 'more'] as const).flatMap((set) =>
  recordings(set)
    .filter(({ name }) => !chance.has(name))
    .map((recording) => ({ set, recording, trace: replaySimulation(recording).trace })),
);

interface Reasoned {
  message: Message;
  because: KubeletBecause;
  pod: string;
  container: string;
}

/** The kubelet's calls of a trace, each with its reason. */
function reasoned({ messages }: Trace): Reasoned[] {
  return messages.flatMap((message) => {
    const { because, subject, protocol } = message;
    if (protocol !== 'CRI' || !because || !isKubeletBecause(because)) return [];
    return [{ message, because, pod: subject?.pod ?? '', container: subject?.container ?? '' }];
  });
}

function statusesOf({ watch }: Recording, pod: string, container: string): ContainerStatus[] {
  return watch
    .filter(({ object }) => alike(object.metadata?.name, pod))
    .flatMap(({ object: { status } }) => [
      ...(status?.initContainerStatuses ?? []),
      ...(status?.containerStatuses ?? []),
    ])
    .filter(({ name }) => name === container);
}

/** Names of pods that a controller made differ in what is random. */
function alike(name = '', other: string): boolean {
  const known = (text: string): string => text.replace(/-[a-z0-9]{5}$/, '').replace(/-[a-f0-9]{8,10}$/, '');
  return known(name) === known(other);
}

/** The stored pod as the real API server had it. */
function podOf({ watch }: Recording, pod: string): Pod | undefined {
  return watch.find(({ object }) => alike(object.metadata?.name, pod))?.object;
}

function eventsOf({ events }: Recording, reason: string): string[] {
  return events.flatMap((event) =>
    event.reason === reason ? Array<string>(event.count ?? 1).fill(event.message ?? '') : [],
  );
}

/** Counts how often a rule could be held against the recording, so that one that never applies is seen. */
function holding(check: (one: Reasoned, recording: Recording) => string | undefined): {
  wrong: string[];
  held: number;
} {
  const wrong: string[] = [];
  let held = 0;
  for (const { set, recording, trace } of cases) {
    for (const one of reasoned(trace)) {
      const found = check(one, recording);
      if (found === undefined) continue;
      held++;
      if (found !== '') wrong.push(`${set} ${recording.name}: ${one.message.method} ${one.container}: ${found}`);
    }
  }
  return { wrong, held };
}

const same = (said: unknown, real: unknown): string =>
  said === real ? '' : `says ${String(said)}, was ${String(real)}`;

describe('why a container starts', () => {
  test('the exit code and its reason are those that the real status had before this restart', () => {
    const { wrong, held } = holding(({ because, pod, container }, recording) => {
      if (because.type !== 'startContainer' || because.start?.type !== 'ended') return undefined;
      const { exitCode, reason } = because.start;
      const before = statusesOf(recording, pod, container).flatMap(({ restartCount, state, lastState }) =>
        restartCount === because.restartCount
          ? (lastState?.terminated ?? [])
          : restartCount === (because.restartCount ?? 0) - 1
            ? (state?.terminated ?? [])
            : [],
      );
      // The recording may have ended just before.
      return before[0] && same(`${exitCode} ${reason}`, `${before[0].exitCode} ${before[0].reason}`);
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(30);
  });

  test('the policy is that of the stored pod, and lets a container with this exit code be restarted', () => {
    const { wrong, held } = holding(({ because, pod, container }, recording) => {
      if (because.type !== 'createContainer' || because.start?.type !== 'ended') return undefined;
      const { restartPolicy, exitCode, byRule } = because.start;
      const { spec } = podOf(recording, pod) ?? {};
      const own = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].find(({ name }) => name === container);
      const isAllowed =
        byRule === true || restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && exitCode !== 0);
      return `${same(restartPolicy, own?.restartPolicy ?? spec?.restartPolicy)}${isAllowed ? '' : 'is not allowed'}`;
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(30);
  });

  test('the back-off is the one that the real status told while it lasted', () => {
    const { wrong, held } = holding(({ because, pod, container }, recording) => {
      if (because.type !== 'startContainer') return undefined;
      const { start, restartCount = 0 } = because;
      if (start === undefined || !('backOffMs' in start) || start.backOffMs === undefined) return undefined;
      const told = statusesOf(recording, pod, container)
        .filter((status) => status.restartCount === restartCount - 1)
        .flatMap(({ state }) => /^back-off (\S+) restarting/.exec(state?.waiting?.message ?? '')?.[1] ?? []);
      return told[0] === undefined ? undefined : same(start.backOffMs, milliseconds(told[0]));
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(10);
  });

  test('a first start has no container before it, and comes after an init container that ended with 0 or a sidecar that runs', () => {
    const { wrong, held } = holding(({ because, pod }, recording) => {
      if (because.type !== 'createContainer' || because.start?.type !== 'first') return undefined;
      const { after } = because.start;
      if (!after) return same(because.restartCount, 0);
      const real = statusesOf(recording, pod, after.container);
      if (real.length === 0) return undefined;
      const passed = real.some(({ state, lastState, started }) =>
        after.isSidecar
          ? (started ?? false) || state?.running
          : [state, lastState].some((one) => one?.terminated?.exitCode === 0),
      );
      return passed ? '' : `${after.container} was not through`;
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(500);
  });

  test('what a failed attempt left in the status is what the real status had', () => {
    const { wrong, held } = holding(({ because, pod, container }, recording) => {
      if (because.type !== 'checkImage' || !('container' in because.use) || because.use.start?.type !== 'failedBefore')
        return undefined;
      const { reason } = because.use.start;
      const real = statusesOf(recording, pod, container).flatMap(({ state }) => state?.waiting?.reason ?? []);
      // The node of some recordings had the image from the case before.
      if (eventsOf(recording, 'Pulled').some((text) => text.includes('already present'))) return undefined;
      // The status may have been seen too seldom; its event is told each time.
      const told = eventsOf(recording, 'Failed').some((text) => text === `Error: ${reason}`);
      return real.includes(reason) || told ? '' : `says ${reason}, was ${real.join()}`;
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(10);
  });
});

describe('why an image is pulled', () => {
  test('the policy is that of the stored pod, and ImageStatus had not found what is pulled, or the kubelet has no record of it', () => {
    let pulls = 0;
    const wrong: string[] = [];
    for (const { recording, trace } of cases) {
      const answers = new Map<string, boolean>();
      for (const { message, because, pod, container } of reasoned(trace)) {
        const image = (message.request as { image?: { image?: string } }).image?.image ?? '';
        if (because.type === 'checkImage') {
          answers.set(
            `${pod} ${container} ${image}`,
            Boolean((message.response as { image?: object } | undefined)?.image),
          );
        }
        if (because.type !== 'pullImage') continue;
        pulls++;
        const stored = podOf(recording, pod)?.spec;
        const all = [...(stored?.initContainers ?? []), ...(stored?.containers ?? [])];
        const policy = all.find(({ name }) => name === container)?.imagePullPolicy;
        const where = `${recording.name} ${container}`;
        if (policy !== undefined && policy !== because.policy) wrong.push(`${where}: ${because.policy}, not ${policy}`);
        const asked = answers.get(`${pod} ${container} ${image}`);
        if (because.policy === 'Never') wrong.push(`${where}: pulled with Never`);
        if (because.found === true && because.policy !== 'Always' && !because.isUnrecorded)
          wrong.push(`${where}: pulled what was found`);
        if (because.found !== undefined && because.found !== asked) wrong.push(`${where}: ImageStatus said otherwise`);
        if (because.policy === 'IfNotPresent' && because.found === undefined)
          wrong.push(`${where}: ImageStatus was not asked`);
      }
    }
    expect(wrong).toEqual([]);
    expect(pulls).toBeGreaterThan(500);
  });

  test('a back-off of a pull is over after as many failures as make it', () => {
    const { wrong, held } = holding(({ message, because, pod }, recording) => {
      if (because.type !== 'pullImage' || because.backOffMs === undefined) return undefined;
      const real = eventsOf(recording, 'BackOff').some((text) => text.startsWith('Back-off pulling image'));
      const failed = eventsOf(recording, 'Failed').some((text) => text.startsWith('Failed to pull image'));
      const doubled = Math.log2(because.backOffMs / 10_000);
      return real && failed && Number.isInteger(doubled) ? '' : `${pod} ${because.backOffMs} ms ${message.id}`;
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(3);
  });
});

describe('why a sandbox is made', () => {
  test('again where the real kubelet said SandboxChanged, and after as many failures as it told', () => {
    const { wrong, held } = holding(({ because }, recording) => {
      if (because.type !== 'runSandbox') return undefined;
      const { cause } = because;
      if (cause.type === 'sandboxChanged')
        return eventsOf(recording, 'SandboxChanged').length > 0 ? '' : 'no SandboxChanged';
      const failures = eventsOf(recording, 'FailedCreatePodSandBox').filter((text) =>
        text.includes('rpc error'),
      ).length;
      return cause.failures <= failures ? '' : `says ${cause.failures} failures, were ${failures}`;
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(500);
  });
});

describe('why a container stops', () => {
  test('the probe is the one that the real event Killing names, and so is whether it is restarted', () => {
    const { wrong, held } = holding(({ because, container }, recording) => {
      if (because.type !== 'stopContainer' || because.cause.type !== 'probeFailed') return undefined;
      const { probe, restarts } = because.cause;
      const said = eventsOf(recording, 'Killing').filter((text) =>
        new RegExp(`ontainer ${container} failed ${probe} probe`).test(text),
      );
      // Of an init container the event does not say that it is restarted.
      const isTold = said.some((text) => text.startsWith('Init') || text.endsWith(', will be restarted') === restarts);
      return isTold ? '' : `no event for ${probe}: ${eventsOf(recording, 'Killing').join()}`;
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(5);
  });

  test('a deleted pod was deleted with this grace period, and one that ended has ended', () => {
    const { wrong, held } = holding(({ because, pod }, recording) => {
      if (because.type !== 'stopContainer') return undefined;
      const { cause } = because;
      const real = recording.watch
        .filter(({ object }) => alike(object.metadata?.name, pod))
        .map(({ object }) => object);
      if (cause.type === 'podDeleted') {
        const graces = real.flatMap(({ metadata }) =>
          metadata?.deletionTimestamp ? [metadata.deletionGracePeriodSeconds] : [],
        );
        return graces.length === 0
          ? 'was not deleted'
          : graces.includes(cause.graceSeconds)
            ? ''
            : `grace ${cause.graceSeconds}`;
      }
      if (cause.type !== 'podEnded') return undefined;
      return real.some(({ status }) => status?.phase === cause.phase) ? '' : `never ${cause.phase}`;
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(5);
  });

  test('a probe that stops its container had failed as often as its threshold says', () => {
    const { wrong, held } = holding(({ because, pod, container }, recording) => {
      if (because.type !== 'stopContainer' || because.cause.type !== 'probeFailed') return undefined;
      const { spec } = podOf(recording, pod) ?? {};
      const own = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].find(({ name }) => name === container);
      return same(because.cause.threshold, own?.[`${because.cause.probe}Probe`]?.failureThreshold);
    });
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(5);
  });
});

describe('a probe’s attempt', () => {
  test('counts what came before it as its own results were', () => {
    const wrong: string[] = [];
    let held = 0;
    for (const { recording, trace } of cases) {
      const runs = new Map<string, { result: string; times: number }>();
      for (const { message, because, pod, container } of reasoned(trace)) {
        if (because.type !== 'probe') continue;
        const key = `${pod} ${container} ${because.probe} ${(message.request as { container_id?: string }).container_id}`;
        const before = runs.get(key);
        const isSame =
          before === undefined || same(JSON.stringify(because.before?.result), JSON.stringify(before.result)) === '';
        if (before !== undefined) held++;
        if (!isSame) wrong.push(`${recording.name}: ${key}`);
        if (!message.outcome.ok) continue;
        const code = (message.response as { exit_code?: number } | undefined)?.exit_code ?? 0;
        runs.set(key, { result: code === 0 ? 'Success' : 'Failure', times: 1 });
      }
    }
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(50);
  });
});

describe('what is concluded from a real cluster', () => {
  test('is what the kubelet decides when the same is simulated', () => {
    const wrong: string[] = [];
    let held = 0;
    for (const { set, recording, trace } of cases) {
      const decided = startsOf(trace);
      for (const [key, starts] of startsOf(observedTrace(recording))) {
        const real = decided.get(key);
        // Where the numbers differ, nothing says which is which.
        if (real?.length !== starts.length) continue;
        for (const [i, start] of starts.entries()) {
          const other = real[i];
          if (start?.type !== 'ended' || other?.type !== 'ended') continue;
          held++;
          if (start.exitCode !== other.exitCode || start.restartPolicy !== other.restartPolicy)
            wrong.push(
              `${set} ${recording.name} ${key} ${i}: ${JSON.stringify(start)}, decided ${JSON.stringify(other)}`,
            );
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(held).toBeGreaterThan(20);
  });
});

/** Why each container was started, each time, by pod and container. */
function startsOf(trace: Trace): Map<string, (StartCause | undefined)[]> {
  const starts = new Map<string, (StartCause | undefined)[]>();
  for (const { because, pod, container } of reasoned(trace)) {
    if (because.type !== 'startContainer') continue;
    const key = `${pod} ${container}`;
    starts.set(key, [...(starts.get(key) ?? []), because.start]);
  }
  return starts;
}

/** `10s`, `1m20s` as Go prints durations. */
function milliseconds(text: string): number {
  const [, minutes = '0', seconds = '0'] = /^(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  return (Number(minutes) * 60 + Number(seconds)) * 1000;
}
