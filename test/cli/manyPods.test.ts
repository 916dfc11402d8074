import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildCli } from './buildCli';
import { knownKeys } from '../../src/core/knownKeys';
import { rollout } from '../recordings/rollout';

let folder: string;
let program: string;
let files: string[];

beforeAll(async () => {
  ({ folder, program } = await buildCli('manyPods'));
  files = knownKeys(rollout).map((name) => {
    const file = join(folder, `${name}.json`);
    writeFileSync(file, JSON.stringify(rollout[name]));
    return file;
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function observe(...args: string[]): { stdout: string; stderr: string; status: number | null } {
  return spawnSync(process.execPath, [program, 'observe', ...files, ...args], { encoding: 'utf8' });
}

test('several saved files are one sample: quantiles, what slow pods share, and groups', () => {
  const { stdout, status } = observe('--group-by', 'image');
  expect(status).toBe(0);
  expect(stdout).toMatch(
    /^20 pods of Deployment web: Ready in 4\.\d s ±\d+ ms \(median\), 13 s .*\(90 %\), 13 s .*\(slowest\)$/m,
  );
  expect(stdout).toMatch(/^ {2}phase +median +90 % +slowest +pods$/m);
  expect(stdout).toMatch(/^ {2}image pull +1\.6 s ±\d+ ms +2\.6 s ±\d+ ms +2\.6 s ±\d+ ms +20$/m);
  expect(stdout).toContain('slower since revision 2 came (2026-11-29 19:19:08 UTC)');
  expect(stdout).toMatch(/^ {2}image +pods +median +90 % +slowest +largest phases \(median\)$/m);
  expect(stdout).toMatch(/^ {2}registry\.example\/shop\/web:2 +10 +13 s /m);
  expect(observe('--group-by', 'zone').stdout).toContain('by zone: nothing in the input says so');
});

test('the same as JSON and as Markdown', () => {
  const { workloads } = JSON.parse(observe('--format', 'json', '--group-by', 'node').stdout) as {
    workloads: {
      name: string;
      whole: { median: object };
      shared: { in: object[] }[];
      groups: { by: string; each: object[] };
    }[];
  };
  expect(workloads).toHaveLength(1);
  expect(workloads[0]).toMatchObject({ kind: 'Deployment', name: 'web', pods: 20, whole: { count: 20 } });
  expect(workloads[0]?.whole.median).toEqual({ milliseconds: expect.any(Number), precision: expect.any(Number) });
  expect(workloads[0]?.shared[0]?.in.length).toBeGreaterThan(1);
  expect(workloads[0]?.groups).toMatchObject({ by: 'node', each: [{ value: 'kind-control-plane' }] });
  const { stdout } = observe('--format', 'markdown');
  expect(stdout).toMatch(/^## 20 pods of Deployment web: Ready in /m);
  expect(stdout).toMatch(/^- slower since revision 2 came /m);
});

test('what pods can be told apart by is said where it is none of that', () => {
  const { stderr, status } = observe('--group-by', 'colour');
  expect(stderr).toMatch(/--group-by is node, zone, image, owner, revision, pull, volume, hour, not colour/);
  expect(status).toBe(2);
});
