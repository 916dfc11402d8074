import type { Pod } from '../../src/core/api/types';
import { afterEach, describe, expect, test } from 'vitest';
import { collectEvidence, type CollectionNews } from '../../src/kubectl/collectEvidence';
import { Kubectl } from '../../src/kubectl/kubectl';
import { Observation } from '../../src/core/observe/observation';
import type { Evidence } from '../../src/core/observe/evidence/evidence';
import type { EvidenceScope } from '../../src/kubectl/evidenceScope';
import { fakeKubectl, forbidden, listOf, watchLine, type FakeKubectl, type FakeRule } from './fakeKubectl';

const podsList = String.raw`get --raw=/api/v1/namespaces/shop/pods(\?(?!.*watch|.*limit).*)? `;
const podsWatch = 'get --raw=/api/v1/namespaces/shop/pods.*watch=1';
const podsProbe = 'get --raw=/api/v1/namespaces/shop/pods.*limit=1';
const eventsList = String.raw`get --raw=/api/v1/namespaces/shop/events(\?(?!.*watch|.*limit).*)? `;
const eventsWatch = 'get --raw=/api/v1/namespaces/shop/events.*watch=1';

const pod = (resourceVersion: string, uid = 'u1', phase = 'Pending') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', uid, resourceVersion, creationTimestamp: '2026-01-01T00:00:00Z' },
  status: { phase },
});
const quietEvents: FakeRule[] = [
  { args: eventsList, lines: listOf('5') },
  { args: eventsWatch, hang: true },
];
const noNodes: FakeRule = { args: 'get nodes', lines: [{ text: '' }] };

interface Watched {
  fake: FakeKubectl;
  evidence: Evidence[];
  /** All but the first answer. */
  news: CollectionNews[];
  answers: CollectionNews[];
  stop: () => Promise<void>;
  ended: Promise<unknown>;
}
const open: Watched[] = [];
afterEach(async () => {
  for (const { fake, stop } of open.splice(0)) {
    await stop();
    expect(fake.processes()).toBe(0);
    fake.remove();
  }
});

function watched(rules: FakeRule[], scope: EvidenceScope = { namespace: 'shop', pod: 'web' }): Watched {
  const fake = fakeKubectl([...rules, noNodes]);
  const kubectl = new Kubectl(fake.executable, 'test-context');
  const abort = new AbortController();
  const evidence: Evidence[] = [];
  const news: CollectionNews[] = [];
  const answers: CollectionNews[] = [];
  const ended = collectEvidence(
    kubectl,
    scope,
    (one) => evidence.push(one),
    (one) => (one.type === 'answered' ? answers : news).push(one),
    abort.signal,
  ).catch((error: unknown) => error);
  const stop = async (): Promise<void> => {
    abort.abort();
    await ended;
    await expect.poll(fake.processes, { timeout: 5_000 }).toBe(0);
  };
  const all = { fake, evidence, news, answers, stop, ended };
  open.push(all);
  return all;
}

const kinds = (evidence: readonly Evidence[]): string[] =>
  evidence.flatMap((one) =>
    one.kind === 'object' && one.object.kind === 'Pod'
      ? [`${one.type} ${(one.object as Pod).metadata?.uid}@${(one.object as Pod).metadata?.resourceVersion}`]
      : [],
  );
const denials = (evidence: readonly Evidence[]): string[] =>
  evidence.flatMap((one) => (one.kind === 'denied' ? [one.what] : []));

describe('what a cluster lets be seen is collected', () => {
  test('every call names its context, and nothing is left running in the end', async () => {
    const { fake, evidence, news, answers } = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      { args: podsWatch, lines: [{ text: watchLine('MODIFIED', pod('11', 'u1', 'Running')) }], hang: true },
      ...quietEvents,
    ]);
    await expect.poll(() => kinds(evidence)).toEqual(['ADDED u1@9', 'MODIFIED u1@11']);
    await expect.poll(() => news).toEqual([{ type: 'watching' }]);
    await expect.poll(() => answers).toEqual([{ type: 'answered' }]);
    for (const call of fake.calls()) expect(call).toMatch(/ --context=test-context(?: -- |$)/);
    await expect.poll(() => fake.processes()).toBe(2);
  });

  test('a watch that the server has forgotten is listed anew, and what was missed is told', async () => {
    const { evidence, news } = watched([
      { args: podsList, times: 1, lines: listOf('10', pod('9')) },
      {
        args: podsWatch,
        times: 1,
        lines: [{ text: watchLine('ERROR', { kind: 'Status', code: 410, message: 'too old resource version' }) }],
      },
      { args: podsList, times: 1, lines: listOf('20', pod('19', 'u2')) },
      {
        args: `${podsWatch}&resourceVersion=20`,
        times: 1,
        stderr: 'Error from server (Expired): The resourceVersion for the provided watch is too old.\n',
        code: 1,
      },
      { args: podsList, lines: listOf('30', pod('29', 'u2')) },
      { args: podsWatch, hang: true },
      ...quietEvents,
    ]);
    // Replaced by one of the same name: that the first is gone shows in the list.
    await expect
      .poll(() => kinds(evidence), { timeout: 10_000 })
      .toEqual(['ADDED u1@9', 'DELETED u1@9', 'ADDED u2@19', 'MODIFIED u2@29']);
    expect(news).toEqual([{ type: 'watching' }]);
    const observation = new Observation();
    for (const one of evidence) observation.add(one);
    expect(observation.pods.map(({ uid, deleted }) => [uid, deleted])).toEqual([
      ['u1', true],
      ['u2', false],
    ]);
  });

  test('a connection that drops is told, tried again, and goes on where it ended', async () => {
    const down = 'Unable to connect to the server: dial tcp 10.0.0.1:6443: connect: connection refused\n';
    const { fake, evidence, news } = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      {
        args: `${podsWatch}&resourceVersion=10`,
        lines: [{ text: watchLine('MODIFIED', pod('12')) }, { text: '{"type":"MODI' }],
        stderr: 'error: unexpected EOF\n',
        code: 1,
      },
      { args: podsProbe, times: 1, stderr: down, code: 1 },
      { args: podsProbe, lines: listOf('14') },
      { args: `${podsWatch}&resourceVersion=12`, lines: [{ text: watchLine('DELETED', pod('13')) }], hang: true },
      ...quietEvents,
    ]);
    await expect
      .poll(() => kinds(evidence), { timeout: 10_000 })
      .toEqual(['ADDED u1@9', 'MODIFIED u1@12', 'DELETED u1@13']);
    expect(news).toEqual([
      { type: 'watching' },
      { type: 'disconnected', reason: 'error: unexpected EOF', retryMs: 500 },
      { type: 'disconnected', reason: expect.stringContaining('connection refused'), retryMs: 1000 },
      { type: 'connected' },
    ]);
    expect(fake.calls().filter((call) => /pods\?.*watch=1/.test(call))).toHaveLength(2);
  });

  test.each([
    ['nothing', ''],
    ['what is no event', '{}\n'],
    ['a change', watchLine('MODIFIED', pod('11'))],
  ])('a server that ends every watch at once, having said %s, is not asked without a break', async (_, text) => {
    const { fake, news } = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      { args: podsProbe, lines: listOf('11') },
      { args: podsWatch, lines: [{ text }] },
      ...quietEvents,
    ]);
    const reason = 'the API server ended the watch early';
    const lost = (retryMs: number) => ({ type: 'disconnected', reason, retryMs });
    await expect.poll(() => news, { timeout: 10_000 }).toContainEqual(lost(1000));
    expect(news).toContainEqual(lost(500));
    expect(news).toContainEqual({ type: 'connected' });
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(fake.calls().filter((call) => /pods\?.*watch=1/.test(call)).length).toBeLessThanOrEqual(4);
  });

  test('where events are forbidden the pods are told, and what is missing', async () => {
    const { evidence, news } = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      { args: podsWatch, hang: true },
      { args: eventsList, ...forbidden('list', 'events') },
    ]);
    await expect.poll(() => news).toEqual([{ type: 'watching' }]);
    expect(kinds(evidence)).toEqual(['ADDED u1@9']);
    expect(denials(evidence)).toEqual(['watch events']);
  });

  test('where watching is forbidden pods are listed again and again, and told only when they change', async () => {
    const { evidence } = watched([
      { args: podsList, times: 3, lines: listOf('10', pod('9')) },
      { args: podsList, lines: listOf('12', pod('11')) },
      { args: podsWatch, ...forbidden('watch', 'pods') },
      ...quietEvents,
    ]);
    await expect.poll(() => kinds(evidence), { timeout: 10_000 }).toEqual(['ADDED u1@9', 'MODIFIED u1@11']);
    expect(denials(evidence)).toEqual(['watch pods']);
  });

  test('where even listing is forbidden a pod is asked for by its name, until it is gone', async () => {
    const { evidence } = watched([
      { args: podsList, ...forbidden('list', 'pods') },
      { args: 'get --raw=/api/v1/namespaces/shop/pods/web ', times: 2, lines: [{ text: JSON.stringify(pod('9')) }] },
      {
        args: 'get --raw=/api/v1/namespaces/shop/pods/web ',
        stderr: 'Error from server (NotFound): pods "web" not found\n',
        code: 1,
      },
      ...quietEvents,
    ]);
    await expect.poll(() => kinds(evidence), { timeout: 10_000 }).toEqual(['ADDED u1@9', 'DELETED u1@9']);
  });

  test('where the pods of a workload may not be listed, that is the error', async () => {
    const { ended } = watched([{ args: podsList, ...forbidden('list', 'pods') }, ...quietEvents], {
      namespace: 'shop',
      labelSelector: 'app=web',
    });
    expect(await ended).toMatchObject({ failure: 'forbidden', message: expect.stringContaining('cannot list') });
  });

  test.each([
    [
      'an exec plugin that fails',
      'unauthorized',
      'Unable to connect to the server: getting credentials: exec: executable aws failed with exit code 255\n',
    ],
    ['a cluster out of reach', 'unreachable', 'Unable to connect to the server: dial tcp: i/o timeout\n'],
  ])('%s at the start is the error', async (_name, failure, stderr) => {
    const { ended } = watched([{ args: 'get', stderr, code: 1 }]);
    expect(await ended).toMatchObject({ failure, message: stderr.trim() });
  });

  test.each([
    [
      'a credential plugin and what it lacks',
      'unauthorized',
      'Error when retrieving token from sso: Token has expired and refresh failed\nUnable to connect to the server: getting credentials: exec: executable aws failed with exit code 255\n',
      'Unable to connect to the server: getting credentials: exec: executable aws failed with exit code 255 (Error when retrieving token from sso: Token has expired and refresh failed)',
    ],
    [
      'a credential plugin that is not installed, and not the hint below',
      'unauthorized',
      'E1130 03:09:35.012345   12345 memcache.go:265] "Unhandled Error"\nUnable to connect to the server: getting credentials: exec: executable gke-gcloud-auth-plugin not found\n\nIt looks like you are trying to use a client-go credential plugin that is not installed.\n\nTo learn more about this feature, consult the documentation available at:\n      https://kubernetes.io/docs/\n',
      /^Unable to connect to the server: getting credentials: exec: executable gke-gcloud-auth-plugin not found/,
    ],
    ['credentials that are missing', 'unauthorized', 'error: EOF\n', /^error: EOF: kubectl asks for a user name/],
    ['a panic', 'failed', 'panic: nil map\n\ngoroutine 1 [running]:\nmain.main()\n', 'panic: nil map'],
    [
      'a hint',
      'failed',
      "error: unknown flag: --raw\nSee 'kubectl get --help' for usage.\n",
      'error: unknown flag: --raw',
    ],
    ['an etcd without a leader', 'unreachable', 'Error from server: etcdserver: request timed out\n', /etcdserver/],
    ['no words at all', 'failed', '', /ended with exit code 1: run it in a terminal to see why$/],
  ])('of kubectl’s words those are told that say why: %s', async (_name, failure, stderr, words) => {
    const { ended } = watched([{ args: 'get', stderr, code: 1 }]);
    expect(await ended).toMatchObject({
      failure,
      message: typeof words === 'string' ? words : expect.stringMatching(words),
    });
  });

  test('a Secret that calls itself a pod’s owner is not read', async () => {
    const owner = { apiVersion: 'v1', kind: 'Secret', name: 'db', uid: 's', controller: true };
    const owned = { ...pod('10'), metadata: { ...pod('10').metadata, ownerReferences: [owner] } };
    const { fake, evidence } = watched([
      { args: podsList, lines: listOf('10', owned) },
      { args: podsWatch, hang: true },
      ...quietEvents,
    ]);
    await expect.poll(() => kinds(evidence)).toContain('ADDED u1@10');
    await expect.poll(() => fake.calls().some((call) => call.includes('watch=1'))).toBe(true);
    expect(fake.calls().filter((call) => call.includes('secret'))).toEqual([]);
  });

  test('a page of a proxy is no list', async () => {
    const { ended } = watched([{ args: 'get', lines: [{ text: '<html>Please log in</html>' }] }]);
    expect(await ended).toMatchObject({ failure: 'failed', message: expect.stringContaining('Please log in') });
  });

  test('what can not be read in a watch ends the watch, not the program', async () => {
    const { evidence, news } = watched([
      { args: podsList, times: 1, lines: listOf('10', pod('9')) },
      { args: podsWatch, times: 1, lines: [{ text: '<html>bad gateway</html>' }], hang: true },
      { args: podsList, lines: listOf('12', pod('11')) },
      { args: podsWatch, hang: true },
      ...quietEvents,
    ]);
    await expect.poll(() => kinds(evidence), { timeout: 10_000 }).toEqual(['ADDED u1@9', 'MODIFIED u1@11']);
    expect(news.map(({ type }) => type)).toEqual(['watching', 'disconnected', 'connected']);
  });

  test('a kubectl that is deaf to SIGTERM, and the plugin that it started, are ended too', async () => {
    const { fake, stop } = watched([
      { args: podsList, lines: listOf('10', pod('9')) },
      { args: podsWatch, hang: true, deaf: true, plugin: true },
      ...quietEvents,
    ]);
    await expect.poll(fake.processes).toBe(3);
    await stop();
  });
});

describe('what nodes tell', () => {
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', uid: 'n' } };
  const scheduled = { ...pod('11'), spec: { nodeName: 'n1', containers: [] } };
  const ready = {
    ...pod('12'),
    spec: { nodeName: 'n1', containers: [] },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: 'True' }] },
  };
  const metrics = 'go_gc 1\nkubelet_runtime_operations_duration_seconds_sum{operation_type="run_podsandbox"} 0.2\n';
  const start: FakeRule[] = [
    { args: podsList, lines: listOf('10') },
    {
      args: podsWatch,
      lines: [
        { afterMs: 600, text: watchLine('ADDED', scheduled) },
        { afterMs: 800, text: watchLine('MODIFIED', ready) },
      ],
      hang: true,
    },
    ...quietEvents,
    { args: 'get nodes -o name', lines: [{ text: 'node/n1\n' }] },
    { args: 'get .* -- node/n1$', lines: [{ text: JSON.stringify(node) }] },
  ];

  test('the kubelet’s sums are read before and after a start, its configuration and the journals once', async () => {
    const { fake, evidence, news } = watched([
      ...start,
      { args: 'n1/proxy/metrics', lines: [{ text: metrics }] },
      { args: 'n1/proxy/configz', lines: [{ text: '{"kubeletconfig":{"enableSystemLogQuery":true}}' }] },
      { args: 'n1/proxy/logs/', lines: [{ text: 'Jan 01 n1 containerd[1]: ...' }] },
    ]);
    await expect
      .poll(() => evidence.map((one) => (one.kind === 'object' ? one.object.kind : one.kind)), { timeout: 30_000 })
      .toHaveLength(7);
    const order = evidence.map((one) => (one.kind === 'object' ? String(one.object.kind) : one.kind));
    expect(order.filter((kind) => kind === 'Pod' || kind === 'metrics')).toEqual(['metrics', 'Pod', 'Pod', 'metrics']);
    expect(order.toSorted()).toEqual(['Node', 'Pod', 'Pod', 'configz', 'metrics', 'metrics', 'nodeLog']);
    expect(evidence.find(({ kind }) => kind === 'metrics')).toMatchObject({ text: metrics.split('\n')[1] });
    expect(news).toEqual([{ type: 'watching' }]);
    expect(fake.calls().find((call) => call.includes('/logs/'))).toMatch(/query=containerd&query=kubelet/);
  });

  test.each([
    ['itself', 'm1'],
    ['what it owns', 'm2'],
  ])('an owner that is owned by %s keeps nothing waiting', async (_, owner) => {
    const owned = (name: string) => [{ apiVersion: 'x.io/v1', kind: 'Machine', name, uid: name, controller: true }];
    const machine = (name: string, by: string): FakeRule => {
      const metadata = { name, uid: name, ownerReferences: owned(by) };
      return {
        args: `get .* -- machine.*/${name}$`,
        lines: [{ text: JSON.stringify({ apiVersion: 'x.io/v1', kind: 'Machine', metadata }) }],
      };
    };
    const machined = { ...node, metadata: { ...node.metadata, ownerReferences: owned('m1') } };
    const { evidence } = watched([
      { args: 'get .* -- node/n1$', lines: [{ text: JSON.stringify(machined) }] },
      machine('m1', owner),
      machine('m2', 'm1'),
      ...start,
      { args: 'n1/proxy/metrics', lines: [{ text: metrics }] },
      { args: 'n1/proxy/configz', lines: [{ text: '{"kubeletconfig":{"enableSystemLogQuery":true}}' }] },
      { args: 'n1/proxy/logs/', lines: [{ text: 'Jan 01 n1 containerd[1]: ...' }] },
    ]);
    await expect.poll(() => evidence.map(({ kind }) => kind), { timeout: 20_000 }).toContain('nodeLog');
  });

  test('what is forbidden of them is told once', async () => {
    const { evidence } = watched([...start, { args: 'proxy', ...forbidden('get', 'nodes/proxy') }]);
    await expect.poll(() => kinds(evidence), { timeout: 10_000 }).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(denials(evidence).toSorted()).toEqual(['get nodes/configz', 'get nodes/metrics']);
  });
});
