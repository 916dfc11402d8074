import { describe, expect, test } from 'vitest';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import type { ContainerStatus } from '../../../src/core/api/types';
import { allGatesAt, type GatesAt } from '../../../src/core/moment/gatesAt';
import { podSentence, waitSentence } from '../../../src/core/moment/gateText';
import { gatesOverTime, type GatesFrom } from '../../../src/core/moment/gateTimes';
import type { Trace } from '../../../src/core/trace/trace';
import { simulate } from '../../../src/core/cluster/simulate/simulate';
import { recordings, type Recording } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { all, expectedOf, lasting } from '../diagnosis/recordedFaults';
import { observedTrace } from '../trace/observedTrace';

interface Start {
  trace: Trace;
  /** When its last moment is. */
  end: number;
}

const known = new Map<Recording, { simulated: Start; observed: Start }>();

function startsOf(recording: Recording): { simulated: Start; observed: Start } {
  let found = known.get(recording);
  if (!found) {
    const { trace } = replaySimulation(recording);
    const end = Date.parse(recording.appliedAt) + recording.seconds * 1000;
    found = { simulated: { trace, end: trace.end }, observed: { trace: observedTrace(recording), end } };
    known.set(recording, found);
  }
  return found;
}

/** All that is said of a pod, without times. */
function said(gates: GatesAt): string {
  const lines = [podSentence(gates, 0), ...gates.containers.map((one) => `${one.name} ${waitSentence(one, gates, 0)}`)];
  return lines.join('\n').replaceAll(/, since [^,]+,/g, ',');
}

/** Where nothing says it at that moment, or the gate says in its own words what the diagnosis says. */
const inOtherWords: readonly (readonly [name: string, words: RegExp])[] = [
  ['sched-unknown-scheduler', /held by the scheduler nope, which has not chosen one yet/],
  ['vol-ebs', /held by the kubelet of node \S+, which mounts v \(awsElasticBlockStore\)/],
  // That it ended is not in its status yet.
  ['exit-all-onfailure', /held by the kubelet, which has not yet seen that it ended/],
];

describe('at the end of each start that is stuck', () => {
  test.each(lasting)('$set $name: the gate that holds names the recorded cause', ({ recording, name }) => {
    const expected = expectedOf(name, recording)!;
    const { simulated, observed } = startsOf(recording);
    const words = inOtherWords.find(([one]) => one === name)?.[1];
    for (const { trace, end } of [simulated, observed]) {
      for (const gates of allGatesAt(trace, end).filter(({ holding }) => holding)) {
        const causes = [gates.holding, ...gates.containers.map(({ gate }) => gate)].flatMap(
          (gate) => gate?.cause ?? [],
        );
        if (!causes.some((cause) => expected.cause.test(cause))) expect(said(gates)).toMatch(words ?? expected.cause);
        if (expected.container !== undefined && !words) expect(gates.holding?.container).toBe(expected.container);
      }
    }
  });
});

test('what failed in the diagnosis holds a gate, in the same words', () => {
  const wrong: string[] = [];
  let held = 0;
  for (const { set, recording } of all) {
    // Two pods had the same name.
    if (recording.name === 'h.mix.045') continue;
    const { observed, simulated } = startsOf(recording);
    for (const { trace, end } of [observed, simulated]) {
      const found = diagnose(trace.view, { now: end }).filter(
        ({ isWaiting, subject }) => !isWaiting && subject.startsWith('pod '),
      );
      for (const gates of allGatesAt(trace, end)) {
        if (!gates.holding) continue;
        const own = found.filter(({ subject, alike }) => subject === `pod ${gates.pod}` && !alike);
        const causes = gates.gates.flatMap(({ cause }) => cause ?? []);
        for (const { cause, name, container } of own) {
          // What is not started again waits for nothing.
          const waiting = gates.containers.find((one) => one.name === container);
          if (waiting && !waiting.gate) continue;
          held++;
          if (!causes.some((one) => one.includes(cause)) && !isOfGate.has(name))
            wrong.push(`${trace.source} ${set} ${recording.name}: ${name}, ${cause}\n${said(gates)}`);
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(held).toBeGreaterThan(200);
});

/** The gate says the same itself. */
const isOfGate = new Set(['scheduling-gated', 'readiness-gate-closed']);

describe('at each moment, one gate holds for a container that is not ready, and none for one that is', () => {
  test.each(['simulated', 'observed'] as const)('%s', (source) => {
    const wrong: string[] = [];
    const counts = { ready: 0, unready: 0 };
    for (const { set, recording } of all) {
      const { trace } = startsOf(recording)[source];
      for (const key of new Set(
        trace.messages.flatMap(({ subject }) => (subject ? [`${subject.namespace}/${subject.pod}`] : [])),
      )) {
        for (const from of gatesOverTime(trace, key)) {
          const at = `${set} ${recording.name} +${from.at.at - trace.start}`;
          for (const { name, isReady, isOver } of realContainers(from)) {
            const held = from.containers.find((one) => one.name === name)?.holding;
            if (isOver && !held) continue;
            counts[isReady ? 'ready' : 'unready']++;
            if (isReady === (held !== undefined)) wrong.push(`${at}: ${name} ${held?.id}`);
            if (held?.state !== undefined && held.state !== 'holds')
              wrong.push(`${at}: ${name} waits at what does not hold`);
            if (held && !held.heldBy) wrong.push(`${at}: nobody holds ${held.id}`);
            // What comes before it in the same container is past.
            const before = from.gates.slice(
              0,
              from.gates.findIndex(({ id }) => id === held?.id),
            );
            for (const gate of held ? before : [])
              if (gate.container === held?.container && gate.state !== 'open')
                wrong.push(`${at}: ${gate.id} is before ${held?.id}`);
          }
        }
      }
    }
    expect(wrong.filter((one) => !restarted.some((name) => one.includes(` ${name} `)))).toEqual([]);
    expect(counts.ready).toBeGreaterThan(1000);
    expect(counts.unready).toBeGreaterThan(5000);
  });
});

/** All of their containers are removed and started again, which their status tells later. */
const restarted = ['h.restart.all', 'h.restart.all-init'];

/** What the status and the runtime tell of the containers of a pod that is not over. */
function realContainers({ change }: GatesFrom): { name: string; isReady: boolean; isOver: boolean }[] {
  const { pod, isDeleted, work } = change.pod;
  const { spec, status, metadata } = pod ?? {};
  if (!spec || isDeleted || metadata?.deletionTimestamp || /^(Succeeded|Failed)$/.test(status?.phase ?? '')) return [];
  const { initContainerStatuses = [], containerStatuses = [] } = status ?? {};
  const statuses = new Map<string, ContainerStatus>(
    [...initContainerStatuses, ...containerStatuses].map((one) => [one.name, one]),
  );
  const inits = new Set(
    spec.initContainers?.flatMap(({ name, restartPolicy }) => (restartPolicy === 'Always' ? [] : [name])),
  );
  const each = [...(spec.initContainers ?? []), ...spec.containers].map((container) => {
    const { name, restartPolicy = spec.restartPolicy ?? 'Always' } = container;
    const own = statuses.get(name);
    const { running, terminated } = own?.state ?? {};
    const isRunning = running !== undefined && /^(?:running|stopping)?$/.test(work.get(name) ?? '');
    const isDone = inits.has(name) && terminated?.exitCode === 0;
    const isOver =
      terminated !== undefined &&
      (restartPolicy === 'Never' || (restartPolicy === 'OnFailure' && terminated.exitCode === 0));
    return { name, isReady: own?.ready === true && (isDone || isRunning), isOver, isDone };
  });
  // Of a pod at its end, nothing is started any more.
  const hasFailed = each.some(({ name, isOver, isDone }) => inits.has(name) && isOver && !isDone);
  const main = each.slice(spec.initContainers?.length ?? 0);
  return hasFailed || main.every(({ isOver }) => isOver) ? [] : each;
}

/** Starts that end otherwise in the simulation or are recorded in the middle of a step, each named in what is not equal to recordings; of startup-http-https nobody saw whether the last run began before the one before it ended, half a second apart. */
const otherEnds =
  /^(container\.volume\.persistentVolumeClaim\.readOnly|pod\.restartPolicy\.Never|pod\.initContainers\.sidecar|container\.imagePullPolicy\.Never\.present|container\.readinessProbe\.successThreshold|h?fault\.(crash-then-runs|liveness-once|startup-grpc|startup-http-https|vol-rwop)|fuzz\.7\.0(37|43)|h\.mix\.0(42|45|48|59)|vol\.(block|hostpath-pv|local))$/;

test('a simulated start and the observed one end at the same gates', () => {
  const wrong: string[] = [];
  let same = 0;
  const nameOf = ({ pod }: GatesAt): string => pod.replace(/-[a-z0-9]{5}$/, '');
  for (const { set, recording } of all) {
    const { simulated, observed } = startsOf(recording);
    const expected = new Map(allGatesAt(simulated.trace, simulated.end).map((gates) => [nameOf(gates), gates]));
    for (const gates of allGatesAt(observed.trace, observed.end)) {
      const other = expected.get(nameOf(gates));
      if (!other || otherEnds.test(recording.name)) continue;
      const ids = ({ holding, containers }: GatesAt): string =>
        [holding, ...containers.map(({ gate }) => gate)].flatMap((gate) => gate?.id ?? []).join();
      if (ids(gates) === ids(other)) same++;
      else wrong.push(`${set} ${recording.name}\n${said(other)}\n${said(gates)}`);
    }
  }
  expect(wrong).toEqual([]);
  expect(same).toBeGreaterThan(800);
});

describe('between two runs, and after the last one', () => {
  const saidOf = (name: string, seconds: number): string => {
    const recording = all.find((one) => one.recording.name === name)!.recording;
    const { trace } = startsOf(recording).observed;
    const [gates] = allGatesAt(trace, Date.parse(recording.appliedAt) + seconds * 1000);
    return said(gates!);
  };

  test('the back-off holds the next run, and not a call that ended long ago', () => {
    expect(saidOf('fault.crash-loop', 1.1)).toContain('is Ready and waits for nothing');
    expect(saidOf('fault.crash-loop', 4)).toContain(
      'held by the back-off before it is started again: it ends with exit code 1 (a general error), 1 restart so far',
    );
    expect(saidOf('fault.oom-killed', 5)).toContain('held by the memory of its node or pod: it was killed');
  });

  test('no call of the runtime is said to be under way where a status has told of its end', () => {
    const stale = recordings('own').flatMap((recording) => {
      const { trace, end } = startsOf(recording).observed;
      if (JSON.stringify(recording.plan).includes('delayMs')) return [];
      return allGatesAt(trace, end)
        .filter(({ holding }) => holding?.heldBy?.startsWith('the runtime, which is'))
        .map(() => recording.name);
    });
    expect(stale).toEqual([]);
  });

  test('what is over waits for nothing', () => {
    expect(saidOf('fault.exits-nonzero-never', 1)).toBe(
      'pod web has run to its end, which the kubelet has yet to report\napp has ended and waits for nothing',
    );
    expect(saidOf('fault.init-fails-never', 5)).toContain('app was not started and waits for nothing');
    expect(saidOf('h.restart.never-zero', 4)).toContain(
      'pod web goes on without b, which has ended for good: it is not Ready, and waits for nothing',
    );
  });
});

test('gates open in their order, each at its time', () => {
  const recording = recordings('own').find(({ name }) => name === 'pod.initContainers.sidecar')!;
  for (const { trace, end } of Object.values(startsOf(recording))) {
    const [gates] = allGatesAt(trace, end);
    expect(gates?.gates.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'node open',
      'volumes open',
      'sandbox open',
      'image proxy open',
      'start proxy open',
      'ready proxy open',
      'image app open',
      'start app open',
      'ready app open',
    ]);
    const times = gates!.gates.filter(({ kind }) => kind !== 'ready').map(({ since }) => since!.at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  }
});

test('an image is there when its pull ends, also of a run that follows another one', () => {
  const startupProbe = { exec: { command: ['x'] }, periodSeconds: 2 };
  const app = { name: 'app', image: 'shop/app', imagePullPolicy: 'Always', startupProbe };
  const { trace } = simulate({
    objects: [{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec: { containers: [app] } }],
    scenario: { execs: [{ match: 'x', exit: 1 }] },
    seconds: 30,
    start: 0,
  });
  const pulls = trace.messages
    .filter(({ method }) => method === 'PullImage')
    .map(({ start, end }) => [start!.at, end!.at]);
  expect(pulls.length).toBeGreaterThan(2);
  const opened = gatesOverTime(trace, 'default/p').flatMap(({ at, gates }) =>
    gates.some(({ kind, state }) => kind === 'image' && state === 'open') ? [at.at] : [],
  );
  for (const [begun, ended] of pulls) expect(opened.filter((at) => at > begun! && at < ended!)).toEqual([]);
});

test('while the volume of a claim is made for the chosen node, its provisioner holds the node', () => {
  const claim = {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    storageClassName: 'local',
  };
  const objects = [
    { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'local' }, provisioner: 'rancher.io/local-path', volumeBindingMode: 'WaitForFirstConsumer' }, // prettier-ignore
    { apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'data' }, spec: claim },
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'db' },
      spec: {
        containers: [{ name: 'db', image: 'db:1' }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
      },
    },
  ];
  const { trace } = simulate({ objects, scenario: {}, seconds: 20, start: 0 });
  const [early] = allGatesAt(trace, 500);
  expect(early?.holding).toMatchObject({
    kind: 'node',
    heldBy: 'provisioner rancher.io/local-path, which makes the volume of claim data for the chosen node',
  });
  expect(allGatesAt(trace, 15_000)[0]?.gates[0]?.state).toBe('open');
});
