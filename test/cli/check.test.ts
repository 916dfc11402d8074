import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { check } from '../../src/cli/check';
import type { Flags } from '../../src/cli/commandLine';
import { writeFiles } from '../writeFiles';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pod = (name: string, container: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name} }
spec:
  containers:
    - { name: app, ${container} }
`;
const config = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { mode: fast }
`;
const asks = 'image: nginx, env: [{ name: M, valueFrom: { configMapKeyRef: { name: settings, key: mode } } }]';
const typo = 'image: nginx, resources: { limits: { memory: 1Gx } }';

async function run(names: readonly string[], flags: Flags = {}): Promise<{ text: string; exitCode: number }> {
  const { text, exitCode } = await check(
    names.map((name) => join(folder, name)),
    flags,
    '1.2.3',
  );
  return { text: text.replaceAll(`${folder}/`, ''), exitCode };
}

interface Findings {
  files: number;
  accepted: number;
  findings: { file: string; line: number; severity: string; name: string; fix?: { title: string } }[];
}
async function found(names: readonly string[], flags: Flags = {}): Promise<Findings> {
  return JSON.parse((await run(names, { ...flags, format: 'json' })).text) as Findings;
}

test('a mistake is a line with its place, its cause and its fix, and an exit code', async () => {
  writeFiles(folder, { 'a.yaml': pod('web', 'image: nginx, resources: { limits: { memory: 512m } }') });
  const { text, exitCode } = await run(['a.yaml']);
  expect(text).toMatch(/^a\.yaml:6:\d+: error: .* \[memory-in-millibytes\]\n {4}fix: Change 512m to 512Mi$/m);
  expect(text).toMatch(/^1 error, 2 warnings in 1 file\.$/m);
  expect(exitCode).toBe(1);
});

test('all files of a folder are one world, folders within it with -R', async () => {
  writeFiles(folder, { 'a.yaml': pod('web', asks), 'within/config.yaml': config });
  expect((await found([''])).findings.map(({ name }) => name)).toEqual(['assumed']);
  expect(await found([''], { recursive: true })).toMatchObject({ files: 2, findings: [] });
  expect(await found(['a.yaml', 'within/config.yaml'])).toMatchObject({ files: 2, findings: [] });
});

test('what is only assumed is no failure, unless a person says so', async () => {
  writeFiles(folder, { 'a.yaml': pod('web', asks) });
  expect((await run(['a.yaml'])).exitCode).toBe(0);
  expect((await run(['a.yaml'], { failOn: 'warning' })).exitCode).toBe(0);
  expect((await run(['a.yaml'], { failOn: 'info' })).exitCode).toBe(1);
});

test('without assumptions, what is in no file stops the start', async () => {
  writeFiles(folder, { 'a.yaml': pod('web', asks) });
  const { findings } = await found(['a.yaml'], { assume: 'nothing' });
  expect(findings).toMatchObject([{ severity: 'error', name: 'container-config-error', file: 'a.yaml', line: 6 }]);
});

test('a scenario tells what the manifest cannot', async () => {
  writeFiles(folder, {
    'a.yaml': pod('web', 'image: nginx'),
    'crash.json': JSON.stringify({ containers: { app: { exit: 3, afterMs: 100 } } }),
  });
  expect(await found(['a.yaml'])).toMatchObject({ findings: [] });
  const { findings } = await found(['a.yaml'], { scenario: join(folder, 'crash.json') });
  expect(findings).toMatchObject([{ severity: 'error', name: 'container-fails' }]);
});

test('what is accepted stays accepted when lines move, as often as it was', async () => {
  const baseline = join(folder, 'baseline.json');
  writeFiles(folder, { 'a.yaml': pod('web', typo) });
  expect(await run(['a.yaml'], { baseline, writeBaseline: true })).toMatchObject({ exitCode: 0 });
  writeFiles(folder, { 'a.yaml': `# moved\n\n${pod('web', typo)}` });
  expect(await run(['a.yaml'], { baseline })).toEqual({
    text: 'Nothing hurts the start in 1 file; 1 accepted by the baseline.\n',
    exitCode: 0,
  });
  writeFiles(folder, { 'a.yaml': `${pod('web', typo)}---\n${pod('other', typo)}` });
  const { accepted, findings } = await found(['a.yaml'], { baseline });
  expect([accepted, findings.map(({ line }) => line)]).toEqual([1, [13]]);
});

test('SARIF has rules with help, regions, fixes, and the accepted as suppressed', async () => {
  const baseline = join(folder, 'baseline.json');
  writeFiles(folder, { 'a b.yaml': pod('web', typo) });
  await run(['a b.yaml'], { baseline, writeBaseline: true });
  writeFiles(folder, { 'a b.yaml': `${pod('web', typo)}---\n${pod('x', 'image: nginx, resources: { limits: { memory: 512m } }')}` }); // prettier-ignore
  const log = JSON.parse((await run(['a b.yaml'], { format: 'sarif', baseline })).text) as {
    version: string;
    runs: {
      tool: { driver: { version: string; rules: { id: string; help: { text: string } }[] } };
      results: Result[];
    }[];
  };
  interface Result {
    ruleId: string;
    ruleIndex: number;
    level: string;
    suppressions?: unknown[];
    fixes?: { artifactChanges: { replacements: { insertedContent: { text: string } }[] }[] }[];
    locations: { physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number } } }[];
    partialFingerprints: Record<string, string>;
  }
  expect(log.version).toBe('2.1.0');
  const [first] = log.runs;
  const { rules, version } = first!.tool.driver;
  expect(version).toBe('1.2.3');
  expect(rules.every(({ help }) => help.text.length > 20)).toBe(true);
  for (const { ruleId, ruleIndex } of first!.results) expect(rules[ruleIndex]?.id).toBe(ruleId);
  const [bad] = first!.results.filter(({ level }) => level === 'error');
  expect(bad?.locations[0]?.physicalLocation.region).toMatchObject({ startLine: 13 });
  expect(bad?.locations[0]?.physicalLocation.artifactLocation.uri).toMatch(/a%20b\.yaml$/);
  expect(bad?.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.insertedContent.text).toBe('512Mi');
  expect(first!.results.filter(({ suppressions }) => suppressions).map(({ ruleId }) => ruleId)).toEqual(['invalid-value']); // prettier-ignore
  const fingerprints = first!.results.map(({ partialFingerprints }) => partialFingerprints['podStartup/v1']);
  expect(new Set(fingerprints).size).toBe(fingerprints.length);
});

test('a text of others is no workflow command of its own', async () => {
  const name = 'a,b:100%.yaml';
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), pod('web', '"x\\n::error::%0A": 1, image: nginx'));
  const { text } = await run([name], { format: 'github' });
  expect(text.trimEnd().split('\n')).toHaveLength(1);
  expect(text).toMatch(
    /^::error file=a%2Cb%3A100%25\.yaml,line=6,endLine=6,col=\d+,endColumn=\d+,title=unknown-field::/,
  );
  expect(text).toContain('%250A');
});

test('what cannot be read is an error at its line; a folder’s other YAML is no manifest', async () => {
  writeFiles(folder, { 'a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: [\n', 'values.yaml': 'replicas: 3\n' });
  const { findings, files } = await found(['']);
  expect(files).toBe(1);
  expect(findings).toMatchObject([{ file: 'a.yaml', severity: 'error', name: 'manifest-unreadable' }]);
});

test.each<[string, string[], Flags]>([
  ['no such file', ['none.yaml'], {}],
  ['a folder without manifests', [''], {}],
  ['an unknown format', ['a.yaml'], { format: 'xml' }],
  ['a baseline that is not there', ['a.yaml'], { baseline: '/none/baseline.json' }],
  ['no baseline to write', ['a.yaml'], { writeBaseline: true }],
])('it cannot check: %s', async (_what, names, flags) => {
  if (names[0] === 'a.yaml') writeFiles(folder, { 'a.yaml': pod('web', 'image: nginx') });
  await expect(run(names, flags)).rejects.toMatchObject({ exitCode: 2 });
});

test('a kustomization is checked as it is rendered', async () => {
  writeFiles(folder, {
    'base/kustomization.yaml': 'resources: [pod.yaml]\n',
    'base/pod.yaml': pod('web', 'image: NGINX'),
  });
  const path = process.env['PATH'];
  process.env['PATH'] = '';
  try {
    const { findings } = await found(['base']);
    expect(findings).toMatchObject([{ file: 'base/kustomization.yaml (rendered)', name: 'image-name-invalid' }]);
    const { text } = await run(['base'], { format: 'github' });
    expect(text).toMatch(/^::error file=base\/kustomization\.yaml,title=image-name-invalid::/);
  } finally {
    process.env['PATH'] = path;
  }
});

test('the project’s own samples are found to be what they are', async () => {
  const samples = join(import.meta.dirname, '../../samples');
  const { text, exitCode } = await check([samples], { format: 'json' }, '1');
  const { findings } = JSON.parse(text) as Findings;
  const bad = findings.filter(({ severity }) => severity === 'error').map(({ file }) => file.replaceAll('\\', '/').split('/').at(-1)); // prettier-ignore
  expect([...new Set(bad)]).toEqual(['missing-config.yaml', 'stuck.yaml']);
  expect(exitCode).toBe(1);
  expect(readFileSync(join(samples, 'stuck.yaml'), 'utf8')).toContain('kind');
});
