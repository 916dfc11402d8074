import { describe, expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { assumedValues } from '../../../src/core/circumstances/whatIf/assumedValues';
import { failableCalls } from '../../../src/core/circumstances/whatIf/failableCalls';
import { kindOf, whatIfKinds } from '../../../src/core/circumstances/whatIf/kinds';
import { letFail } from '../../../src/core/circumstances/whatIf/letFail';
import { subjectsOf, noEffect } from '../../../src/core/circumstances/whatIf/subjectsOf';
import { underWhatIfs } from '../../../src/core/circumstances/whatIf/underWhatIfs';
import type { WhatIf } from '../../../src/core/circumstances/whatIf/whatIf';
import {
  readWhatIf,
  readWhatIfs,
  whatIfChip,
  whatIfText,
  withWhatIf,
} from '../../../src/core/circumstances/whatIf/whatIfText';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import type { Simulation } from '../../../src/core/cluster/simulate/simulate';
import { knownKeys } from '../../../src/core/knownKeys';

const probe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 5, failureThreshold: 20 };
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web' },
  spec: {
    initContainers: [{ name: 'setup', image: 'busybox:1.36' }],
    containers: [
      {
        name: 'app',
        image: 'nginx:1.27',
        startupProbe: probe,
        readinessProbe: { exec: { command: ['ready'] }, periodSeconds: 5 },
        resources: { requests: { cpu: '2', memory: '3Gi' } },
      },
      { name: 'proxy', image: 'envoy:1' },
    ],
  },
};

const other = { ...pod, metadata: { name: 'api' } };

function one(line: string): WhatIf {
  const read = readWhatIf(line);
  if ('problem' in read) throw new Error(`${line}: ${read.problem}`);
  return read;
}

function under(lines: readonly string[], chosen: Circumstances = {}): Simulation {
  return start({ objects: [pod], circumstances: underWhatIfs(chosen, lines.map(one)), start: 0 });
}

const lasted = ({ calls }: Simulation, method: string): number[] =>
  calls.filter((call) => call.method === method).map((call) => Math.round(call.end - call.start));
const containers = ({ pods }: Simulation) => pods[0]?.status?.containerStatuses ?? [];
const events = ({ events: all }: Simulation) => all.map(({ reason, message }) => `${reason}: ${message}`);

/** A right line of each kind. */
const lines = [
  'image nginx:1.27 present',
  'image-size nginx:1.27 500MB',
  'pull-policy nginx:1.27 Always',
  'image-tag nginx:1.27 latest',
  'registry-speed 5MB/s',
  'registry-answer 2s',
  'unpack-speed 50MB/s',
  'parallel-pulls 3',
  'image-verification AlwaysVerify',
  'node 2 4Gi',
  'kubernetes 1.18',
  'runtime cri-o',
  'answers-after app 25s',
  'exits proxy 10s 1',
  'fail RunPodSandbox * 2 no  IP addresses: none',
];

test('each kind has a line, which reads back as it was, and a chip', () => {
  expect(lines.map((line) => line.split(' ')[0])).toEqual(knownKeys(whatIfKinds));
  for (const line of lines) expect(whatIfText(one(line))).toBe(line);
  expect(lines.map(one).map(whatIfChip)).toEqual([
    'image present: nginx:1.27',
    'nginx:1.27: 500 MB',
    'imagePullPolicy Always: nginx:1.27',
    'tag latest: nginx:1.27',
    'images are downloaded at 5.0 MB/s',
    'registry answers after 2.0 s',
    'images are unpacked at 50 MB/s',
    'pulls 3 at a time',
    'images on the node: AlwaysVerify',
    'node with 2 CPUs, 4 GiB',
    'Kubernetes 1.18',
    'runtime: CRI-O',
    'app answers after 25 s',
    'proxy exits after 10 s with 1',
    'RunPodSandbox fails twice: no  IP addresses: none',
  ]);
});

test.each(lines)('%s changes the start', (line) => {
  const traced = (changes: readonly string[]): string => {
    const circumstances = underWhatIfs({}, changes.map(one));
    const { calls, pods, events: all } = start({ objects: [pod, other], circumstances, start: 0 });
    return JSON.stringify([calls, pods, all]);
  };
  // Who may use an image matters where it is there.
  const beside = line.startsWith('image-verification') ? ['image nginx:1.27 present'] : [];
  expect(traced([...beside, line])).not.toBe(traced(beside));
});

test.each([
  ['', 'Begin with one of image, '],
  ['images nginx present', 'Begin with one of image, '],
  ['__proto__ x', 'Begin with one of image, '],
  ['image nginx', 'Write it as image IMAGE present|absent.'],
  ['image nginx there', 'It is present or absent, not "there".'],
  ['image Nginx! present', 'is not the name of an image'],
  ['image-size nginx 500', 'Give a size with its unit'],
  ['image-size nginx 9999999GB', 'Give a size with its unit'],
  ['registry-speed 0MB/s', 'Give a speed with its unit'],
  ['registry-speed 5MB', 'Give a speed with its unit'],
  ['parallel-pulls 0', 'Give a whole number from 1 to 100, not "0".'],
  ['parallel-pulls 2 3', 'Write it as parallel-pulls COUNT.'],
  ['node 0 4Gi', 'Give an amount above zero'],
  ['node 2 lots', 'Give an amount above zero'],
  ['kubernetes 1.2', 'not "1.2".'],
  ['answers-after app soon', 'Give a time of at most a day'],
  ['answers-after a_b 2s', 'is not the name of a container'],
  ['exits app 10s 256', 'Give a whole number from 0 to 255'],
  ['fail Stop * always x', 'not "Stop"'],
  ['fail PullImage * always', 'Write it as fail CALL SUBJECT TIMES TEXT.'],
  ['fail PullImage * 9 x', 'not "9"'],
  [`fail PullImage * always ${'x'.repeat(2001)}`, 'at most 2000 characters'],
])('%j is refused in words', (line, problem) => {
  expect(readWhatIf(line)).toEqual({ problem: expect.stringContaining(problem) as string });
  expect(readWhatIfs([line])).toEqual([]);
});

test('a chip tells a request as its arrow does', () => {
  expect(whatIfChip(one('fail create/pods/binding web 1 x'))).toBe('POST pods/binding of web fails once: x');
  expect(whatIfChip(one('fail patch/pods/status * always x'))).toBe('PATCH pods/status fails: x');
});

test('a change about the same thing takes the place of the one before', () => {
  const both = withWhatIf(['image-size a:1 5MB', 'node 1 1Gi'].map(one), one('image-size a:1 7MB'));
  expect(both.map(whatIfText)).toEqual(['image-size a:1 7MB', 'node 1 1Gi']);
  const calls = withWhatIf([one('fail PullImage a:1 always x')], one('fail PullImage b:1 always x'));
  expect(calls).toHaveLength(2);
});

describe('what comes of it', () => {
  test('an image that is there is not pulled', () => {
    const pulled = ({ calls }: Simulation) =>
      calls.flatMap((call) => (call.method === 'PullImage' ? [call.request.image?.image] : []));
    expect(pulled(under(['image nginx:1.27 present']))).toEqual(['busybox:1.36', 'envoy:1']);
    expect(pulled(under(['image nginx:1.27 present', 'image nginx:1.27 absent']))).toContain('nginx:1.27');
  });

  test('sizes and speeds make the time of a pull', () => {
    const ms = ['image-size nginx:1.27 100MB', 'registry-speed 80Mbit/s', 'unpack-speed 50MB/s', 'registry-answer 1s'];
    expect(lasted(under(ms), 'PullImage')[1]).toBe(1000 + 10_000 + 2000);
  });

  test('pods that pull in parallel do not wait for one another', () => {
    const ends = (line: string): number => {
      const { calls } = start({ objects: [pod, other], circumstances: underWhatIfs({}, [one(line)]), start: 0 });
      return calls.filter(({ method }) => method === 'PullImage').reduce((last, call) => Math.max(last, call.end), 0);
    };
    expect(ends('parallel-pulls 5')).toBeLessThan(ends('parallel-pulls 1') - 500);
  });

  test('a small node takes no pod that asks for more, and a larger one takes it', () => {
    const { pods, events: all } = under(['node 1 2Gi']);
    expect(pods[0]?.spec?.nodeName).toBeUndefined();
    expect(all[0]?.message).toMatch(/Insufficient cpu, 1 Insufficient memory/);
    expect(under(['node 2500m 4Gi']).pods[0]?.spec?.nodeName).toBeDefined();
    expect(under(['node 1 2Gi'], { scenario: {} }).pods[0]?.spec?.nodeName).toBeUndefined();
  });

  test('the release and the runtime are those', () => {
    expect(under(['kubernetes 1.18']).trace.kubernetes).toBe('1.18');
    expect(containers(under(['runtime cri-o']))[0]?.containerID).toMatch(/^cri-o:/);
    expect(containers(under(['runtime containerd']))[0]?.containerID).toMatch(/^containerd:/);
  });

  test.each([25, 70])('an app that answers after %i s is not ready before', (seconds) => {
    const result = under([`answers-after app ${seconds}s`]);
    const [app, proxy] = containers(result);
    const ready = result.pods[0]?.status?.conditions?.find(({ type }) => type === 'Ready');
    expect([app?.ready, proxy?.ready, ready?.status]).toEqual([true, true, 'True']);
    const since = Date.parse(ready?.lastTransitionTime ?? '') - Date.parse(app?.state?.running?.startedAt ?? '');
    expect(since).toBeGreaterThanOrEqual(seconds * 1000 - 1000);
    expect(since).toBeLessThan(seconds * 1000 + 8000);
    expect(events(result).some((text) => /^Unhealthy: Startup probe failed: .*refused/.test(text))).toBe(true);
  });

  test('commands of probes fail until the app answers, those of hooks do not', () => {
    const [app] = pod.spec.containers;
    const hooked = {
      ...pod,
      spec: {
        containers: [
          {
            name: 'app',
            image: 'nginx:1.27',
            readinessProbe: app!.readinessProbe,
            lifecycle: { postStart: { exec: { command: ['warm'] } } },
          },
        ],
      },
    };
    const { calls, events: all } = start({
      objects: [hooked],
      circumstances: underWhatIfs({}, [one('answers-after app 12s')]),
      start: 0,
    });
    const codes = calls.flatMap((call) =>
      call.method === 'ExecSync' ? [`${call.request.cmd?.join()} ${call.response?.exit_code ?? 0}`] : [],
    );
    expect(codes[0]).toBe('warm 0');
    expect(codes.filter((code) => code === 'ready 1').length).toBeGreaterThan(1);
    expect(codes.at(-1)).toBe('ready 0');
    expect(all.some(({ reason }) => reason === 'FailedPostStartHook')).toBe(false);
  });

  test('a container exits when it is said, and is restarted', () => {
    const result = under(['exits proxy 50s 3']);
    const proxy = containers(result)[1];
    expect(proxy?.restartCount).toBe(1);
    const { exitCode, startedAt, finishedAt } = proxy?.lastState?.terminated ?? {};
    expect(exitCode).toBe(3);
    expect(Date.parse(finishedAt ?? '') - Date.parse(startedAt ?? '')).toBe(50_000);
  });

  test.each([
    ['fail RunPodSandbox web always out of addresses', /FailedCreatePodSandBox: .*out of addresses/],
    ['fail PullImage nginx:1.27 always 503 from here', /Failed to pull image "nginx:1.27": 503 from here/],
    ['fail ImageStatus nginx:1.27 always disk is slow', /InspectFailed: Failed to inspect image "": .*disk is slow/],
    ['fail CreateContainer app always no command', /Failed: Error: no command/],
    ['fail StartContainer app always no such file', /Failed: .*no such file/],
    ['fail ExecSync app always not found', /Unhealthy: Readiness probe errored.*not found/],
    [
      'fail create/serviceaccounts/token web 2 etcd is away',
      /FailedMount: MountVolume.SetUp failed for volume "kube-api-access-\w+" : failed to fetch token: etcd is away/,
    ],
    ['fail create/pods/binding * 1 etcd is away', /FailedScheduling: .*etcd is away/],
  ])('%s is told by an event', (line, event) => {
    expect(events(under([line]))).toContainEqual(expect.stringMatching(event) as string);
  });

  test('what the API server does not take is told, and a later try works', () => {
    expect(under(['fail create/pods web always etcd is away']).errors[0]?.message).toBe('etcd is away');
    const set = {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name: 'web' },
      spec: {
        selector: { matchLabels: { app: 'web' } },
        template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'a', image: 'nginx' }] } },
      },
    };
    const { pods, events: all } = start({
      objects: [set],
      circumstances: underWhatIfs({}, [one('fail create/pods web- 1 etcd is away')]),
      start: 0,
    });
    expect(all[0]?.message).toContain('etcd is away');
    expect(pods[0]?.status?.phase).toBe('Running');
  });

  test('a status that was not taken is sent again, a token that was not given is asked for again', () => {
    for (const line of [
      'fail patch/pods/status * 2 etcd is away',
      'fail create/serviceaccounts/token * 2 etcd is away',
    ]) {
      const { trace, pods } = under([line]);
      const failed = trace.messages.filter(({ outcome }) => !outcome.ok && outcome.text === 'etcd is away');
      expect(failed).toHaveLength(2);
      expect(pods[0]?.status?.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('True');
    }
  });

  test('a call of another container, and one after so many times, go as usual', () => {
    const failed = (line: string): number => under([line]).calls.filter(({ error }) => error).length;
    expect(failed('fail CreateContainer ap always x')).toBe(0);
    expect(failed('fail CreateContainer app 2 x')).toBe(2);
  });
});

test('each call that can fail can be chosen at its arrow, and then fails', () => {
  const { trace } = under([]);
  const chosen = trace.messages.flatMap((message) => letFail(trace, message) ?? []);
  const names = new Set(chosen.map(({ values: [name] }) => name));
  const ofWorkloads = /deployments|sets|jobs$/;
  expect(names).toEqual(new Set(Object.keys(failableCalls).filter((name) => !ofWorkloads.test(name))));
  for (const change of chosen) {
    expect(readWhatIf(whatIfText(change))).toEqual(change);
    const { calls, errors, trace: failing } = under([whatIfText(change)]);
    const texts = [...calls.map(({ error }) => error?.message), ...errors.map(({ message }) => message)];
    const told = failing.messages.map(({ outcome }) => (outcome.ok ? '' : outcome.text));
    expect([...texts, ...told]).toContain(change.values[3]);
  }
});

test('what happens in a plugin, a registry or the OCI runtime fails by the call around it', () => {
  const { trace } = under([]);
  const by = (protocol: string): unknown[] =>
    trace.messages
      .filter((message) => message.protocol === protocol)
      .map((message) => letFail(trace, message)?.values[0]);
  expect(new Set(by('CNI'))).toEqual(new Set(['RunPodSandbox']));
  expect(new Set(by('registry'))).toEqual(new Set(['PullImage']));
  expect(new Set(by('OCI'))).toEqual(new Set(['StartContainer', 'ExecSync']));
  const message = trace.messages.find(({ method }) => method === 'CreateContainer')!;
  expect(letFail(trace, message, 'cri-o://')?.values[3]).toBe('no command specified');
  expect(letFail(trace, { ...message, source: 'observed' })).toBeUndefined();
});

test('a change of what no pod has is told', () => {
  const subjects = subjectsOf([pod]);
  expect(subjects).toEqual({
    containers: ['setup', 'app', 'proxy'],
    asked: ['app'],
    images: ['busybox:1.36', 'nginx:1.27', 'envoy:1'],
  });
  expect(noEffect(one('exits ap 1s 1'), subjects)).toBe('no container is named ap: there are setup, app, proxy');
  expect(noEffect(one('image nginx:1 present'), subjects)).toContain('no container has the image nginx:1');
  expect(noEffect(one('answers-after proxy 25s'), subjects)).toContain('no probe checks proxy');
  expect(
    kindOf('answers-after')
      .questions[0]?.choices?.(subjects, [])
      .map(({ value }) => value),
  ).toEqual(['app']);
  for (const line of lines) expect(noEffect(one(line), subjects)).toBeUndefined();
  expect(subjectsOf([{ kind: 'Pod', spec: { containers: 5 } }, { kind: 'Secret' }])).toEqual({
    containers: [],
    asked: [],
    images: [],
  });
});

test('the values that a start assumes are told with where they come from, and change by their lines', () => {
  const valuesUnder = (changes: readonly string[]) =>
    assumedValues(
      { objects: [pod], circumstances: underWhatIfs({}, changes.map(one)), start: 0 },
      subjectsOf([pod]).images,
    );
  const usual = valuesUnder([]);
  expect(usual.map(({ what, from }) => `${what} (${from})`)).toEqual([
    'image busybox:1.36 has 2.2 MB of compressed layers (about as on Docker Hub)',
    'image nginx:1.27 has 63 MB of compressed layers (about as on Docker Hub)',
    'image envoy:1 has 100 MB of compressed layers (not known: a guess)',
    'the registry takes 600 ms to answer (over the internet)',
    'images are downloaded at 25 MB a second (a line of 200 Mbit/s)',
    'images are unpacked at 270 MB a second (as containerd was measured)',
    'the kubelet pulls one image at a time (its default)',
    'the node has 4 CPUs and 16Gi of memory (a usual node)',
  ]);
  // What is told is what is simulated: said as a change, it changes nothing but the name that was chosen.
  for (const { whatIf } of usual) {
    expect(readWhatIf(whatIfText(whatIf))).toEqual(whatIf);
    expect(under([whatIfText(whatIf)]).calls).toEqual(under([]).calls);
  }
  const changed = valuesUnder(['image-size envoy:1 7MB', 'image nginx:1.27 present', 'parallel-pulls 4', 'node 1 1Gi']);
  expect(changed.map(({ what, from }) => `${what} (${from})`)).toEqual([
    'image busybox:1.36 has 2.2 MB of compressed layers (about as on Docker Hub)',
    'image envoy:1 has 7.0 MB of compressed layers (chosen)',
    usual[3]!.what + ' (over the internet)',
    usual[4]!.what + ' (a line of 200 Mbit/s)',
    usual[5]!.what + ' (as containerd was measured)',
    'the kubelet pulls 4 images at a time (chosen)',
    'the node has 1 CPU and 1Gi of memory (chosen)',
  ]);
});

test('the words of each kind ask for what it takes', () => {
  for (const name of knownKeys(whatIfKinds)) {
    const { questions } = kindOf(name);
    for (const { example, problem } of questions) expect(problem(example)).toBeUndefined();
  }
});
