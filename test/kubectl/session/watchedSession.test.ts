import { afterEach, describe, expect, test, vi } from 'vitest';
import { SessionFace } from '../../../src/cli/sessionFace';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import { Observation } from '../../../src/core/observe/observation';
import { WatchedStart } from '../../../src/host/cluster/watchedStart';
import type { EvidenceScope } from '../../../src/kubectl/evidenceScope';
import { Kubectl } from '../../../src/kubectl/kubectl';
import { ExpectedStarts } from '../../../src/kubectl/session/expectedStarts';
import type { SessionState } from '../../../src/kubectl/session/sessionState';
import type { SessionLimits, SessionNews } from '../../../src/kubectl/session/sessionSnapshot';
import { WatchedSession } from '../../../src/kubectl/session/watchedSession';
import { fakeKubectl, forbidden, listOf, watchLine, type FakeKubectl, type FakeRule } from '../fakeKubectl';

const podsList = String.raw`get --raw=/api/v1/namespaces/shop/pods(\?(?!.*watch|.*limit).*)? `;
const podsWatch = 'get --raw=/api/v1/namespaces/shop/pods.*watch=1';
const probes = 'get --raw=/api/v1/namespaces/shop/.*limit=1';
const eventsList = String.raw`get --raw=/api/v1/namespaces/shop/events(\?(?!.*watch|.*limit).*)? `;
const eventsWatch = 'get --raw=/api/v1/namespaces/shop/events.*watch=1';
const down = 'Unable to connect to the server: dial tcp 10.0.0.1:6443: connect: connection refused\n';

/** A watch that ends only after everything that there was has come. */
const soon = { lines: [{ afterMs: 1_000, text: '' }] };

const pod = (resourceVersion: string, isReady = false) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', uid: 'u1', resourceVersion, creationTimestamp: '2026-01-01T00:00:00Z' },
  spec: { containers: [{ name: 'app', image: 'nginx' }] },
  status: {
    phase: isReady ? 'Running' : 'Pending',
    conditions: [{ type: 'Ready', status: isReady ? 'True' : 'False' }],
  },
});
const quiet: FakeRule[] = [
  { args: eventsList, lines: listOf('5') },
  { args: eventsWatch, hang: true },
  { args: 'get nodes', lines: [{ text: '' }] },
];
const target = { target: 'pod/web', namespace: 'shop', context: 'test' };
const one: EvidenceScope = { namespace: 'shop', pod: 'web' };

/** How a fake kubectl answers, so that a session comes into a state. */
const clusters: Record<SessionState['name'], FakeRule[]> = {
  starting: [{ args: 'get', hang: true, deaf: true, plugin: true }],
  watching: [{ args: podsList, lines: listOf('10', pod('9')) }, { args: podsWatch, hang: true }, ...quiet],
  polling: [
    { args: podsList, lines: listOf('10', pod('9')) },
    { args: podsWatch, ...forbidden('watch', 'pods') },
    ...quiet,
  ],
  reconnecting: [
    { args: podsList, lines: listOf('10', pod('9')) },
    { args: podsWatch, stderr: 'error: unexpected EOF\n', code: 1 },
    { args: probes, stderr: down, code: 1 },
    ...quiet,
  ],
  ended: [{ args: podsList, lines: listOf('10', pod('9', true)) }, { args: podsWatch, hang: true }, ...quiet],
  failed: [{ args: podsList, ...forbidden('list', 'pods') }, ...quiet],
};
const states = Object.keys(clusters) as SessionState['name'][];
/** Where listing is refused, a single pod is asked for by its name. */
const scopeOf = (name: SessionState['name']): EvidenceScope =>
  name === 'failed' ? { namespace: 'shop', labelSelector: 'app=web' } : one;

const fakes: FakeKubectl[] = [];
const sessions: { stop(): void }[] = [];
function kubectlOf(rules: FakeRule[]): { fake: FakeKubectl; kubectl: Kubectl } {
  const fake = fakeKubectl(rules);
  fakes.push(fake);
  return { fake, kubectl: new Kubectl(fake.executable, 'test') };
}
afterEach(async () => {
  vi.restoreAllMocks();
  for (const session of sessions.splice(0)) session.stop();
  for (const fake of fakes.splice(0)) {
    await expect.poll(fake.processes, { timeout: 5_000 }).toBe(0);
    fake.remove();
  }
});

function watched(rules: FakeRule[], scope = one, limits?: SessionLimits) {
  const { fake, kubectl } = kubectlOf(rules);
  const session = new WatchedSession(kubectl, target, scope, limits);
  const news: SessionNews[] = [];
  session.listen((each) => news.push(each));
  sessions.push(session);
  const names = (): string[] =>
    news
      .flatMap((each) => (each.type === 'state' ? each.state.name : []))
      .filter((name, i, all) => name !== all[i - 1]);
  return { fake, session, news, names };
}

async function reach(session: WatchedSession, name: SessionState['name']): Promise<void> {
  session.begin().catch(() => undefined);
  await expect.poll(() => session.state.name, { timeout: 10_000 }).toBe(name);
}

describe.skipIf(process.platform === 'win32')('a watched session', () => {
  test.each(states)('ends from %s with all processes and timers, and can be begun again', async (name) => {
    const limits = name === 'ended' ? { overAfterMs: 100, longestMs: 60_000 } : undefined;
    const { fake, session } = watched(clusters[name], scopeOf(name), limits);
    await reach(session, name);
    if (name === 'starting') await expect.poll(fake.processes).toBeGreaterThan(0);
    session.stop();
    expect((await session.whenOver()).name).toBe(name === 'failed' ? 'failed' : 'ended');
    await expect.poll(fake.processes, { timeout: 5_000 }).toBe(0);
    expect(session.signal.aborted).toBe(true);
    await reach(session, name);
  });

  test.each(states)('is told in the same words by the terminal and the panel: %s', async (name) => {
    const { kubectl } = kubectlOf(clusters[name]);
    const start = new WatchedStart(kubectl, target, scopeOf(name));
    sessions.push(start);
    const { session } = watched(clusters[name], scopeOf(name));
    let printed = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => (printed += String(text)) !== '');
    const terminal = new SessionFace(session, () => undefined);
    for (const face of [session, start]) face.begin().catch(() => undefined);
    const words = (text: string): string => text.replaceAll(/next try in [\d.]+ s$/gm, 'next try in … s');
    const are = (expected: RegExp): Promise<void> =>
      expect
        .poll(() => [expected.test(session.text), words(start.live.text) === words(session.text)], { timeout: 10_000 })
        .toEqual([true, true]);
    if (name === 'ended') {
      await are(stateWords.watching);
      session.stop();
      start.stop();
      await terminal.tellUntilOver();
    }
    await are(stateWords[name]);
    const isPrinted = name === 'reconnecting' || name === 'polling';
    if (isPrinted) expect(words(printed)).toContain(`${words(session.text)}\n`);
  });

  test('goes from connecting over a lost connection back to watching, and tells each state', async () => {
    const { session, names } = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      { args: podsWatch, times: 1, ...soon, stderr: 'error: unexpected EOF\n', code: 1 },
      { args: probes, lines: listOf('10') },
      { args: podsWatch, hang: true },
      ...quiet,
    ]);
    await session.begin();
    await expect.poll(names, { timeout: 10_000 }).toEqual(['starting', 'watching', 'reconnecting', 'watching']);
  });

  test('what is no JSON, at first and later, is a state with words', async () => {
    const page = '<html>Please log in</html>';
    const first = watched([{ args: 'get', lines: [{ text: page }] }]);
    await expect(first.session.begin()).rejects.toMatchObject({ failure: 'failed' });
    expect(first.session.text).toMatch(
      /kubectl get --raw=\S+ \(.*\) printed something that is not JSON: .*Please log in.*; check/,
    );
    const later = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      { args: podsWatch, times: 1, lines: [{ afterMs: 1_000, text: page }], hang: true },
      { args: podsWatch, hang: true },
      ...quiet,
    ]);
    await later.session.begin();
    await expect.poll(later.names, { timeout: 10_000 }).toEqual(['starting', 'watching', 'reconnecting', 'watching']);
    const told = later.news.flatMap((each) =>
      each.type === 'state' && each.state.name === 'reconnecting' ? each.text : [],
    );
    expect(told[0]).toContain('Please log in');
  });

  test('a pod that is deleted is in the snapshot as such, and the session goes on', async () => {
    const { session } = watched([
      { args: podsList, lines: listOf('10', pod('9', true)) },
      { args: podsWatch, lines: [{ text: watchLine('DELETED', pod('11', true)) }], hang: true },
      ...quiet,
    ]);
    await session.begin();
    await expect.poll(() => session.snapshot().pods.map(({ deleted }) => deleted)).toEqual([true]);
    expect(session.snapshot()).toMatchObject({ outcome: 'none', state: { name: 'watching' } });
  });

  test('a permission that one kind lacks is said, and the rest goes on', async () => {
    const { session } = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      { args: podsWatch, hang: true },
      { args: eventsList, ...forbidden('list', 'events') },
      { args: 'get nodes', lines: [{ text: '' }] },
    ]);
    expect(await session.begin()).toBe(true);
    expect(session.snapshot()).toMatchObject({
      state: { name: 'watching' },
      denied: [expect.stringMatching(/^watch events: .*cannot list resource "events"/)],
      pods: [{ name: 'web' }],
    });
  });

  test('events that may not be read any more after they were lost do not leave it reconnecting', async () => {
    const { session, names } = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      { args: podsWatch, hang: true },
      { args: eventsList, times: 1, lines: listOf('5') },
      { args: eventsWatch, times: 1, ...soon, stderr: 'error: something else\n', code: 1 },
      { args: '/events', ...forbidden('list', 'events') },
      ...quiet,
    ]);
    await session.begin();
    await expect.poll(names, { timeout: 10_000 }).toEqual(['starting', 'watching', 'reconnecting', 'watching']);
  });

  test('it ends by itself when the start is over, and when its time is up', async () => {
    const over = watched(clusters.ended, one, { overAfterMs: 100, longestMs: 60_000 });
    await over.session.begin();
    expect(await over.session.whenOver()).toMatchObject({ name: 'ended', why: 'over' });
    expect(over.session.snapshot().outcome).toBe('started');
    const late = watched(clusters.watching, one, { overAfterMs: 100, longestMs: 2_000 });
    await late.session.begin();
    expect(await late.session.whenOver()).toMatchObject({ name: 'ended', why: 'timedOut' });
  });

  test('who stops it before all has come is told that it did not', async () => {
    const { session } = watched(clusters.starting);
    const begun = session.begin();
    session.stop();
    expect(await begun).toBe(false);
  });

  test('only events of what is watched count: other workloads of the namespace have their own trouble', async () => {
    const about = (kind: string, name: string, reason: string, message: string) => ({
      kind: 'Event',
      metadata: { name: `${name}.1`, namespace: 'shop', uid: `e-${name}`, resourceVersion: '4' },
      involvedObject: { kind, name, namespace: 'shop', uid: name },
      type: 'Warning',
      reason,
      message,
      lastTimestamp: '2026-01-01T00:00:10Z',
    });
    const forbiddenPod = 'Error creating: pods "x" is forbidden: exceeded quota: few';
    const rules: FakeRule[] = [
      { args: podsList, lines: listOf('10') },
      { args: podsWatch, hang: true },
      {
        args: eventsList,
        lines: listOf(
          '5',
          about('Job', 'late2', 'DeadlineExceeded', 'Job was active longer than specified deadline'),
          about('ReplicaSet', 'other-7d9c', 'FailedCreate', forbiddenPod),
          about('ReplicaSet', 'web-5d4f', 'FailedCreate', forbiddenPod),
        ),
      },
      { args: eventsWatch, hang: true },
      { args: 'get nodes', lines: [{ text: '' }] },
    ];
    const subjects = async (scope: EvidenceScope): Promise<string[]> => {
      const { session } = watched(rules, scope);
      await session.begin();
      const { trace } = session.snapshot();
      return diagnose(trace!.view, { now: trace!.end }).map(({ subject }) => subject);
    };
    expect(await subjects({ namespace: 'shop', members: ['Deployment web'] })).toEqual(['ReplicaSet web-5d4f']);
    expect(await subjects({ namespace: 'shop', members: ['Job late2'] })).toEqual(['Job late2']);
    expect(await subjects(one)).toEqual([]);
    expect(await subjects({ namespace: 'shop' })).toHaveLength(3);
  });

  test.each([
    ['Deployment', { replicas: 2 }, 'starting'],
    ['Deployment', {}, 'started'],
    ['StatefulSet', { replicas: 1 }, 'started'],
    ['Job', { parallelism: 2, completions: 4 }, 'starting'],
    ['Job', { parallelism: 2, completions: 1 }, 'started'],
  ] as const)('one ready pod of %s %j is %s', async (kind, spec, outcome) => {
    const { session } = watched(clusters.ended, { namespace: 'shop', pod: 'web', members: [] });
    await session.begin();
    expect(session.snapshot().outcome).toBe('none');
    const owner = { apiVersion: 'apps/v1', kind, name: 'web', uid: 'w1', controller: true };
    const owned = { ...pod('12', true), metadata: { ...pod('12').metadata, ownerReferences: [owner] } };
    session.observation.add({ kind: 'object', type: 'MODIFIED', object: owned });
    session.narrow([{ kind, metadata: { name: 'web', uid: 'w1' }, spec } as never]);
    expect(session.snapshot().outcome).toBe(outcome);
    session.observation.add({
      kind: 'object',
      type: 'ADDED',
      object: { ...owned, metadata: { ...owned.metadata, name: 'web2', uid: 'u2' } },
    });
    expect(session.snapshot().outcome).toBe('started');
  });

  test('the time in which nothing is heard is not counted, and nothing is concluded from it', async () => {
    const created = new Date().toISOString().replace(/\.\d+/, '');
    const fresh = { ...pod('9'), metadata: { ...pod('9').metadata, creationTimestamp: created } };
    const { session, news } = watched([
      { args: podsList, lines: listOf('10', fresh) },
      ...clusters.reconnecting.slice(1),
    ]);
    await session.begin();
    await expect.poll(() => session.state.name, { timeout: 10_000 }).toBe('reconnecting');
    const { end } = session.snapshot().trace!;
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
    try {
      const { trace } = session.snapshot();
      expect(trace!.end).toBe(end);
      expect(diagnose(trace!.view, { now: trace!.end }).filter(({ isWaiting }) => !isWaiting)).toEqual([]);
      session.stop();
      expect(session).toMatchObject({ isSilent: true });
      expect(session.snapshot().trace!.end).toBe(end);
    } finally {
      vi.useRealTimers();
    }
    expect(news.filter(({ type }) => type === 'problem')).toEqual([]);
  });

  test('it is over only when a read that is deaf to its end is gone, too', async () => {
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'r1', controller: true };
    const owned = { ...pod('9'), metadata: { ...pod('9').metadata, ownerReferences: [owner] } };
    const { fake, session } = watched([
      { args: 'get .* -- replicaset', hang: true, deaf: true },
      { args: podsList, lines: listOf('10', owned) },
      { args: podsWatch, hang: true },
      ...quiet,
    ]);
    await session.begin();
    await expect.poll(() => fake.calls().some((call) => call.includes('replicaset'))).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 300)); // until it is deaf
    session.stop();
    await session.whenOver();
    expect(fake.processes()).toBe(0);
  });

  test.each(['ended', 'failed'] as const)('a listener may begin it again when it has %s', async (name) => {
    const refusal = { args: podsList, times: 1, stderr: down, code: 1 };
    const { session, news, names } = watched([...(name === 'failed' ? [refusal] : []), ...clusters.watching]);
    let second: Promise<boolean> | undefined;
    const leave = session.listen((each) => {
      if (each.type !== 'state' || each.state.name !== name) return;
      leave();
      second = session.begin();
    });
    const heard: string[] = [];
    session.listen((each) => each.type === 'state' && heard.push(each.state.name));
    const begun = session.begin();
    if (name === 'ended') session.stop();
    if (name === 'ended') expect(await begun).toBe(false);
    else await expect(begun).rejects.toMatchObject({ failure: 'unreachable' });
    expect(await second).toBe(true);
    expect(session.state.name).toBe('watching');
    expect(names()).toEqual(['starting', name, 'starting', 'watching']);
    expect(heard).toEqual(news.flatMap((each) => (each.type === 'state' ? each.state.name : []))); // in the same order
  });

  test('evidence that cannot be taken in is a problem in words, and the rest goes on', async () => {
    const original: unknown = Reflect.get(Observation.prototype, 'add');
    vi.spyOn(Observation.prototype, 'add').mockImplementation(function (this: Observation, evidence) {
      if (evidence.kind === 'object' && evidence.type === 'MODIFIED') throw new TypeError('no such field');
      if (typeof original === 'function') Reflect.apply(original, this, [evidence]);
    });
    const { session, news } = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      { args: podsWatch, lines: [{ text: watchLine('MODIFIED', pod('11', true)) }], hang: true },
      ...quiet,
    ]);
    await session.begin();
    await expect
      .poll(() => session.snapshot().problems.map(({ message }) => message))
      .toEqual(['Reading Pod web failed: TypeError: no such field. It is left out, and the rest continues.']);
    expect(news.filter(({ type }) => type === 'problem')).toHaveLength(1);
    expect(session.state.name).toBe('watching');
  });

  test('a story that cannot be told stays as it was, and is told again as soon as it can', async () => {
    const { session } = watched(clusters.watching);
    await session.begin();
    const last = session.snapshot().trace;
    expect(last).toBeDefined();
    const broken = vi.spyOn(Observation.prototype, 'trace').mockImplementation(() => {
      throw new Error('broken');
    });
    const { trace, problems } = session.snapshot();
    expect(trace).toBe(last);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(
        /^Telling the start of pod\/web in namespace shop of test failed: Error: broken\. The last result stays/,
      ),
    ]);
    broken.mockRestore();
    expect(session.snapshot().problems).toEqual([]);
  });

  test('who shows it and fails is a problem, and the others hear all', async () => {
    const { kubectl } = kubectlOf(clusters.watching);
    const session = new WatchedSession(kubectl, target, one);
    sessions.push(session);
    const heard: string[] = [];
    session.listen(() => {
      throw new Error('the panel is gone');
    });
    session.listen(({ type }) => heard.push(type));
    await session.begin();
    expect(heard).toContain('state');
    expect(session.snapshot().problems.map(({ message }) => message)).toEqual([
      'Showing what is new failed: Error: the panel is gone. The last view stays until the next change.',
    ]);
  });

  test('a simulation that throws leaves the watched start as it is, with words, and is tried again', async () => {
    const { session } = watched(clusters.ended);
    await session.begin();
    const objects = vi.fn(() => {
      throw new RangeError('too deep');
    });
    const manifest = { get objects() { return objects(); } } as never; // prettier-ignore
    const expected = new ExpectedStarts({ namespace: 'shop' }, { manifest, file: 'web.yaml' });
    for (let time = 1; time <= 2; time++) {
      expect(expected.later(session, session.pods, true)).toBeUndefined();
      await expect.poll(() => objects.mock.calls.length).toBe(time);
    }
    expect(session.snapshot().problems.map(({ message }) => message)).toEqual([
      'Simulating the start to compare with failed: RangeError: too deep. Nothing is compared; the next change triggers another attempt.',
    ]);
    expect(expected.now(session, session.pods)).toBeUndefined();
    const stored = new ExpectedStarts({ namespace: 'shop' });
    expect(stored.now(session, session.pods)?.view.pods).toHaveLength(1);
    expect(session.snapshot()).toMatchObject({ problems: [], state: { name: 'watching' } });
  });
});

/** What each state is called in. */
const stateWords: Record<SessionState['name'], RegExp> = {
  starting: /^Connecting to test$/,
  watching: /^Watching pod\/web in namespace shop of test$/,
  polling: /^Watching pod\/web in namespace shop of test, and reading the pods every second/,
  reconnecting: /^The connection dropped \(.+\); next try in .+ s$/,
  ended: /^Stopped watching pod\/web in namespace shop of test$/,
  failed: /cannot list resource "pods"/,
};
