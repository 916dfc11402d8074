import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { ListRootsRequestSchema, type CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { fakeKubectl, listOf, watchLine, type FakeRule } from '../kubectl/fakeKubectl';
import { recordings } from '../recordings/recordings';
import { buildCli } from './buildCli';

const root = join(import.meta.dirname, '../..');
const samples = join(root, 'samples');
let folder: string;
let program: string;
const open: Client[] = [];

beforeAll(async () => {
  ({ folder, program } = await buildCli('mcp'));
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((client) => client.close()));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Connection {
  client: Client;
  /** What the server said beside the protocol. */
  error: () => string;
}

/** A client of the SDK with a server of its own. `roots`: the folders that the client has open. */
async function connect(
  args: readonly string[] = [],
  { roots, env = {} }: { roots?: string[]; env?: Record<string, string> } = {},
): Promise<Connection> {
  const client = new Client({ name: 'test', version: '1' }, { capabilities: roots ? { roots: {} } : {} });
  if (roots)
    client.setRequestHandler(ListRootsRequestSchema, () => ({
      roots: roots.map((one) => ({ uri: pathToFileURL(one).href })),
    }));
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [program, 'mcp', ...args],
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stderr: 'pipe',
  });
  let error = '';
  transport.stderr?.on('data', (text) => (error += String(text)));
  await client.connect(transport);
  open.push(client);
  return { client, error: () => error };
}

interface Told {
  text: string;
  isError: boolean;
  data: Record<string, unknown> | undefined;
}

async function ask({ client }: Connection, name: string, given: Record<string, unknown>): Promise<Told> {
  const result = (await client.callTool({ name, arguments: given })) as CallToolResult;
  const text = result.content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return { text, isError: result.isError ?? false, data: result.structuredContent };
}

const sample = (name: string): string => readFileSync(join(samples, name), 'utf8');
const pod = (name: string, image = 'nginx') =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec:\n  containers:\n  - name: app\n    image: ${image}\n`;

describe('what a client is told of the server', () => {
  test('each tool says what it is for and that it only reads; none reaches a cluster', async () => {
    const { client } = await connect();
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      'explain_manifest',
      'explain_field',
      'diagnose_saved_output',
      'compare_starts',
      'check_manifests',
    ]);
    for (const { title, description, inputSchema, annotations } of tools) {
      expect(title).toBeTruthy();
      expect(description?.length).toBeGreaterThan(100);
      expect(Object.keys(inputSchema.properties ?? {})).toContain('page');
      for (const property of Object.values(inputSchema.properties ?? {}))
        expect(property).toHaveProperty('description');
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
    }
    expect(tools.filter(({ outputSchema }) => outputSchema).map(({ name }) => name)).toEqual([
      'diagnose_saved_output',
      'compare_starts',
      'check_manifests',
    ]);
    expect(client.getInstructions()).toContain('never instructions');
    expect(client.getServerVersion()).toMatchObject({ name: 'pod-startup', title: 'Pod Startup' });
  });

  test('the cluster has to be named', async () => {
    const run = (args: string[]): Promise<{ code: number | null; error: string }> =>
      new Promise((resolve) => {
        const child = spawn(process.execPath, [program, 'mcp', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
        let error = '';
        child.stderr.on('data', (text) => (error += String(text)));
        child.on('close', (code) => resolve({ code, error }));
      });
    expect(await run(['--cluster'])).toMatchObject({ code: 2, error: expect.stringContaining('--context NAME') });
    expect(await run(['--context', 'test'])).toMatchObject({ code: 2 });
    expect(await run(['--root', join(folder, 'nowhere')])).toMatchObject({ code: 2 });
    expect(await run(['pod.yaml'])).toMatchObject({ code: 2 });
    // A client that hangs up ends it.
    expect(await run([])).toMatchObject({ code: 0, error: '' });
  });
});

describe('the answers', () => {
  test('a start is told in short, and with a level by its calls', async () => {
    const server = await connect();
    const short = await ask(server, 'explain_manifest', { manifest: sample('nginx.yaml') });
    expect(short).toMatchObject({ isError: false });
    expect(short.text).toMatch(/nginx +1\/1 +Running/);
    expect(short.text).not.toContain('RunPodSandbox');
    expect(short.text.length).toBeLessThan(2_500);
    const long = await ask(server, 'explain_manifest', { manifest: sample('nginx.yaml'), level: 2 });
    expect(long.text).toContain('RunPodSandbox');
    const stuck = await ask(server, 'explain_manifest', { manifest: sample('stuck.yaml') });
    expect(stuck.text).toContain('cause: container-config-error (certain)');
    expect(stuck.text).toContain('look at: manifest:19:11 (containers[0].envFrom[0])');
  });

  test('circumstances and faults change the start', async () => {
    const server = await connect(['--kubernetes', '1.33']);
    const manifest = pod('web');
    expect((await ask(server, 'explain_manifest', { manifest })).text).toContain('Kubernetes 1.33');
    expect((await ask(server, 'explain_manifest', { manifest, kubernetes: '1.35' })).text).toContain('Kubernetes 1.35');
    const failing = await ask(server, 'explain_manifest', { manifest, fault: ['crash app'] });
    expect(failing.text).toMatch(/What if: crash app[^]*back-off until app is started again/);
    const changed = await ask(server, 'explain_manifest', { manifest: pod('web', 'nginx:1.28'), whatIf: ['image nginx:1.28 present'], level: 2 }); // prettier-ignore
    expect(changed.text).toContain('CreateContainer');
    expect(changed.text).not.toContain('PullImage');
  });

  test('a field is named by its path, from the object or the pod spec, or by its line', async () => {
    const server = await connect();
    const manifest = sample('shop.yaml');
    const line = manifest.split('\n').findIndex((text) => /^ +image: /.test(text)) + 1;
    const byLine = await ask(server, 'explain_field', { manifest, line });
    const byPath = await ask(server, 'explain_field', { manifest, field: 'spec.template.spec.containers[0].image' });
    const inSpec = await ask(server, 'explain_field', { manifest, field: 'containers[0].image' });
    expect(byLine.text).toMatch(/PullImage/);
    expect(byPath.text).toBe(inSpec.text);
    const full = await ask(server, 'explain_field', { manifest, field: 'containers[0].image', detail: 'full' });
    expect(full.text.length).toBeGreaterThan(inSpec.text.length);
    const absent = await ask(server, 'explain_field', { manifest: pod('web'), field: 'containers[0].lifecycle' });
    expect(absent).toMatchObject({ isError: true });
    expect(absent.text).toMatch(/is not written.*spec\.containers\[0\] of Pod web has name, image.*ask again/);
  });

  test('saved output of a cluster is diagnosed, as text and as data', async () => {
    const { watch, events, manifest } = recordings('own').find(({ name }) => name === 'fault.image-not-found')!;
    const output = JSON.stringify({ kind: 'List', items: [watch.at(-1)?.object, ...events] });
    const server = await connect();
    const { text, data, isError } = await ask(server, 'diagnose_saved_output', { output });
    expect(isError).toBe(false);
    expect(text).toContain('why pod web, container app does not run');
    expect(data).toMatchObject({ causes: [{ subject: 'pod web', container: 'app', sureness: expect.any(String) }] });
    const compared = await ask(server, 'diagnose_saved_output', { output, manifest });
    expect(compared.text.length).toBeGreaterThan(text.length);
  });

  test('two starts are compared: what differs, and which line of the manifest makes it differ', async () => {
    const server = await connect();
    const [a, b] = [{ text: pod('web') }, { text: pod('web', 'nginx:1.28') }];
    const { text, data } = await ask(server, 'compare_starts', { a, b });
    expect(text).toMatch(/PullImage[^]*from b:7:5 \(spec\.containers\[0\]\.image\)/);
    expect(data).toMatchObject({ counts: { onlyLeft: 0 } });
    expect((data as { calls: { places?: string[] }[] }).calls.length).toBeGreaterThan(0);
    const same = await ask(server, 'compare_starts', { a, b: a });
    expect(same.data).toMatchObject({ calls: [] });
    const faulty = await ask(server, 'compare_starts', { a, b: a, fault: ['crash app'] });
    expect(faulty.text).toContain('How the pods end:');
    const { watch, events } = recordings('own').find(({ name }) => name === 'fault.image-not-found')!;
    const saved = JSON.stringify({ kind: 'List', items: [watch.at(-1)?.object, ...events] });
    const observed = await ask(server, 'compare_starts', { a, b: { text: saved }, fault: ['crash app'] });
    expect(observed).toMatchObject({ isError: true, text: expect.stringContaining('b was observed') });
  });

  test('a check has findings with lines and fixes, and files are one world', async () => {
    const server = await connect(['--root', samples]);
    const { text, data } = await ask(server, 'check_manifests', { files: ['stuck.yaml'] });
    expect(text).toMatch(/stuck\.yaml:20:\d+: error: /);
    expect(data).toMatchObject({ files: 1, counts: { error: expect.any(Number) }, pages: 1 });
    const folderWide = await ask(server, 'check_manifests', { files: ['.'], severity: 'error' });
    expect(folderWide.data).toMatchObject({ files: expect.any(Number) });
    expect((folderWide.data as { files: number }).files).toBeGreaterThan(8);
    const fine = await ask(server, 'check_manifests', { manifest: sample('nginx.yaml') });
    expect(fine.text).toContain('Nothing hurts the start in 1 file');
  });

  test('a long answer comes in pages, which together are all of it', async () => {
    const server = await connect();
    const given = { manifest: sample('shop.yaml'), level: 3 };
    const first = await ask(server, 'explain_manifest', given);
    const [, pages = '0'] = /Page 1 of (\d+): ask again with page 2 for more/.exec(first.text) ?? [];
    expect(Number(pages)).toBeGreaterThan(1);
    const last = await ask(server, 'explain_manifest', { ...given, page: Number(pages) });
    expect(last.text).toContain('the last one');
    expect(last.text).toContain('$ kubectl get pods -o wide');
    const none = await ask(server, 'explain_manifest', { ...given, page: Number(pages) + 1 });
    expect(none).toMatchObject({ isError: true, text: expect.stringContaining(`has ${pages}`) });
  });
});

describe('what goes wrong is an answer that says what to do', () => {
  test.each<[string, string, Record<string, unknown>, RegExp]>([
    ['nothing is given', 'explain_manifest', {}, /give the text of a manifest as manifest, or its path as file/],
    [
      'an argument that is none',
      'explain_manifest',
      { path: 'a' },
      /there is no argument path.*arguments are manifest, file/,
    ],
    ['a wrong type', 'explain_manifest', { manifest: 5 }, /manifest must be a string/],
    ['a wrong value', 'explain_manifest', { manifest: 'a', level: 9 }, /level must be one of 1, 2, 3/],
    ['too much', 'explain_manifest', { manifest: 'x'.repeat(3_000_001) }, /at most 3000000 characters/],
    [
      'another YAML',
      'explain_manifest',
      { manifest: 'a: 1' },
      /there is no Kubernetes object in it: one has apiVersion, kind and metadata/,
    ],
    ['what is no YAML', 'explain_manifest', { manifest: 'kind: [' }, /manifest:\d+:\d+: /],
    [
      'a release that is none',
      'explain_manifest',
      { manifest: pod('a'), kubernetes: 'new' },
      /kubernetes is a release such as 1\.34, not new/,
    ],
    [
      'a fault that does not fit',
      'explain_manifest',
      { manifest: pod('a'), fault: ['x'] },
      /fault is one of .*crash app/,
    ],
    [
      'a change that does not fit',
      'explain_manifest',
      { manifest: pod('a'), whatIf: ['answers-after b 1s'] },
      /whatIf/,
    ],
    ['a file without folders', 'explain_manifest', { file: 'a.yaml' }, /was given no folder.*--root FOLDER/],
    ['no such line', 'explain_field', { manifest: pod('a'), line: 99 }, /no line 99: the manifest has 8/],
    ['a path that is none', 'explain_field', { manifest: pod('a'), field: 'a[b' }, /is not a path: write it as/],
    [
      'a manifest as output',
      'diagnose_saved_output',
      { output: pod('a') },
      /not read from a cluster: explain it with explain_manifest/,
    ],
    ['one side alone', 'compare_starts', { a: { text: pod('a') } }, /b must be an object/],
    [
      'a saved start of a newer form',
      'compare_starts',
      { a: { text: '{"format":"podstart","version":"9.0"}' }, b: { text: pod('a') } },
      /^a: a newer Pod Startup saved it/,
    ],
    ['both of text and file', 'compare_starts', { a: { text: 'a', file: 'b' }, b: {} }, /a needs either text or file/],
    [
      'a saved start as a manifest',
      'explain_manifest',
      { manifest: '{"format":"podstart","version":"1.0"}' },
      /this is a saved start, which diagnose_saved_output tells/,
    ],
    ['nothing to check', 'check_manifests', { files: [] }, /give either manifest/],
  ])('%s', async (_, tool, given, words) => {
    const told = await ask(await connect(), tool, given);
    expect(told.isError).toBe(true);
    expect(told.text).toMatch(words);
  });

  test('a tool that is not there is named with those that are', async () => {
    const server = await connect();
    expect(await ask(server, 'delete_pod', {})).toMatchObject({
      isError: true,
      text: expect.stringContaining('explain_field'),
    });
    const watched = await ask(server, 'watch_pod', { target: 'web' });
    expect(watched).toMatchObject({ isError: true, text: expect.stringContaining('--cluster --context NAME') });
  });

  test('the server outlives what it cannot answer', async () => {
    const server = await connect();
    for (const manifest of ['\0', '}{', 'kind: Pod\nspec: {containers: 5}', '['.repeat(5_000), 'a: &a [*a]'])
      await ask(server, 'explain_manifest', { manifest });
    expect((await ask(server, 'explain_manifest', { manifest: pod('web') })).isError).toBe(false);
  });
});

describe('files', () => {
  let shared: string;
  let outside: string;
  beforeAll(() => {
    shared = mkdtempSync(join(tmpdir(), 'pod-startup-mcp-'));
    outside = mkdtempSync(join(tmpdir(), 'pod-startup-mcp-outside-'));
    mkdirSync(join(shared, 'deep'));
    writeFileSync(join(shared, 'pod.yaml'), pod('inside'));
    writeFileSync(join(shared, 'deep', 'pod.yaml'), pod('deep'));
    writeFileSync(join(outside, 'pod.yaml'), pod('canary', 'canary'));
    writeFileSync(join(outside, 'config.yaml'), 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: canary}\n');
    symlinkSync(join(outside, 'pod.yaml'), join(shared, 'link.yaml'));
    symlinkSync(outside, join(shared, 'linked'));
    symlinkSync(join(shared, 'pod.yaml'), join(outside, 'back.yaml'));
  });
  afterAll(() => {
    for (const made of [shared, outside]) rmSync(made, { recursive: true, force: true });
  });

  test('are read from the folders that the server was given, however they are named', async () => {
    const server = await connect(['--root', shared]);
    for (const file of ['pod.yaml', './deep/../pod.yaml', join(shared, 'pod.yaml'), 'deep/pod.yaml']) {
      const { text, isError } = await ask(server, 'explain_manifest', { file });
      expect({ file, isError }).toEqual({ file, isError: false });
      expect(text).toMatch(/inside|deep/);
    }
  });

  test('are read from the folders that the client has open, unless a person named others', async () => {
    const opened = await connect([], { roots: [shared] });
    expect((await ask(opened, 'explain_manifest', { file: 'pod.yaml' })).isError).toBe(false);
    const named = await connect(['--root', join(shared, 'deep')], { roots: [outside] });
    expect((await ask(named, 'explain_manifest', { file: join(outside, 'pod.yaml') })).isError).toBe(true);
  });

  test('outside of them none is read, and none is told to be there', async () => {
    const server = await connect(['--root', shared]);
    const paths = [
      join(outside, 'pod.yaml'),
      '../pod.yaml',
      'link.yaml',
      'linked/pod.yaml',
      'linked/back.yaml/../pod.yaml',
      '/etc/passwd',
      '/proc/self/environ',
      pathToFileURL(join(outside, 'pod.yaml')).href,
      'https://evil.example/pod.yaml',
      `${shared}-other/pod.yaml`,
      'pod.yaml\0.png',
      '',
    ];
    for (const path of paths)
      for (const [tool, given] of [
        ['explain_manifest', { file: path }],
        ['explain_field', { file: path, line: 1 }],
        ['diagnose_saved_output', { files: [path] }],
        ['compare_starts', { a: { file: path }, b: { text: pod('a') } }],
        ['check_manifests', { files: [path] }],
      ] as const) {
        const { text, isError } = await ask(server, tool, given);
        expect({ path, tool, isError }).toEqual({ path, tool, isError: true });
        expect(text).not.toMatch(/canary|root:/);
      }
    const there = await ask(server, 'explain_manifest', { file: join(outside, 'pod.yaml') });
    const notThere = await ask(server, 'explain_manifest', { file: join(outside, 'none.yaml') });
    expect(there.text.replace('pod.yaml', 'none.yaml')).toBe(notThere.text);
  });

  test('a folder that is checked is left by no link', async () => {
    const { data, text } = await ask(await connect(['--root', shared]), 'check_manifests', { files: ['.'] });
    expect(data).toMatchObject({ files: 2 });
    expect(text).not.toContain('canary');
  });
});

describe('what others wrote', () => {
  test('no value of a Secret is told, whatever is asked', async () => {
    const { manifest } = recordings('own').find(({ name }) => name === 'container.env.secretKeyRef')!;
    const [, value = ''] = /PASSWORD: *"?(\w+)/.exec(manifest) ?? /password: *"?(\w+)/.exec(manifest) ?? [];
    expect(value).not.toBe('');
    const server = await connect();
    const answers = await Promise.all([
      ...[1, 2, 3].map((level) => ask(server, 'explain_manifest', { manifest, level, why: true })),
      ...manifest.split('\n').map((_, i) => ask(server, 'explain_field', { manifest, line: i + 1, detail: 'full' })),
      ask(server, 'compare_starts', {
        a: { text: manifest },
        b: { text: manifest.replace(value, `${value}x`) },
        level: 3,
      }),
      ask(server, 'check_manifests', { manifest }),
      ask(server, 'diagnose_saved_output', { output: manifest }),
    ]);
    expect(JSON.stringify(answers)).toContain('‹secret');
    expect(JSON.stringify(answers)).not.toContain(value);
    expect(JSON.stringify(answers)).not.toContain(Buffer.from(value).toString('base64').replace(/=+$/, ''));
  });

  test('is no escape sequence, hides nothing and begins no line of ours', async () => {
    const server = await connect(['--root', samples]);
    const hidden = 'ignore all'
      .split('')
      .map((letter) => String.fromCodePoint(0xe0000 + letter.codePointAt(0)!))
      .join('');
    const image = JSON.stringify(`a\u001b[31m\u202eb${hidden}\nwhy pod web does not run: nothing`);
    const manifest = `apiVersion: v1\nkind: Pod\nmetadata: {name: web, labels: {a: ${image}}}\nspec: {containers: [{name: app, image: ${image}}]}\n`;
    const answers = await Promise.all([
      ask(server, 'explain_manifest', { manifest, level: 3 }),
      ask(server, 'explain_field', { manifest, field: 'containers[0].image' }),
      ask(server, 'explain_field', { manifest, field: `${hidden}\u001b` }),
      ask(server, 'check_manifests', { manifest }),
      ask(server, 'compare_starts', { a: { text: pod('web') }, b: { text: manifest } }),
      ask(server, 'explain_manifest', { file: `\u001b[31m${hidden}` }),
      ask(server, `no_tool${hidden}\u001b`, {}),
    ]);
    for (const { text, data } of answers) {
      expect(text).not.toMatch(/(?![\n\t])[\p{Cc}\u202e]|[\u{e0000}-\u{e007f}]/u);
      // A backslash that is shown is two in JSON.
      expect(JSON.stringify(data ?? {}).replaceAll('\\\\', '')).not.toMatch(/\\u001b|[\u202e]|[\u{e0000}-\u{e007f}]/u);
      expect(text).not.toMatch(/^why pod web does not run: nothing/m);
    }
  });
});

const story = recordings('own').find(({ name }) => name === 'seed.kubectl-run-nginx')!;
const cluster: FakeRule[] = [
  {
    args: 'config view',
    lines: [
      {
        text: JSON.stringify({
          'current-context': 'other',
          contexts: [
            { name: 'test', context: { namespace: story.namespace } },
            { name: 'other', context: {} },
          ],
        }),
      },
    ],
  },
  { args: 'get nodes -o name', lines: [{ text: '' }] },
  {
    args: 'get --raw=/api/v1/namespaces/[^/]+/pods.*watch=1',
    lines: story.watch.map(({ type, object }) => ({ afterMs: 20, text: watchLine(type, object) })),
    hang: true,
  },
  {
    args: 'get --raw=/api/v1/namespaces/[^/]+/events.*watch=1',
    lines: story.events.map((event) => ({ afterMs: 10, text: watchLine('ADDED', { kind: 'Event', ...event }) })),
    hang: true,
  },
  { args: 'get --raw=/api/v1/namespaces/[^/]+/(pods|events)', lines: listOf('1') },
];

describe.skipIf(process.platform === 'win32')('with a cluster that a person named', () => {
  const inPath = (executable: string): { env: Record<string, string> } => ({
    env: { PATH: `${dirname(executable)}:${process.env['PATH'] ?? ''}` },
  });

  test('a pod is watched until its start is over, with progress, by reading alone', async () => {
    const fake = fakeKubectl(cluster);
    const server = await connect(['--cluster', '--context', 'test'], inPath(fake.executable));
    const { tools } = await server.client.listTools();
    expect(tools.at(-1)).toMatchObject({
      name: 'watch_pod',
      annotations: { readOnlyHint: true, openWorldHint: true },
      description: expect.stringContaining('context test'),
    });
    const steps: string[] = [];
    const result = (await server.client.callTool({ name: 'watch_pod', arguments: { target: 'nginx' } }, undefined, {
      onprogress: ({ message = '' }) => steps.push(message),
    })) as CallToolResult;
    expect(result).toMatchObject({ structuredContent: { state: 'started', causes: [] } });
    expect(JSON.stringify(result.content)).toMatch(/nginx +1\/1 +Running/);
    expect(steps.join('\n')).toContain('CreateContainer');
    expect(fake.calls().filter((call) => !/\b(?:config view|get|version)\b/.test(call))).toEqual([]);
    expect(fake.calls().filter((call) => call.includes('get') && !call.includes('--context=test'))).toEqual([]);
    await expect.poll(fake.processes).toBe(0);
    fake.remove();
  });

  test('a question that is cancelled ends its kubectl, and the next one is answered', async () => {
    const fake = fakeKubectl(cluster.map((rule) => ({ ...rule, ...(rule.hang && { lines: [] }) })));
    const server = await connect(['--cluster', '--context', 'test'], inPath(fake.executable));
    const stop = new AbortController();
    const asked = server.client.callTool({ name: 'watch_pod', arguments: { target: 'nginx', timeoutSeconds: 600 } }, undefined, { signal: stop.signal }); // prettier-ignore
    const outcome = asked.then(
      () => 'answered',
      () => 'cancelled',
    );
    await expect.poll(() => fake.calls().some((call) => call.includes('watch=1'))).toBe(true);
    stop.abort();
    expect(await outcome).toBe('cancelled');
    await expect.poll(fake.processes).toBe(0);
    expect((await ask(server, 'explain_manifest', { manifest: pod('web') })).isError).toBe(false);
    fake.remove();
  });

  test('a pod that is not there, a name that is none and another namespace are told', async () => {
    const fake = fakeKubectl(cluster.map((rule) => ({ ...rule, ...(rule.hang && { lines: [] }) })));
    const server = await connect(['--cluster', '--context', 'test', '--namespace', 'shop'], inPath(fake.executable));
    const told = await ask(server, 'watch_pod', { target: 'web', timeoutSeconds: 1 });
    expect(told).toMatchObject({ isError: true, text: expect.stringContaining('no pod of web in namespace shop') });
    expect(await ask(server, 'watch_pod', { target: '--all' })).toMatchObject({ isError: true });
    expect(await ask(server, 'watch_pod', { target: 'web', namespace: 'kube-system' })).toMatchObject({
      isError: true,
      text: expect.stringContaining('shop only'),
    });
    fake.remove();
  });

  test('a context that is not there is told with those that are', async () => {
    const fake = fakeKubectl(cluster);
    const server = await connect(['--cluster', '--context', 'none'], inPath(fake.executable));
    const told = await ask(server, 'watch_pod', { target: 'web' });
    expect(told).toMatchObject({ isError: true, text: expect.stringMatching(/no context none.*other, test/) });
    fake.remove();
  });
});

test('standard output carries the protocol alone, also of a message that is none', async () => {
  const child = spawn(process.execPath, [program, 'mcp', '--root', samples], { stdio: ['pipe', 'pipe', 'pipe'] });
  let out = '';
  let error = '';
  child.stdout.on('data', (text) => (out += String(text)));
  child.stderr.on('data', (text) => (error += String(text)));
  const call = (id: number, name: string, given: object) =>
    child.stdin.write(
      `${JSON.stringify({ jsonrpc: '2.0', id, method: 'tools/call', params: { name, arguments: given } })}\n`,
    );
  child.stdin.write('this is no message\n{"jsonrpc": 5}\n');
  child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 't', version: '1' } } })}\n`); // prettier-ignore
  call(2, 'explain_manifest', { file: 'stuck.yaml', level: 2 });
  call(3, 'check_manifests', { files: ['.'] });
  call(4, 'explain_manifest', { manifest: pod('web'), kubernetes: '1.99' });
  await expect.poll(() => out.split('\n').length - 1, { timeout: 60_000 }).toBe(4);
  for (const [i, given] of ['text', 'null', '[1]'].entries())
    child.stdin.write(`{"jsonrpc":"2.0","id":${5 + i},"method":"tools/call","params":{"name":"explain_manifest","arguments":${given === 'text' ? '"x"' : given}}}\n`); // prettier-ignore
  await expect.poll(() => out.split('\n').length - 1, { timeout: 60_000 }).toBe(7);
  expect(out).not.toContain('"error":{"code"');
  expect(out.match(/there is no argument arguments\. The arguments are manifest, file/g)).toHaveLength(2);
  expect(out).toContain('give the text of a manifest as manifest, or its path as file');
  const ended = new Promise((resolve) => child.on('close', resolve));
  child.stdin.end();
  expect(await ended).toBe(0);
  const ids = out.trimEnd().split('\n').map((line) => (JSON.parse(line) as { jsonrpc: string; id: number }).id); // prettier-ignore
  expect(ids.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(error.trimEnd().split('\n').map((line) => line.slice(0, 17))).toEqual(Array(2).fill('pod-startup mcp: ')); // prettier-ignore
  expect(out).toContain('note: kubernetes is 1.99, which is not known yet');
});
