import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCli } from './buildCli';
import { recordings } from '../recordings/recordings';
import { savedObservation } from '../../src/core/observe/savedObservation';
import type { Trace } from '../../src/core/trace/trace';
import type { Pod } from '../../src/core/api/types';
import { fakeKubectl, listOf, watchLine, type FakeKubectl, type FakeRule } from '../kubectl/fakeKubectl';

const story = recordings('own').find(({ name }) => name === 'seed.kubectl-run-nginx')!;
let folder: string;
let program: string;

beforeAll(async () => {
  ({ folder, program } = await buildCli('cli-watch'));
  writeFileSync(join(folder, 'nginx.yaml'), story.manifest);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Run {
  child: ChildProcess;
  out: () => string;
  error: () => string;
  code: Promise<number | null>;
}

function run(fake: FakeKubectl, ...args: string[]): Run {
  const env = { ...process.env, PATH: `${dirname(fake.executable)}:${process.env['PATH']}` };
  const child = spawn(process.execPath, [program, 'watch', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let error = '';
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (error += String(text)));
  const code = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { child, out: () => out, error: () => error, code };
}

/** The recorded watch, event after event, as one line each every few milliseconds. */
const pods = story.watch.map(({ type, object }) => ({ afterMs: 20, text: watchLine(type, object) }));
const events = story.events.map((event) => ({ afterMs: 10, text: watchLine('ADDED', { kind: 'Event', ...event }) }));
const cluster: FakeRule[] = [
  {
    args: 'config view',
    lines: [
      {
        text: JSON.stringify({
          'current-context': 'test',
          contexts: [{ name: 'test', context: { namespace: story.namespace } }],
        }),
      },
    ],
  },
  { args: 'get nodes -o name', lines: [{ text: '' }] },
  { args: 'get --raw=/api/v1/namespaces/[^/]+/pods.*watch=1', lines: pods, hang: true },
  { args: 'get --raw=/api/v1/namespaces/[^/]+/events.*watch=1', lines: events, hang: true },
  { args: 'get --raw=/api/v1/namespaces/[^/]+/(pods|events)', lines: listOf('1') },
];
/** The recorded pod, as if it were created at this moment. */
function createdNow(): Pod {
  const pod = structuredClone(story.watch[0]!.object);
  return { ...pod, metadata: { ...pod.metadata, creationTimestamp: new Date().toISOString().replace(/\.\d+/, '') } };
}
const stored = { ...story.watch[0]!.object, kind: 'Pod', apiVersion: 'v1' };
const applying: FakeRule[] = [
  { args: '^get -f -', lines: [{ text: '' }] },
  { args: '^apply', lines: [{ text: JSON.stringify(stored) }] },
  { args: '^delete', lines: [{ text: '' }] },
];

describe.skipIf(process.platform === 'win32')('pod-startup watch', () => {
  test('tells a start as it happens, ends when the pod is ready, and leaves nothing running', async () => {
    const fake = fakeKubectl(cluster);
    const { code, out } = run(fake, 'nginx');
    expect(await code).toBe(0);
    for (const call of ['RunPodSandbox', 'PullImage', 'CreateContainer', 'StartContainer'])
      expect(out()).toContain(call);
    expect(out()).toMatch(/nginx +1\/1 +Running/);
    await expect.poll(fake.processes).toBe(0);
    fake.remove();
  });

  test('saves the start that it told, and says before it watches where it cannot', async () => {
    const fake = fakeKubectl(cluster);
    const file = join(folder, 'nginx.podstart.json');
    const { code, out, error } = run(fake, 'nginx', '--save', file, '--format', 'json');
    expect(await code).toBe(0);
    expect(error()).toContain(`saved: ${file}\n`);
    const read = savedObservation([{ name: 'nginx.podstart.json', text: readFileSync(file, 'utf8') }]).trace();
    // It was told a moment later than it was saved.
    const told = JSON.parse(out()) as Trace;
    expect({ ...told, ...read, end: 0, table: '' }).toEqual({ ...told, end: 0, table: '' });
    const calls = fake.calls().length;
    const none = run(fake, 'nginx', '--save', join(folder, 'no/nginx.podstart.json'));
    expect(await none.code).toBe(1);
    expect(none.error()).toMatch(/nginx\.podstart\.json: not saved: there is no such folder\n$/);
    const other = run(fake, 'nginx', '--save', file.replace('.podstart', ''));
    expect(await other.code).toBe(2);
    expect(other.error()).toContain('--save is a file that ends in .podstart.json, not');
    expect(fake.calls().length).toBe(calls);
    fake.remove();
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s ends it, and kubectl with it', async (signal) => {
    const waiting = cluster.map((rule) => ({ ...rule, ...(rule.hang && { lines: [], deaf: true, plugin: true }) }));
    const fake = fakeKubectl(waiting);
    const { child, code, error } = run(fake, 'nginx');
    await expect.poll(error, { timeout: 10_000 }).toContain('waiting for it');
    await expect.poll(fake.processes).toBe(4);
    child.kill(signal);
    expect(await code).toBe(130);
    await expect.poll(fake.processes).toBe(0);
    fake.remove();
  });

  test('applies only what a person said yes to, watches before it applies, and deletes what it created', async () => {
    const fake = fakeKubectl([...applying, ...cluster]);
    const file = join(folder, 'nginx.yaml');
    const refused = run(fake, '-f', file);
    expect(await refused.code).toBe(2);
    expect(refused.error()).toContain(`context test, namespace ${story.namespace}`);
    expect(fake.calls().some((call) => call.startsWith('apply'))).toBe(false);
    const { code, error } = run(fake, '-f', file, '--yes', '--delete');
    expect(await code).toBe(0);
    const calls = fake.calls();
    const first = (pattern: RegExp): number => calls.findIndex((call) => pattern.test(call));
    expect(first(/^apply --server-side/)).toBeGreaterThan(first(/\/pods/));
    expect(first(/^delete/)).toBeGreaterThan(first(/^apply/));
    expect(error()).toContain('deleted: Pod nginx');
    // What kubectl had at 1.24, the oldest that is supported.
    const flags = new Set(calls.flatMap((call) => call.match(/(?<= |^)--?[a-z][a-z-]*/g) ?? []));
    const known = [
      '--context',
      '--field-manager',
      '--ignore-not-found',
      '--namespace',
      '--raw',
      '--server-side',
      '--wait',
      '-f',
      '-o',
    ];
    expect([...flags].filter((flag) => !known.includes(flag))).toEqual([]);
    fake.remove();
  });

  test('a kubectl that never answers, and one without the pod, are one sentence', async () => {
    const silent = fakeKubectl([cluster[0]!, { args: 'get', lines: [], hang: true }]);
    const unanswered = run(silent, 'pod/web', '--timeout', '1');
    expect(await unanswered.code).toBe(3);
    expect(unanswered.out()).toBe('');
    expect(unanswered.error()).toBe(
      'pod-startup: kubectl gave no answer within 1 s: is the cluster of context test reachable? Try kubectl get pods --context=test\n',
    );
    silent.remove();
    const empty = fakeKubectl(cluster.map((rule) => (rule.hang ? { ...rule, lines: [] } : rule)));
    const unseen = run(empty, 'pod/web', '--timeout', '3');
    expect(await unseen.code).toBe(3);
    expect(unseen.out()).toBe('');
    expect(unseen.error()).toMatch(/there was no pod of pod\/web in namespace \S+ of context test within 3 s: .+\n$/);
    empty.remove();
  });

  test('pods that are all refused: why is told once, and that no pod was made for it', async () => {
    const web = { kind: 'Deployment', apiVersion: 'apps/v1', metadata: { name: 'web', uid: 'd1' }, spec: { replicas: 1, selector: { matchLabels: { app: 'web' } } } }; // prettier-ignore
    const refused = {
      kind: 'Event',
      metadata: { name: 'web.1', namespace: story.namespace, uid: 'e1', resourceVersion: '4' },
      involvedObject: { kind: 'ReplicaSet', name: 'web-5d4f', namespace: story.namespace, uid: 'r1' },
      type: 'Warning',
      reason: 'FailedCreate',
      message: 'Error creating: pods "web-5d4f-" is forbidden: exceeded quota: few, requested: pods=1, used: pods=0, limited: pods=0',
      lastTimestamp: '2026-01-01T00:00:10Z',
    }; // prettier-ignore
    const rules = cluster.map((rule) => (rule.hang ? { ...rule, lines: [] } : rule));
    const fake = fakeKubectl([
      { args: 'get -o json .*deployment/web', lines: [{ text: JSON.stringify(web) }] },
      { args: 'get --raw=/api/v1/namespaces/[^/]+/events.*watch=1', lines: [{ text: watchLine('ADDED', refused) }], hang: true },
      ...rules,
    ]); // prettier-ignore
    const { code, out, error } = run(fake, 'deployment/web', '--timeout', '4');
    expect(await code).toBe(3);
    expect(out().match(/why ReplicaSet web-5d4f does not run/g)).toHaveLength(1);
    expect(error()).toContain('no pod of deployment/web was created within 4 s, for the reason above\n');
    expect(error()).not.toContain('check its name');
    fake.remove();
  });

  test(
    'a cluster that is lost until the time is up: from when on nothing was heard, and no more',
    { retry: 2 },
    async () => {
      const fresh = createdNow();
      const down = 'Unable to connect to the server: dial tcp 10.0.0.1:6443: connect: connection refused\n';
      const fake = fakeKubectl([
      ...cluster.slice(0, 2),
      { args: 'limit=1', stderr: down, code: 1 },
      { args: 'get --raw=/api/v1/namespaces/[^/]+/pods.*watch=1', lines: [{ afterMs: 100, text: '' }], stderr: 'error: unexpected EOF\n', code: 1 },
      { args: 'get --raw=/api/v1/namespaces/[^/]+/pods', lines: listOf('1', fresh) },
      { ...cluster[3]!, lines: [] },
      ...cluster.slice(4),
    ]); // prettier-ignore
      const { code, out } = run(fake, 'nginx', '--timeout', '9');
      expect(await code).toBe(3);
      expect(out()).toMatch(/^the cluster sent nothing after [\d.]+ m?s$/m);
      const [, seconds = ''] = /where the time of pod nginx went: ~?([\d.]+) s/.exec(out()) ?? [];
      expect(Number(seconds)).toBeLessThan(6);
      expect(out()).not.toMatch(/^why /m);
      fake.remove();
    },
  );

  test(
    'a pod that is deleted while it starts is said to be, at once, and its time and its row end',
    { retry: 2 },
    async () => {
      const fresh = createdNow();
      const lines = [
      { text: watchLine('ADDED', fresh) },
      { afterMs: 1_500, text: watchLine('DELETED', { ...fresh, metadata: { ...fresh.metadata, resourceVersion: '999999999' } }) },
    ]; // prettier-ignore
      const fake = fakeKubectl(
        cluster.map((rule) => (rule.hang ? { ...rule, lines: /pods/.test(rule.args) ? lines : [] } : rule)),
      );
      const { code, out } = run(fake, 'nginx', '--timeout', '9');
      await expect.poll(out, { timeout: 7_000 }).toContain('pod nginx was deleted\n'); // before the time is up
      expect(await code).toBe(3);
      expect(out().match(/pod nginx was deleted\n/g)).toHaveLength(1);
      expect(out()).toMatch(/where the time of pod nginx went: .* from its creation until it was deleted/);
      const [, seconds = ''] = /where the time of pod nginx went: ~?([\d.]+) s/.exec(out()) ?? [];
      expect(Number(seconds)).toBeLessThan(6);
      expect(out()).not.toMatch(/^nginx /m);
      fake.remove();
    },
  );

  test('what cannot be a name is told before kubectl is asked, and options in our own words', async () => {
    const fake = fakeKubectl(cluster);
    for (const [args, words] of [
      [['pod/-f'], /^pod-startup: "-f" is not a name/],
      [['pod/Web'], /^pod-startup: "Web" is not a name/],
      [['web', '-n', 'A'], /^pod-startup: "A" is not a name/],
      [['web', '-kx'], /^pod-startup: there is no option -k: see pod-startup --help\n$/],
      [['web', '-n'], /^pod-startup: the option -n needs a value: see pod-startup --help\n$/],
      [
        ['web', '--timeout', '-5s'],
        /^pod-startup: the option --timeout needs a value: --timeout=VALUE takes one that begins with -\n$/,
      ],
      [[''], /^pod-startup: watch needs a POD, a TYPE\/NAME or -f FILE\n$/],
      [['web', '--yes=1'], /^pod-startup: the option -y takes no value/],
    ] as const) {
      const { code, error } = run(fake, ...args);
      expect(await code).toBeGreaterThan(0);
      expect(error()).toMatch(words);
    }
    expect(fake.calls()).toEqual([]);
    fake.remove();
  });

  test('a kubeconfig that cannot be read is named, with what to do', async () => {
    const stderr = 'error: error loading config file "/home/me/config": yaml: line 3: did not find expected \',\'\n';
    const fake = fakeKubectl([{ args: 'config view', stderr, code: 1 }]);
    const { code, error } = run(fake, 'web');
    expect(await code).toBe(1);
    expect(error()).toMatch(
      /^pod-startup: kubectl cannot read the kubeconfig \/home\/me\/config: yaml: line 3.*KUBECONFIG\.\n$/,
    );
    fake.remove();
  });

  test('a pod that is not ready in time is exit code 3', async () => {
    const fake = fakeKubectl(cluster.map((rule) => (rule.hang ? { ...rule, lines: rule.lines!.slice(0, 2) } : rule)));
    expect(await run(fake, 'nginx', '--timeout', '2').code).toBe(3);
    fake.remove();
  });

  test('a context that is not there, and a cluster out of reach, are one line', async () => {
    const fake = fakeKubectl([
      cluster[0]!,
      { args: 'get', stderr: 'Unable to connect to the server: dial tcp: i/o timeout\n', code: 1 },
    ]);
    const wrong = run(fake, 'nginx', '--context', 'other');
    expect(await wrong.code).toBe(1);
    expect(wrong.error()).toMatch(/^pod-startup: there is no context other: .*there are: test\)\n$/);
    const out = run(fake, 'nginx');
    expect(await out.code).toBe(1);
    expect(out.error()).toBe(
      'pod-startup: Unable to connect to the server: dial tcp: i/o timeout. Check that the cluster is up and reachable (VPN, proxy): kubectl cluster-info.\n',
    );
    fake.remove();
  });

  test('takes TYPE NAME as kubectl does', async () => {
    const fake = fakeKubectl(cluster);
    const { code, out } = run(fake, 'pod', 'nginx');
    expect(await code).toBe(0);
    expect(out()).toMatch(/nginx +1\/1 +Running/);
    fake.remove();
  });

  describe('in a pipeline', () => {
    const file = (name: string) => join(folder, name);

    test('ends with 0 within budgets, and writes its reports', async () => {
      const fake = fakeKubectl(cluster);
      writeFileSync(file('summary.md'), '# Before\n');
      const args = [
        '--ci',
        '--timeout',
        '1m',
        '--budget',
        'ready=10h',
        '--junit',
        file('j.xml'),
        '--summary',
        file('summary.md'),
      ];
      const { code, out } = run(fake, 'nginx', ...args);
      expect(await code).toBe(0);
      expect(out()).toContain('nginx: 1 pod started in time');
      expect(out()).not.toContain('ImageStatus'); // the main steps only
      expect(readFileSync(file('j.xml'), 'utf8')).toMatch(
        /tests="2" failures="0".*name="nginx starts".*name="nginx: ready in its budget"/s,
      );
      expect(readFileSync(file('summary.md'), 'utf8')).toMatch(
        /^# Before\n## ✅ nginx: 1 pod started in time.*```mermaid\nsequenceDiagram/s,
      );
      fake.remove();
    });

    test(
      'a cluster that is lost until the time is up is not reached, and no start that failed',
      { retry: 2 },
      async () => {
        const down = 'Unable to connect to the server: dial tcp 10.0.0.1:6443: connect: connection refused\n';
        const fake = fakeKubectl([
        ...cluster.slice(0, 2),
        { args: 'limit=1', stderr: down, code: 1 },
        { args: 'get --raw=/api/v1/namespaces/[^/]+/pods.*watch=1', lines: [{ afterMs: 100, text: '' }], stderr: 'error: unexpected EOF\n', code: 1 },
        { args: 'get --raw=/api/v1/namespaces/[^/]+/pods', lines: listOf('1', createdNow()) },
        { ...cluster[3]!, lines: [] },
        ...cluster.slice(4),
      ]); // prettier-ignore
        const { code, out } = run(fake, 'nginx', '--ci', '--timeout', '6', '--junit', file('lost.xml'));
        expect(await code).toBe(3);
        expect(out()).toMatch(/nginx: 1 of 1 pod did not start.*\n {2}the connection to the cluster was lost/);
        expect(readFileSync(file('lost.xml'), 'utf8')).toMatch(
          /name="nginx starts".*name="nginx as a whole starts".*the connection to the cluster was lost/s,
        );
        fake.remove();
      },
    );

    test('a workload of no pods is done as soon as its rollout is', async () => {
      const web = { kind: 'Deployment', apiVersion: 'apps/v1', metadata: { name: 'web', uid: 'd1' }, spec: { replicas: 0, selector: { matchLabels: { app: 'web' } } } }; // prettier-ignore
      const rules = cluster.map((rule) => (rule.hang ? { ...rule, lines: [] } : rule));
      const fake = fakeKubectl([{ args: 'get -o json .*deployment/web', lines: [{ text: JSON.stringify(web) }] }, ...rules]); // prettier-ignore
      const reports = ['--junit', file('zero.xml'), '--summary', file('zero.md')];
      const { code, out, error } = run(fake, 'deployment/web', '--ci', '--timeout', '60', ...reports);
      expect(await code).toBe(0);
      expect(out()).toMatch(
        /^deployment\/web: done, with no pods \(over [\d.]+ s\)\n {2}Deployment web: it is rolled out$/m,
      );
      expect(error()).not.toContain('there was no pod');
      expect(readFileSync(file('zero.xml'), 'utf8')).toContain('<testsuites tests="1" failures="0"');
      expect(readFileSync(file('zero.md'), 'utf8')).toMatch(/^## ✅ deployment\/web: done, with no pods/);
      expect(readFileSync(file('zero.md'), 'utf8')).not.toContain('```');
      fake.remove();
    });

    test('makes the folders of its reports, and tells the start where one of them cannot be written', async () => {
      const fake = fakeKubectl(cluster);
      const reports = ['--junit', file('out/a/j.xml'), '--summary', file('out/b/s.md'), '--save', file('out/c/n.podstart.json')]; // prettier-ignore
      expect(await run(fake, 'nginx', '--ci', ...reports).code).toBe(0);
      for (const path of ['out/a/j.xml', 'out/b/s.md', 'out/c/n.podstart.json'])
        expect(readFileSync(file(path), 'utf8')).toContain('nginx');
      const { code, out, error } = run(fake, 'nginx', '--ci', '--junit', file('out/a'));
      expect(await code).toBe(1);
      expect(out()).toContain('nginx: 1 pod started in time');
      expect(error()).toContain('out/a cannot be written');
      const calls = fake.calls().length;
      const early = run(fake, 'nginx', '--ci', '--junit', file('out/b/s.md/j.xml'));
      expect(await early.code).toBe(1);
      expect(early.error()).toContain('cannot be written');
      expect(fake.calls().length).toBe(calls);
      fake.remove();
    });

    test('a pod that was asked for by its name and is not there has not started', async () => {
      const fake = fakeKubectl(cluster);
      const { code, out, error } = run(
        fake,
        'nginx',
        'other',
        '--ci',
        '--timeout',
        '4',
        '--junit',
        file('missing.xml'),
      );
      expect(await code).toBe(1);
      expect(out()).toMatch(/^nginx, other: there is no pod other \(over/m);
      expect(error()).toMatch(/there was no pod other in namespace .* within 4 s: check its name/);
      expect(readFileSync(file('missing.xml'), 'utf8')).toMatch(
        /tests="2" failures="1".*name="nginx, other starts".*there is no pod other/s,
      );
      expect(await run(fake, 'nginx', 'other', '--timeout', '3').code).toBe(3);
      fake.remove();
    });

    test('says once who asks for --yes', async () => {
      const fake = fakeKubectl(cluster);
      const { code, error } = run(fake, '-f', file('nginx.yaml'), '--ci');
      expect(await code).toBe(2);
      expect(error()).toMatch(/^pod-startup: Apply .* Confirm with --yes$/m);
      fake.remove();
    });

    test('ends with 1 over a budget', async () => {
      const fake = fakeKubectl(cluster);
      const { code, out } = run(fake, 'nginx', '--ci', '--budget', 'ready=1ms', '--junit', file('over.xml'));
      expect(await code).toBe(1);
      expect(out()).toMatch(/nginx: 1 budget exceeded.*pod nginx: ready within 1 ms: over budget, took/s);
      expect(readFileSync(file('over.xml'), 'utf8')).toContain('failures="1"');
      fake.remove();
    });

    test('ends with 2 for a wrong command line, and with 3 where the cluster does not answer', async () => {
      const refused = fakeKubectl([
        ...cluster.slice(0, 1),
        { args: 'get', stderr: 'The connection to the server 127.0.0.1:9 was refused\n', code: 1 },
      ]);
      expect(await run(refused, 'nginx', '--ci', '--budget', 'pull=soon').code).toBe(2);
      const { code, error } = run(refused, 'deployment/web', '--ci', '--timeout', '3', '--junit', file('none.xml'));
      expect(await code).toBe(3);
      expect(error()).toContain('was refused');
      expect(readFileSync(file('none.xml'), 'utf8')).toContain('failures="1"');
      refused.remove();
    });

    test.each([
      ['garbage of a proxy', { lines: [{ text: '<html>502 Bad Gateway</html>' }] }, /a proxy lets the API server answer$/],
      ['half an answer', { lines: [{ text: '{"items":[' }] }, /printed JSON that ends early.*try it again$/],
      ['kubectl that ends without a word', { code: 1 }, /ended with exit code 1: run it in a terminal to see why$/],
      ['expired credentials', { stderr: 'error: You must be logged in to the server (Unauthorized)\n', code: 1 }, /\(Unauthorized\)\. Log in to the cluster again\.$/],
    ])('%s is a cluster that is not reached, with what to do', async (_name, answer, words) => {
      const fake = fakeKubectl([...cluster.slice(0, 1), { args: 'get', ...answer }]);
      const { code, error } = run(fake, 'nginx', '--ci', '--timeout', '5');
      expect(await code).toBe(3);
      expect(error().trim()).toMatch(words);
      fake.remove();
    }); // prettier-ignore

    test('a manifest that the API server does not take is a start that failed', async () => {
      const stderr = 'The Pod "nginx" is invalid: \n* spec.a: Required value\n* spec.b: Required value\n';
      const fake = fakeKubectl([applying[0]!, { args: '^apply', stderr, code: 1 }, ...cluster]);
      const { code, error } = run(fake, '-f', file('nginx.yaml'), '--yes', '--ci', '--timeout', '5');
      expect(await code).toBe(1);
      expect(error()).toContain('is invalid: * spec.a: Required value * spec.b: Required value');
      fake.remove();
    });

    test('a format that does not exist is said before anything is watched', async () => {
      const fake = fakeKubectl(cluster);
      const { code, error } = run(fake, 'nginx', '--format', 'xml');
      expect(await code).toBe(2);
      expect(error()).toMatch(/^pod-startup: --format is .*, not xml\n$/);
      expect(fake.calls()).toEqual([]);
      fake.remove();
    });
  });
});
