import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordings } from '../recordings/recordings';
import type { Found, Task } from './program';

// POD_STARTUP_FUZZ=10 does ten times as much. The seed is the same for everyone, so that what passes here passes in CI;
// POD_STARTUP_SEED=N tries others, and does again what a run did that failed.
const times = Number(process.env['POD_STARTUP_FUZZ'] ?? 1);
const seed = Number(process.env['POD_STARTUP_SEED'] ?? 20_785);
/** What a start of the extension host with our core may take. */
const mostMegabytes = 300;

const root = join(import.meta.dirname, '../..');
let folder: string;

beforeAll(async () => {
  mkdirSync(join(root, 'out'), { recursive: true });
  folder = mkdtempSync(join(root, 'out/fuzz-'));
  await build({
    absWorkingDir: root,
    entryPoints: ['test/fuzz/program.ts'],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    external: ['node:*', 'vscode'],
    outfile: join(folder, 'program.mjs'),
    logLevel: 'silent',
  });
  const samples = readdirSync(join(root, 'samples')).map((file) => readFileSync(join(root, 'samples', file), 'utf8'));
  const recorded = [...recordings('own'), ...recordings('more'), ...recordings('rules')];
  const manifests = [...samples, ...recorded.map(({ manifest }) => manifest)].filter(({ length }) => length < 3000);
  const saved = recorded
    .map(({ watch, events, owners = [] }) => {
      const pods = new Map(watch.map(({ object }) => [object.metadata?.uid, object]));
      return JSON.stringify({ kind: 'List', items: [...pods.values(), ...events, ...owners] });
    })
    .filter(({ length }) => length < 30_000);
  writeFileSync(join(folder, 'manifests'), JSON.stringify(manifests));
  writeFileSync(join(folder, 'saved'), JSON.stringify(saved));
  writeFileSync(join(folder, 'all'), JSON.stringify([...manifests, ...saved.slice(0, 100)]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(task: Task, from: string, count: number, its: number): Promise<Found> {
  const heap = `--max-old-space-size=${mostMegabytes - 100}`;
  const args = [heap, join(folder, 'program.mjs'), task, String(its), String(count), join(folder, from)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${task} of seed ${its} ended with ${code}`);
  return JSON.parse(Buffer.concat(parts).toString()) as Found;
}

test.each<[task: Task, from: string, count: number]>([
  ['hovers', 'manifests', 300_000 * times],
  ['saved', 'saved', 20_000 * times],
  ['grown', 'all', 60 * times],
])(`%s of %s with anything wrong, %d, seed ${seed}`, async (task, from, count) => {
  const programs = availableParallelism();
  const each = Math.ceil(count / programs);
  const all = await Promise.all(Array.from({ length: programs }, (_, i) => run(task, from, each, seed * programs + i)));
  const total = all.reduce((sum, { done }) => sum + done, 0);
  const slowest = Math.max(...all.map((found) => found.slowest));
  const megabytes = Math.max(...all.map((found) => found.megabytes));
  console.log(`${task}: ${total}, seed ${seed}, the slowest ${Math.round(slowest)} ms, ${Math.round(megabytes)} MB`);
  expect(all.flatMap(({ failures }) => failures)).toEqual([]);
  expect(megabytes).toBeLessThan(mostMegabytes);
  expect(total).toBeGreaterThanOrEqual(count);
});
