import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli } from './buildCli';

let folder: string;
let program: string;

beforeAll(async () => {
  ({ folder, program } = await buildCli('ready'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ready(text: string, ...flags: string[]) {
  return run('ready', text, ...flags);
}

function run(command: string, text: string, ...flags: string[]): { out: string; error: string; code: number | null } {
  const args = [program, command, '-', ...flags];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { input: text, encoding: 'utf8' });
  return { out: stdout, error: stderr, code: status };
}

const web = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      readinessGates: [{conditionType: example.com/lb}]
      initContainers:
      - {name: migrate, image: migrate}
      - name: proxy
        image: proxy
        restartPolicy: Always
        startupProbe: {exec: {command: [up]}, periodSeconds: 1, failureThreshold: 30}
      containers:
      - name: app
        image: app
        readinessProbe: {httpGet: {port: 80}, periodSeconds: 5}
        livenessProbe: {httpGet: {port: 80}, periodSeconds: 10, failureThreshold: 3}
`;

interface Row {
  pod: string;
  container: string;
  started: [number, number] | null;
  ready: [number, number] | null;
  killed: [number, number] | null;
}

const rows = (...flags: string[]): Row[] => JSON.parse(ready(web, '--format', 'json', ...flags).out) as Row[];

test('gives the windows of sidecars and containers as data', () => {
  const [proxy, app] = rows('--answers-after', '12s');
  for (const row of rows('--answers-after', '12s'))
    expect(Object.keys(row)).toEqual(['pod', 'container', 'started', 'ready', 'killed']);
  expect(proxy).toMatchObject({ pod: 'web', container: 'proxy', started: [12, 15], killed: null });
  expect(app).toMatchObject({ container: 'app', ready: [12, 19], killed: null });
});

test('what does not happen is null', () => {
  const [proxy, app] = rows('--answers-after', 'never');
  expect(proxy).toMatchObject({ started: null, ready: null });
  expect(proxy?.killed).toEqual([29, 31.75]);
  expect(app).toMatchObject({ started: null, ready: null, killed: null });
  const behind = 'started no                Nothing starts behind sidecar proxy, which never counts as started.';
  expect(ready(web, '--answers-after', 'never').out).toContain(behind);
  expect(ready(web, '--answers-after', '5s').out).not.toContain('Nothing starts');
});

test('a probe that asks for a port which the container does not name has no results', () => {
  const strange = web.replaceAll('port: 80', 'port: http');
  const [, app] = JSON.parse(ready(strange, '--format', 'json').out) as Row[];
  expect(app).toMatchObject({ ready: null, killed: null });
  expect(app?.started).not.toBeNull();
  expect(ready(strange).out).toContain('The container has no port of the name that readinessProbe asks');
});

test('says why, of which containers nothing is told, and what else the pod waits for', () => {
  const { out, code } = ready(web, '--answers-after', '25s');
  expect(code).toBe(0);
  expect(out).toContain('startupProbe, which runs every 1 s');
  expect(out).toContain('Not listed: migrate');
  expect(out).toContain('example.com/lb');
});

test('names what is wrong', () => {
  expect(ready(web, '--answers-after', 'soon')).toEqual({
    out: '',
    error: 'pod-startup: --answers-after is a time of at most a day, such as 25s, or never, not soon\n',
    code: 2,
  });
  expect(ready(web, '--format', 'xml').code).toBe(2);
  expect(ready(web, '--kubernetes', '1.18').code).toBe(2);
  expect(ready('apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n')).toMatchObject({
    code: 1,
    error: '-:1:1: nothing in it creates pods\n',
  });
  expect(ready(web.replace('periodSeconds: 5', 'periodSeconds: -5'))).toMatchObject({
    code: 1,
    error:
      '-:19:62: The API server refuses it: spec.template.spec.containers[0].readinessProbe.periodSeconds: Invalid value: -5: must be greater than or equal to 0\n',
  });
});

test('explain takes the same time, and the simulated start is within what ready says', () => {
  const early = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: app
    image: app
    startupProbe: {httpGet: {port: 80}, periodSeconds: 2, failureThreshold: 20}
    readinessProbe: {httpGet: {port: 80}, periodSeconds: 3}
    livenessProbe: {httpGet: {port: 80}, periodSeconds: 5, failureThreshold: 2}
`;
  const [told] = JSON.parse(ready(early, '--answers-after', '13s', '--format', 'json').out) as [{ ready: number[] }];
  const { out, error } = run('explain', early, '--answers-after', '13s');
  expect(error).toBe('');
  const at = (pattern: RegExp): number => Number(pattern.exec(out)?.[1]);
  const since = at(/([\d.]+) s .*Ready \(/) - at(/([\d.]+) s .*StartContainer app/);
  expect(since).toBeGreaterThanOrEqual(told.ready[0]!);
  expect(since).toBeLessThanOrEqual(told.ready[1]!);
  expect(out).toContain('What if: app answers after 13 s');
  const never = run('explain', early, '--answers-after', 'never').out;
  expect(never).not.toMatch(/web\s+1\/1/);
  expect(run('explain', early, '--answers-after', 'soon')).toMatchObject({ code: 2 });
  const unasked = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: app, image: app}]}\n';
  expect(run('explain', unasked, '--answers-after', '5s').error).toContain('no container has a probe');
});
