import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordings } from '../recordings/recordings';
import { buildCli } from './buildCli';

const root = join(import.meta.dirname, '../..');
const sample = join(root, 'samples/nginx.yaml');
let folder: string;
let program: string;

beforeAll(async () => {
  ({ folder, program } = await buildCli('compare'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = ''): { out: string; error: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'compare', ...args], {
    input,
    encoding: 'utf8',
    cwd: root,
  });
  return { out: stdout, error: stderr, code: status };
}

const edited = readFileSync(sample, 'utf8').replace('image: nginx', 'image: nginx:1.28');

interface Told {
  counts: Record<string, number>;
  calls: { left?: { source: string }; right?: { source: string } }[];
}

describe('pod-startup compare', () => {
  test('begins with the counts, and says of an edit what differs', () => {
    const { out, code } = run([sample, '-'], edited);
    expect(code).toBe(0);
    expect(out).toMatch(/^\d+ calls differ \(\d+ in fields\), \d+ are the same\n/);
    expect(out).toContain('~ differs    kubelet → ImageService  PullImage nginx:latest / PullImage nginx:1.28\n');
    expect(out).toContain('      request image.image\n        A: "nginx:latest"\n        B: "nginx:1.28"\n');
    expect(out).toMatch(/^ +from .*nginx\.yaml:11:\d+ \(spec\.containers\[0\]\.image\)$/m);
    expect(out).toMatch(/^ +from -:11:\d+ \(spec\.containers\[0\]\.image\)$/m);
  });

  test('a start compared with itself is the same', () => {
    expect(run([sample, sample]).out).toMatch(/^No call differs, \d+ are the same\n/);
  });

  test('B alone has the fault and the release', () => {
    const failed = run([sample, sample, '--fault', 'image-not-found nginx']).out;
    expect(failed).toContain('- only in A  kubelet → RuntimeService  CreateContainer nginx\n');
    expect(failed).toMatch(/^A: \S+: Pod nginx .*\nB: \S+ --fault 'image-not-found nginx': Pod nginx/m);
    expect(failed).toMatch(/outcome\n +A: ok\n +B: NotFound: /);
    expect(failed).toMatch(
      /^How the pods end:\n~ nginx\n +status\n +A: Running, 1\/1 ready\n +B: ErrImagePull, 0\/1 ready\n/m,
    );
    expect(run([sample, sample, '--kubernetes', '1.18']).out).toMatch(/A: .*1\.37, simulated\nB: .*1\.18, simulated/);
  });

  test('a manifest beside what was observed is started as that cluster would: of its release and its runtime', () => {
    const saved = join(folder, 'saved.json');
    const pod = { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'nginx', uid: 'u', creationTimestamp: '2026-11-28T19:11:55Z' }, spec: { nodeName: 'n1', containers: [{ name: 'nginx', image: 'nginx' }] } }; // prettier-ignore
    const nodeInfo = { kubeletVersion: 'v1.33.5', containerRuntimeVersion: 'cri-o://1.33.2' };
    const node = { kind: 'Node', apiVersion: 'v1', metadata: { name: 'n1', uid: 'n' }, status: { nodeInfo } };
    writeFileSync(saved, JSON.stringify({ kind: 'List', items: [pod, node] }));
    expect(run([saved, sample]).out).toMatch(/A: .*1\.33, observed\nB: .*1\.33, simulated/);
    expect(run([sample, saved]).out).toMatch(/A: .*1\.33, simulated\nB: .*1\.33, observed/);
    expect(run([saved, sample, '--kubernetes', '1.36']).out).toMatch(/A: .*1\.33, observed\nB: .*1\.36, simulated/);
    const refusals = (file: string): string[] => {
      const { calls } = JSON.parse(run([saved, file, '--fault', 'image-not-found nginx', '--format', 'json']).out) as { calls: { right?: { outcome: { text?: string } } }[] }; // prettier-ignore
      return calls.flatMap(({ right }) => right?.outcome.text ?? []);
    };
    const inCrio = refusals(sample);
    nodeInfo.containerRuntimeVersion = 'containerd://2.1.0';
    writeFileSync(saved, JSON.stringify({ kind: 'List', items: [pod, node] }));
    expect(inCrio.length).toBeGreaterThan(0);
    expect(refusals(sample)).not.toEqual(inCrio);
  });

  test('as data, and as Markdown', () => {
    const { counts, calls } = JSON.parse(run([sample, '-', '--format', 'json'], edited).out) as Told;
    expect(calls).toHaveLength(Object.keys(counts).filter((name) => ['same', 'differ', 'onlyLeft', 'onlyRight', 'untold'].includes(name)).reduce((sum, name) => sum + counts[name]!, 0)); // prettier-ignore
    expect(run([sample, '-', '--format', 'markdown'], edited).out).toContain('- `request image.image`: `"nginx:latest"` → `"nginx:1.28"`, from `'); // prettier-ignore
  });

  test('saved output beside the manifest that it is of', () => {
    const { watch, events, manifest } = recordings('own').find(({ name }) => name === 'pod.initContainers.two')!;
    const saved = join(folder, 'saved.json');
    writeFileSync(saved, JSON.stringify({ kind: 'List', items: [watch.at(-1)?.object, ...events] }));
    const { calls, counts } = JSON.parse(run([saved, '-', '--format', 'json'], manifest).out) as Told;
    expect(calls.some(({ left, right }) => left?.source === 'observed' && right?.source === 'simulated')).toBe(true);
    expect(counts).toMatchObject({ onlyLeft: 0, onlyRight: 0 });
    expect(run([sample, saved, '--fault', 'crash app']).code).toBe(2);
  });

  test('a quota in a file beside a manifest is told', () => {
    const [a, b] = ['quota-a.yaml', 'quota-b.yaml'].map((name) => join(folder, name)) as [string, string];
    writeFileSync(a, edited);
    writeFileSync(b, edited);
    writeFileSync(
      join(folder, 'quota.yaml'),
      'apiVersion: v1\nkind: ResourceQuota\nmetadata: {name: few}\nspec: {hard: {pods: "0"}}\n',
    );
    const said = 'quota.yaml: ResourceQuota few counts for the pods of its namespace, too';
    expect(run([a, b]).out.split(said)).toHaveLength(2);
    expect(run([a, b, '--format', 'markdown']).out.split(said)).toHaveLength(2);
    expect(run([a, b, '--format', 'json']).out.split(said)).toHaveLength(2);
  });

  test('of more fields than are tried it says how many', () => {
    const many = (value: string): string =>
      `${edited.trimEnd()}\n      env:\n${Array.from({ length: 130 }, (_, i) => `        - {name: V${i}, value: ${value}}\n`).join('')}`;
    writeFileSync(join(folder, 'many.yaml'), many('a'));
    expect(run([join(folder, 'many.yaml'), '-'], many('b')).out).toContain('note: 60 more fields differ');
  });

  test('a manifest with an empty status is simulated', () => {
    expect(run([sample, '-'], `${edited.trimEnd()}\nstatus: {}\n`).out).toMatch(/^B: .*simulated$/m);
  });

  test.each([
    [[sample], /compare needs two FILEs/],
    [[sample, sample, sample], /two FILEs at a time/],
    [[sample, sample, '--format', 'mermaid'], /--format is text, json or markdown, not mermaid/],
    [[sample, sample, '--fault', 'x'], /--fault is one of .*crash nginx.*; not x/],
    [['-', '-'], /standard input/],
  ])('a bad command line has exit code 2: %j', (args, words) => {
    const { out, error, code } = run(args);
    expect({ out, code }).toEqual({ out: '', code: 2 });
    expect(error).toMatch(words);
  });

  test('bad input is one line with its place and exit code 1', () => {
    expect(run([sample, '-'], 'a: [')).toMatchObject({ out: '', code: 1, error: expect.stringMatching(/^-:1:\d+: .+\n$/) as string }); // prettier-ignore
  });

  test('no text of either start is sent to the terminal as a command, begins a line or is Markdown', () => {
    const escape = String.raw`\e[2J\rPWNED\n+ only in B  forged`;
    const hostile = edited.replace('image: nginx:1.28', `image: nginx\n      env: [{name: A, value: "${escape}[x](http://evil.example)"}]`); // prettier-ignore
    for (const format of ['text', 'json', 'markdown'])
      for (const [args, input] of [
        [[sample, '-'], hostile],
        [['-', sample], hostile],
      ] as const) {
        const { out, code } = run([...args, '--format', format], input);
        expect(code).toBe(0);
        expect(out).toContain('PWNED');
        // oxlint-disable-next-line no-control-regex -- these are what it is about
        expect(out).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        expect(out).not.toMatch(/^\+ only in B {2}forged/m);
      }
  });
});
