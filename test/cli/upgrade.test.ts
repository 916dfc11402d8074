import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli } from './buildCli';

const root = join(import.meta.dirname, '../..');
let folder: string;
let program: string;

beforeAll(async () => {
  ({ folder, program } = await buildCli('upgrade'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(args: readonly string[], input = ''): { out: string; error: string; code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, 'upgrade', ...args], {
    input,
    encoding: 'utf8',
    cwd: root,
  });
  return { out: stdout, error: stderr, code: status };
}

test('a report tells how many starts change, the rule with its source, and before and after', () => {
  const { out, code } = run(['samples', '--from', '1.34', '--to', 'v1.35.4']);
  expect(code).toBe(0);
  expect(out).toMatch(
    /^From Kubernetes 1\.34 to 1\.35 only the wording changes in \d+ of \d+ starts; in \d+ nothing does\.\n/,
  );
  expect(out).toContain(
    '  Since 1.35: The events of a container\'s start are worded as "Container created" and "Container started"\n' +
      '    source: pkg/kubelet/kuberuntime/kuberuntime_container.go\n',
  );
  expect(out).toMatch(/^ {4}Deployment certifier \(samples\/assumed\.yaml:3:1\), .* and \d+ more$/m);
  expect(out).toContain('`Created container: ');
});

test('JSON has each change with the row, the rule and the objects', () => {
  const { out } = run(['samples/nginx.yaml', '--from', '1.34', '--to', '1.35', '--format', 'json']);
  interface Told {
    starts: number;
    groups: { rules: { row: string; since: string }[]; changes: { what: string; objects: string[] }[] }[];
  }
  const { starts, groups } = JSON.parse(out) as Told;
  expect(starts).toBe(1);
  const events = groups.find(({ rules }) => rules.some(({ row }) => row === 'behaviours.startedEvents'));
  expect(events).toMatchObject({ rules: [{ since: '1.35' }], changes: [{ objects: ['Pod nginx'] }, {}] });
});

test('Markdown has a heading, and the text is the default', () => {
  const { out } = run(['samples/nginx.yaml', '--from', '1.34', '--to', '1.35', '--format', 'markdown']);
  expect(out).toMatch(/^# samples\/nginx\.yaml: Kubernetes 1\.34 → 1\.35\n/);
});

test('with --fail-on-change a change is exit code 1', () => {
  const changed = run(['samples/nginx.yaml', '--from', '1.34', '--to', '1.35', '--fail-on-change']);
  expect(changed.code).toBe(1);
  expect(changed.out).toContain('only the wording changes');
  const none = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n';
  const same = run(['-', '--from', '1.34', '--to', '1.35', '--fail-on-change'], none);
  expect(same).toMatchObject({ code: 0, error: '' });
  expect(same.out).toBe('From Kubernetes 1.34 to 1.35 nothing changes.\n');
});

test.each([
  ['refused', 0],
  ['different', 0],
  ['any', 1],
])('with --fail-on %s, other words alone are exit code %d', (level, code) => {
  expect(run(['samples/nginx.yaml', '--from', '1.34', '--to', '1.35', '--fail-on', level]).code).toBe(code);
});

test('a start that is refused is exit code 1 at every level', () => {
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: {hostnameOverride: x, containers: [{name: a, image: b}]}\n'; // prettier-ignore
  for (const level of ['refused', 'different', 'any'])
    expect(run(['-', '--from', '1.35', '--to', '1.33', '--fail-on', level], pod).code).toBe(1);
});

test('a release that is not known is taken to the nearest, with a word', () => {
  const { out } = run(['samples/nginx.yaml', '--from', '1.36', '--to', '1.99']);
  expect(out).toContain('note: --to 1.99 is not known; simulated as 1.37\n');
});

test('a folder is read to its last file', () => {
  const many = join(folder, 'many');
  mkdirSync(many);
  for (let i = 1; i <= 305; i++) {
    const pod = `apiVersion: v1\nkind: Pod\nmetadata: {name: p${i}}\nspec: {containers: [{name: app, image: app}]}\n`;
    writeFileSync(join(many, `${String(i).padStart(3, '0')}.yaml`), pod);
  }
  expect(run([many, '--from', '1.34', '--to', '1.35']).out).toMatch(
    /^From .* only the wording changes in each of 305 starts\.\n/,
  );
});

test.each(['json', 'markdown'])('what %s has no place for is said beside it', (format) => {
  const { error } = run(['samples/nginx.yaml', '--from', '1.36', '--to', '1.99', '--format', format]);
  expect(error).toBe('note: --to 1.99 is not known; simulated as 1.37\n');
});

test.each([
  [['samples/nginx.yaml'], 'upgrade needs --from'],
  [['samples/nginx.yaml', '--from', 'old'], '--from is a release such as 1.34, not old'],
  [['samples/nginx.yaml', '--from', '1.24'], '--from 1.24: releases are fully known only since 1.29'],
  [['samples/nginx.yaml', '--from', '1.18'], '--from 1.18: releases are fully known only since 1.29'],
  [['samples/nginx.yaml', '--from', '1.34', '--fail-on', 'all'], '--fail-on is refused, different or any, not all'],
  [['samples/nginx.yaml', '--from', ''], '--from is a release such as 1.34, not ""'],
  [['samples/nginx.yaml', '--from', '1.33\u001b[31m'], '--from is a release such as 1.34, not 1.33'],
  [['samples/nginx.yaml', '--from', '1.37', '--to', '1.37'], 'the same release'],
  [['samples/nginx.yaml', '--from', '1.34', '--kubernetes', '1.35'], 'instead of --kubernetes'],
  [['samples/nginx.yaml', '--from', '1.34', '--format', 'yaml'], '--format is text, json or markdown'],
  [['samples/nginx.yaml', '--from', '1.34', '--fault', 'crash app'], '--fault is for'],
])('a bad command line is exit code 2: %j', (args, text) => {
  const { error, code, out } = run(args);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(error).toContain(text);
});

test('a file that is not there is exit code 1', () => {
  expect(run(['nowhere.yaml', '--from', '1.34']).code).toBe(1);
});
