import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { buildCli } from './buildCli';

let folder: string;
let program: string;

beforeAll(async () => {
  ({ folder, program } = await buildCli('crictl'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
beforeEach(() => rmSync(join(folder, 'work'), { recursive: true, force: true }));

function run(...args: string[]): { out: string; error: string; code: number | null } {
  const cwd = join(folder, 'work');
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, 'web.yaml'), manifest);
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd });
  return { out: stdout, error: stderr, code: status };
}

const manifest = `apiVersion: v1
kind: Secret
metadata: {name: creds}
stringData: {PASSWORD: hunter2}
---
apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    image: nginx
    envFrom: [{secretRef: {name: creds}}]
`;

test('crictl writes a folder, says how it is run and what is not as on a node, and shows no Secret', () => {
  const { out, code } = run('crictl', 'web.yaml', '--out', 'made');
  expect(code).toBe(0);
  expect(out).toBe(`default/web: 7 files in made
as root on a node: sh ${join('made', 'replay.sh')} up
note: The token of the service account is a line of text: no API server accepts it.
note: The certificates of the cluster are a line of text.
`);
  const container = (name: string) => readFileSync(join(folder, `work/${name}/containers/app.text.json`), 'utf8');
  expect(container('made')).toContain('‹secret creds/PASSWORD›');
  run('crictl', 'web.yaml', '--out', 'open', '--reveal-secrets');
  const own = join(folder, 'work');
  rmSync(join(own, 'made'), { recursive: true, force: true });
  expect(container('open')).toContain('"hunter2"');
  if (process.platform !== 'win32') expect(statSync(join(own, 'open/pod.json')).mode & 0o077).toBe(0);
});

test('a folder that is not empty is left alone, and what is missing is said', () => {
  mkdirSync(join(folder, 'work/full'), { recursive: true });
  writeFileSync(join(folder, 'work/full/mine'), '');
  expect(run('crictl', 'web.yaml', '--out', 'full')).toMatchObject({ code: 1, error: 'full is not empty: nothing is written there. Name another folder with --out\n' }); // prettier-ignore
  expect(existsSync(join(folder, 'work/full/replay.sh'))).toBe(false);
  expect(run('crictl', 'web.yaml')).toMatchObject({ code: 2, error: 'pod-startup: crictl needs --out DIR, a folder to write into\n' }); // prettier-ignore
  expect(run('explain', 'web.yaml', '--out', 'x')).toMatchObject({
    code: 2,
    error: 'pod-startup: --out is for crictl\n',
  });
});

test('of a pod that comes to no node the reason is told on lines of its own', () => {
  mkdirSync(join(folder, 'work'), { recursive: true });
  writeFileSync(join(folder, 'work/kata.yaml'), manifest.replace('spec:', 'spec:\n  runtimeClassName: kata'));
  const { code, error } = run('crictl', 'kata.yaml', '--out', 'made', '--assume', 'nothing');
  expect(code).toBe(1);
  expect(error).toMatch(/^ {2}cause: runtime-class-missing \(certain\)$/m);
  expect(error).toMatch(/\nkata\.yaml:1:1: no pod in it reaches a container runtime, for the reason above\n$/);
  expect(existsSync(join(folder, 'work/made'))).toBe(false);
});

test('observe compares what crictl printed with the manifest, also beside other saved output', () => {
  const labels = { 'io.kubernetes.container.name': 'app', 'io.kubernetes.pod.name': 'web', 'io.kubernetes.pod.namespace': 'default' }; // prettier-ignore
  const status = { id: 'abc', state: 'CONTAINER_RUNNING', metadata: { name: 'app' }, labels, annotations: {} };
  const write = (name: string, text: string) => {
    mkdirSync(join(folder, 'work'), { recursive: true });
    writeFileSync(join(folder, 'work', name), text);
  };
  write('app.json', JSON.stringify({ status, info: {} }));
  const { out, code } = run('observe', 'app.json', '--manifest', 'web.yaml');
  expect([code, out.split('\n')[0]]).toEqual([0, 'On the node: container app of default/web (abc)']);
  write('cut.json', JSON.stringify({ status, info: {} }).slice(0, -3));
  expect(run('observe', 'cut.json')).toMatchObject({ code: 1, error: expect.stringMatching(/^cut\.json: the JSON ends early/) as string }); // prettier-ignore
  expect(run('observe', 'app.json', '--format', 'json').code).toBe(2);
});
