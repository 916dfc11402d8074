import { execFileSync, spawn } from 'node:child_process';
import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fakeKubectl, listOf, watchLine, type FakeKubectl, type FakeRule } from '../kubectl/fakeKubectl';
import { builtCli, type BuiltCli, type RunningCli } from './runCli';

let cli: BuiltCli;
let manifest: string;
const fakes: FakeKubectl[] = [];
beforeAll(async () => {
  cli = await builtCli();
  manifest = cli.script(
    'web.yaml',
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec: {containers: [{name: app, image: nginx}]}\n',
  );
});
afterAll(() => {
  for (const one of fakes) one.remove();
  cli.remove();
});

function fake(rules: readonly FakeRule[]): FakeKubectl {
  const made = fakeKubectl(rules);
  fakes.push(made);
  return made;
}

const contexts = { 'current-context': 'c', contexts: [{ name: 'c', context: { namespace: 'shop' } }] };
const config: FakeRule = { args: '^config view', lines: [{ text: JSON.stringify(contexts) }] };
const stubborn = { hang: true, deaf: true, plugin: true } as const;
const pod = (change: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    name: 'web',
    namespace: 'shop',
    uid: 'u1',
    resourceVersion: '4',
    creationTimestamp: '2026-01-01T00:00:00Z',
  },
  spec: { containers: [{ name: 'app', image: 'nginx' }] },
  status: { phase: 'Pending' },
  ...change,
});
/** A cluster in which `web` is there and nothing happens. */
const still = (one: object = pod()): FakeRule[] => [
  config,
  { args: 'watch=1', hang: true },
  { args: '/pods', lines: listOf('5', one) },
  { args: '/events', lines: listOf('5') },
  { args: 'get nodes', lines: [{ text: '' }] },
];
const applying: FakeRule[] = [
  { args: '^get -f -', times: 1, lines: [{ text: '' }] },
  { args: '^delete', lines: [{ text: '' }] },
];

/** Ends the program as a person does, and says how long it took in milliseconds. */
async function interrupted({ child, code }: RunningCli, times = 1): Promise<{ code: number | null; took: number }> {
  const since = Date.now();
  for (let time = 0; time < times; time++) {
    if (time > 0) await new Promise((resolve) => setTimeout(resolve, 200));
    child.kill('SIGINT');
  }
  return { code: await code, took: Date.now() - since };
}

describe.skipIf(process.platform === 'win32')('a watch that is interrupted leaves no process', () => {
  test.each([1, 2, 3])('while the configuration is read (%i times)', { retry: 2 }, async (times) => {
    const kubectl = fake([{ args: '^config', ...stubborn }]);
    const running = cli.run(kubectl.executable, ['watch', 'web']);
    await expect.poll(kubectl.processes, { timeout: 10_000 }).toBe(2);
    const { code, took } = await interrupted(running, times);
    expect(code).toBe(130);
    await expect.poll(kubectl.processes, { timeout: 1_000 }).toBe(0);
    expect(took).toBeLessThan(3_000);
    expect(running.error()).toBe('');
  });

  test.each([1, 2])('while everything hangs and is deaf (%i times)', { retry: 2 }, async (times) => {
    const kubectl = fake([config, { args: '.', ...stubborn }]);
    const running = cli.run(kubectl.executable, ['watch', 'deploy/web']);
    await expect.poll(kubectl.processes, { timeout: 10_000 }).toBe(2);
    const { code, took } = await interrupted(running, times);
    expect(code).toBe(130);
    await expect.poll(kubectl.processes, { timeout: 1_000 }).toBe(0);
    expect(took).toBeLessThan(3_000);
  });

  test.each([1, 2])('at the question (%i times)', async (times) => {
    if (!existsSync('/usr/bin/script')) return;
    const kubectl = fake(still());
    const command = `'${process.execPath}' '${join(cli.folder, 'cli.mjs')}' watch -f '${manifest}'`;
    const env = { ...process.env, PATH: `${dirname(kubectl.executable)}:${process.env['PATH']}` };
    const terminal = spawn('/usr/bin/script', ['-qefc', command, '/dev/null'], {
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let shown = '';
    terminal.stdout.on('data', (text) => (shown += String(text)));
    const code = new Promise((resolve) => terminal.on('exit', resolve));
    await expect.poll(() => shown, { timeout: 10_000 }).toContain('(yes/no)');
    for (let time = 0; time < times; time++) terminal.stdin.write('\u0003');
    expect(await code).toBe(130);
    expect(kubectl.calls().filter((call) => !call.startsWith('config'))).toEqual([]);
  });

  test.each([0, 1, 2])(
    'while the login shell hangs, which is asked where kubectl is (%i times)',
    { retry: 2 },
    async (times) => {
      const marker = `${7_000_000 + Math.floor(Math.random() * 1_000_000)}`;
      const bin = cli.script(`bin-${marker}/env`, '#!/bin/sh\nexec /usr/bin/env\n');
      symlinkSync('/bin/sleep', join(dirname(bin), 'sleep'));
      cli.script(`home-${marker}/.bash_profile`, `trap '' TERM INT HUP\nsleep ${marker} & sleep ${marker}\n`);
      const home = join(cli.folder, `home-${marker}`);
      const sleepers = (): number =>
        execFileSync('ps', ['-eo', 'args='], { encoding: 'utf8' })
          .split('\n')
          .filter((line) => line === `sleep ${marker}`).length;
      const running = cli.run(bin, ['watch', 'web'], { HOME: home, SHELL: '/bin/bash', PATH: dirname(bin) });
      await expect.poll(sleepers, { timeout: 5_000 }).toBe(2);
      const { code, took } = await interrupted(running, times);
      expect(code).toBe(times === 0 ? 1 : 130);
      expect(took).toBeLessThan(3_000);
      await expect.poll(sleepers, { timeout: 1_000 }).toBe(0);
      if (times === 0)
        expect(running.error()).toMatch(
          /^pod-startup: kubectl is not on PATH, and the login shell \/bin\/bash.* gave no answer within 2\.5 s when it was asked for its PATH\. Install kubectl, or put it on PATH\.\n$/,
        );
    },
  );
});

describe.skipIf(process.platform === 'win32')('--delete deletes what was created', () => {
  const applied: FakeRule = { args: '^apply', lines: [{ text: JSON.stringify(pod()) }] };

  test.each([1, 2])('after a signal (%i times), though what watches is deaf', { retry: 2 }, async (times) => {
    const rules = still().map((rule) => (rule.hang ? { ...rule, ...stubborn } : rule));
    const kubectl = fake([...applying, applied, ...rules]);
    const running = cli.run(kubectl.executable, ['watch', '-f', manifest, '--yes', '--delete']);
    await expect.poll(() => kubectl.calls().some((call) => call.startsWith('apply')), { timeout: 10_000 }).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { code, took } = await interrupted(running, times);
    expect(code).toBe(130);
    expect(took).toBeLessThan(4_000);
    expect(running.error()).toContain('deleted: Pod web');
    await expect.poll(kubectl.processes, { timeout: 1_000 }).toBe(0);
  });

  test('when nobody reads any more what it prints', async () => {
    const kubectl = fake([...applying, applied, ...still()]);
    const running = cli.run(kubectl.executable, ['watch', '-f', manifest, '--yes', '--delete', '--timeout', '3']);
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    expect(await running.code).toBe(0);
    expect(kubectl.calls().some((call) => call.startsWith('delete'))).toBe(true);
    expect(kubectl.processes()).toBe(0);
  });

  test.each([
    ['was interrupted', { hang: true }, true],
    ['was refused in part', { stderr: 'Error from server (Forbidden): services is forbidden\n', code: 1 }, false],
  ])('and applying %s', async (_, rule, isInterrupted) => {
    const before = { args: '^get -f -', lines: [{ text: JSON.stringify(pod()) }] };
    const kubectl = fake([...applying, before, { args: '^apply', ...rule }, ...still()]);
    const running = cli.run(kubectl.executable, ['watch', '-f', manifest, '--yes', '--delete']);
    await expect.poll(() => kubectl.calls().some((call) => call.startsWith('apply')), { timeout: 10_000 }).toBe(true);
    if (isInterrupted) running.child.kill('SIGINT');
    expect(await running.code).toBe(isInterrupted ? 130 : 1);
    expect(running.error()).toContain('deleted: Pod web');
  });

  test('or says what is left, where it cannot', async () => {
    const forbidden = { args: '^delete', stderr: 'Error from server (Forbidden): pods "web" is forbidden\n', code: 1 };
    const kubectl = fake([forbidden, ...applying, applied, ...still()]);
    const running = cli.run(kubectl.executable, ['watch', '-f', manifest, '--yes', '--delete', '--timeout', '4']);
    expect(await running.code).toBe(1);
    expect(running.error()).toContain('is forbidden); left in context c, namespace shop: Pod web\n');
  });
});

describe.skipIf(process.platform === 'win32')(
  'what a broken tool prints is told in a sentence',
  { concurrent: true },
  () => {
    const broken: [string, RegExp][] = [
      ['<html>proxy error</html>', /printed something that is not JSON: "<html>proxy error<\/html>"/],
      ['', /printed nothing/],
      ['{"current-context":"c","contexts":[{"na', /printed JSON that ends early, after 39 characters/],
      ['{"a":1', /printed JSON that ends early/],
      ['{"a": tru', /printed JSON that ends early/],
      ['{"a":}', /printed something that is not JSON/],
      ['null', /printed JSON that is not an object/],
      ['[]', /printed JSON that is not an object/],
      ['5', /printed JSON that is not an object/],
      [
        '{}',
        /there is no kubeconfig with a context at \S+: name the file of your cluster with --kubeconfig or in KUBECONFIG/,
      ],
      ['{"contexts":5}', /there is no kubeconfig with a context/],
      ['{"contexts":[null,5,{"name":5}],"current-context":5}', /there is no kubeconfig with a context/],
    ];
    test.each(broken)('as configuration: %s', async (text, words) => {
      const kubectl = fake([{ args: '.', lines: [{ text }] }]);
      const { code, error, out } = cli.run(kubectl.executable, ['watch', 'web']);
      expect(await code).toBe(1);
      expect(out()).toBe('');
      expect(error()).toMatch(words);
      expect(error()).toMatch(/^pod-startup: [^\n]+\n$/);
      if (!words.source.includes('kubeconfig'))
        expect(error()).toContain(`kubectl config view (${kubectl.executable})`);
    });

    const lists: [string, RegExp][] = [
      ['<html>', /get --raw=\/api\/v1\/namespaces\/shop\/pods \(.*\) printed something that is not JSON/],
      ['{"metadata":{"resourceVersion":"5"},"items":[{"metadata":{"na', /printed JSON that ends early/],
      ['{"items":5}', /printed JSON whose items are not a list/],
      ['[null]', /printed JSON that is not an object/],
    ];
    test.each(lists)('as pods: %s', async (text, words) => {
      const kubectl = fake([config, { args: '/pods', lines: [{ text }] }, ...still()]);
      const { code, error } = cli.run(kubectl.executable, ['watch', 'web']);
      expect(await code).toBe(1);
      expect(error()).toMatch(words);
      expect(error()).toMatch(/^pod-startup: [^\n]+\n$/);
    });

    test('items that are none are left out, and the rest goes on', async () => {
      const items = [null, 5, 'a', [], {}, { metadata: null }, { metadata: { name: 5 } }, pod()];
      const list = { args: '/pods', lines: [{ text: JSON.stringify({ metadata: 5, items }) }] };
      const lines = ['null', '5', '{}', '{"type":"ADDED"}', '{"type":"ADDED","object":null}', '{"type":5,"object":{}}'];
      const told = [...lines, JSON.stringify({ type: 'MODIFIED', object: { metadata: null, status: 5 } })].map(
        (line) => ({ text: `${line}\n` }),
      );
      const news = { text: watchLine('MODIFIED', pod({ metadata: { ...pod().metadata, resourceVersion: '9' } })) };
      const kubectl = fake([config, { args: 'watch=1', hang: true, lines: [...told, news] }, list, ...still()]);
      const running = cli.run(kubectl.executable, ['watch', 'web', '--timeout', '2']);
      expect(await running.code).toBe(3);
      expect(running.error()).toMatch(/some pods: kubectl printed 7 without a name, which are left out/);
      expect(running.error() + running.out()).not.toMatch(/bug in the program|TypeError|\bat .*:\d+:\d+/);
      expect(running.out()).toContain('web');
    });

    test.each(['{"kubeletconfig": {"enableSystemLogQuery": tru', '{"kubeletconfig": 5}', '{', 'null', '<html>'])(
      'as the configuration of a kubelet: %s',
      async (text) => {
        const assigned = pod({ spec: { nodeName: 'n1', containers: [{ name: 'app', image: 'nginx' }] } });
        const kubectl = fake([
          { args: 'configz', lines: [{ text }] },
          { args: 'node/n1', lines: [{ text: '{}' }] },
          ...still(assigned),
        ]);
        const running = cli.run(kubectl.executable, ['watch', 'web', '--timeout', '2']);
        expect(await running.code).toBe(3);
        if (text.endsWith('tru'))
          expect(running.error()).toMatch(/nodes\/n1\/proxy\/configz printed JSON that ends early/);
        expect(running.error() + running.out()).not.toMatch(/bug in the program|TypeError|\bat .*:\d+:\d+/);
      },
    );
  },
);

describe.skipIf(process.platform === 'win32')('no option of kubectl comes from data', { concurrent: true }, () => {
  const owner = (change: object) => ({
    apiVersion: 'v1',
    kind: 'Foo',
    name: 'x',
    uid: '1',
    controller: true,
    ...change,
  });
  const owners: [string, unknown, RegExp][] = [
    [
      'an option as its kind',
      [owner({ kind: '-kgithub.com', name: 'evil/repo' })],
      /"-kgithub.com" is not a name that Kubernetes allows for a kind$/m,
    ],
    ['another one', [owner({ kind: '-fhttp:', name: '/127.0.0.1:9911/evil.yaml' })], /"-fhttp:"/],
    ['several kinds', [owner({ kind: 'pod,secret' })], /"pod,secret"/],
    ['a path as its name', [owner({ name: '../secrets/x' })], /"..\/secrets\/x" is not a name/],
    ['an option as its group', [owner({ apiVersion: '--kubeconfig=x/v1' })], /allows for an apiVersion/],
    ['a file as its kind', [owner({ kind: '@/etc/passwd' })], /"@\/etc\/passwd"/],
    ['a number as its kind', [owner({ kind: 5 })], /5 is not a name/],
  ];
  test.each(owners)('a pod whose owner has %s is watched, without it', async (_, ownerReferences, words) => {
    const kubectl = fake(still(pod({ metadata: { ...pod().metadata, ownerReferences } })));
    const running = cli.run(kubectl.executable, ['watch', 'web', '--timeout', '3']);
    expect(await running.code).toBe(3);
    expect(running.error()).toMatch(words);
    expect(
      kubectl
        .calls()
        .filter(
          (call) =>
            !/^(?:config view -o json$|get --raw=\/version --context=c$|get --raw=\/api\/v1\/namespaces\/shop\/)/.test(
              call,
            ),
        ),
    ).toEqual([]);
    expect(running.out()).toMatch(/web/);
  });

  test.each(['-f', '--kubeconfig=x', 'n/1', '../x', 'n1?a=b', 'N1'])(
    'nor from the name of a node: %s',
    async (nodeName) => {
      const assigned = pod({ spec: { nodeName, containers: [{ name: 'app', image: 'nginx' }] } });
      const kubectl = fake(still(assigned));
      const running = cli.run(kubectl.executable, ['watch', 'web', '--timeout', '3']);
      expect(await running.code).toBe(3);
      expect(running.error()).toContain('is not a name that Kubernetes allows for a node');
      expect(kubectl.calls().join('\n')).not.toContain(nodeName);
    },
  );

  test.each([
    ['pod/-f', '--namespace=shop'],
    ['-kgithub.com/x', '--namespace=shop'],
    ['pod,secret/x', '--namespace=shop'],
    ['deploy/a/b', '--namespace=shop'],
    ['deploy/', '--namespace=shop'],
    ['../x', '--namespace=shop'],
    ['web', '--namespace=--kubeconfig=x'],
    ['deploy/web', '--namespace=a/b'],
  ])('nor from what is asked for: %s %s', async (target, namespace) => {
    const kubectl = fake(still());
    const { code, error } = cli.run(kubectl.executable, ['watch', namespace, '--', target]);
    expect(await code).toBe(1);
    expect(error()).toMatch(/^pod-startup: "[^\n]* is (?:not a name|neither POD nor TYPE\/NAME)[^\n]*\n$/);
    expect(kubectl.calls()).toEqual([]);
  });

  test('a context may be called as it likes', async () => {
    const name = '--server=http://127.0.0.1:1 ; -n x';
    const view = { 'current-context': name, contexts: [{ name, context: { namespace: 'shop' } }] };
    const kubectl = fake([{ args: '^config', lines: [{ text: JSON.stringify(view) }] }, ...still()]);
    await cli.run(kubectl.executable, ['watch', 'web', '--timeout', '3']).code;
    const others = kubectl.calls().filter((call) => !call.startsWith('config'));
    expect(others.length).toBeGreaterThan(1);
    for (const call of others) expect(call).toMatch(/ --context=--server=http:\/\/127\.0\.0\.1:1 ; -n x(?: -- |$)/);
  });
});

describe.skipIf(process.platform === 'win32')('nothing that a terminal obeys reaches it', () => {
  const controls = '\u0000\u0007\u0008\u001b[2J\u001b]52;c;ZXZpbA==\u0007\u009b31m\u007f\u0085\u2028\u202e\u2066a\rb';
  const obeyed = /\r(?!\n)|[^\P{Cc}\n\t]|[\u2028-\u202e\u2066-\u2069]/u;
  const named = `web${controls}`;
  const list = {
    kind: 'List',
    items: [
      pod({
        metadata: { ...pod().metadata, name: named, namespace: named },
        spec: { nodeName: named, containers: [{ name: named, image: named }] },
        status: {
          phase: 'Pending',
          containerStatuses: [
            {
              name: named,
              image: named,
              ready: false,
              restartCount: 0,
              state: { waiting: { reason: 'ErrImagePull', message: controls } },
            },
          ],
        },
      }),
      {
        kind: 'Event',
        metadata: { name: 'e' },
        involvedObject: {
          kind: 'Pod',
          name: named,
          namespace: named,
          uid: 'u1',
          fieldPath: `spec.containers{${named}}`,
        },
        reason: 'Failed',
        type: 'Warning',
        message: controls,
        firstTimestamp: '2026-01-01T00:00:01Z',
        lastTimestamp: '2026-01-01T00:00:01Z',
        count: 1,
      },
    ],
  };

  test.each(['text', 'mermaid', 'json', 'calls'])('from saved output, as %s', async (format) => {
    const file = join(cli.folder, 'saved.json');
    writeFileSync(file, JSON.stringify(list));
    const { code, out, error } = cli.run('kubectl', ['observe', file, '--format', format]);
    expect(await code).toBe(0);
    expect(out()).not.toMatch(obeyed);
    expect(error()).toBe('');
    if (format === 'json') expect(JSON.parse(out()).view.pods[0].metadata.name).toBe(named);
    if (format === 'text') expect(out()).toContain(String.raw`\u001b[2J`);
  });

  test('from a manifest, and from what is wrong with it', async () => {
    const file = join(cli.folder, 'hostile.yaml');
    writeFileSync(
      file,
      `apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  nodeName: "\\e[2J\\x9b31m\\r"\n  containers:\n  - {name: app, image: "\\e]0;x\\a", "\\e[1mfoo": 1}\n`,
    );
    for (const args of [
      ['explain', file],
      ['calls', file],
      ['outcome', file],
      ['hover', `${file}:5:5`],
      ['explain', `${file}\u001b[2J`],
      ['explain', file, '--format', '\u001b[2J'],
    ]) {
      const { code, out, error } = cli.run('kubectl', args);
      expect([0, 1, 2]).toContain(await code);
      expect(out()).not.toMatch(obeyed);
      expect(error()).not.toMatch(obeyed);
    }
  });

  test('from a cluster, its errors and its context', async () => {
    const name = `c${controls.replaceAll('\u0000', '')}`;
    const view = { 'current-context': name, contexts: [{ name, context: { namespace: 'shop' } }] };
    const kubectl = fake([
      { args: '^config', lines: [{ text: JSON.stringify(view) }] },
      { args: '/events', stderr: `Error from server (Forbidden): ${controls}\n`, code: 1 },
      ...still(pod({ status: { phase: 'Failed', reason: 'Evicted', message: controls } })),
    ]);
    const running = cli.run(kubectl.executable, ['watch', 'web', '--timeout', '3']);
    await running.code;
    expect(running.out()).not.toMatch(obeyed);
    expect(running.error()).not.toMatch(obeyed);
    expect(running.error()).toContain(String.raw`\u001b[2J`);
  });
});
