import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Flags } from '../../src/cli/commandLine';
import { explain } from '../../src/cli/explain';
import { isSupportBundle, supportBundle } from '../../src/cli/supportBundle';
import { writeFiles } from '../writeFiles';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dumped-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, text: string): void {
  writeFiles(folder, { [name]: text });
}

const time = '2026-05-04T10:00:00Z';
const pod = { kind: 'Pod', metadata: { name: 'web', namespace: 'shop', uid: 'u1', creationTimestamp: time } };

function dump(): void {
  write('shop/pods.json', JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items: [pod] }));
}

test('more pods than logs are read leave the pods', () => {
  dump();
  mkdirSync(join(folder, 'shop/app'));
  for (let i = 0; i < 2_010; i++) writeFileSync(join(folder, `shop/app/logs-${i}.txt`), 'x\n');
  const bundle = supportBundle(folder);
  expect(bundle?.files[0]?.name).toBe(join(folder, 'shop/pods.json'));
  expect(bundle?.files).toHaveLength(2_001);
  expect(bundle?.left).toEqual(['10 of 2010 logs: 2000 are read at most']);
});

test('a folder with no pods.json is no dump', () => {
  write('shop/events.json', '{}');
  expect([isSupportBundle(folder), supportBundle(folder)]).toEqual([false, undefined]);
});

test('what is none of a dump is told, and the rest is explained', async () => {
  dump();
  write('package.json', '{"name": "shop"}');
  write('broken.json', '{"items": [');
  const text = (await explain(folder, {})).replaceAll(folder, '');
  expect(text).toMatch(/^not read: \/broken.json: the JSON ends early/m);
  expect(text).toMatch(/^not read: \/package.json: it has nothing from a cluster$/m);
  expect(text).toContain('web');
});

test.each<[Flags, string]>([
  [{ values: ['v.yaml'] }, 'values'],
  [{ fault: ['crash app'] }, 'fault'],
  [{ whatIf: [{ name: 'node', values: ['2', '4Gi'] }] }, 'what-if node'],
  [{ rendered: true }, 'rendered'],
  [{ recursive: true }, 'recursive'],
  [{ scenario: 's.json' }, 'scenario'],
  [{ assume: 'nothing' }, 'assume'],
  [{ seconds: 5 }, 'seconds'],
  [{ validate: 'ignore' }, 'validate'],
])('what is for a simulation is refused for a dump: %j', async (flags, flag) => {
  dump();
  await expect(explain(folder, flags)).rejects.toMatchObject({
    message: `--${flag} is for a simulated start: this one was observed in a cluster`,
    exitCode: 2,
  });
});

test('a simulation is compared with no manifest', async () => {
  write('web.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n');
  const told = explain(join(folder, 'web.yaml'), { manifest: 'other.yaml' });
  await expect(told).rejects.toMatchObject({ message: expect.stringMatching(/^--manifest is for/), exitCode: 2 });
});
