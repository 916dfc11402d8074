import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readCommandLine, type Flags } from '../../src/cli/commandLine';
import { explain } from '../../src/cli/explain';
import { hover } from '../../src/cli/hover';
import { explain as explainInPanel, parseManifest, workloadsOf } from '../../src/host/explainer';
import { story } from '../../src/core/story/story';

const sample = join(import.meta.dirname, '../../samples/probes.yaml');

function flagsOf(...args: string[]): Flags {
  const line = readCommandLine(['explain', sample, ...args]);
  if (line.type !== 'run') throw new Error(`${args.join(' ')} runs nothing`);
  return line.flags;
}

const changes = ['image-size registry.example/payments/probed:3.0 5MB', 'exits api 10s 3', 'parallel-pulls 2'];

test('the terminal and the panel give one answer for the same circumstances', async () => {
  const said = await explain(sample, flagsOf('--fault', 'out-of-memory api', ...changes.flatMap((one) => ['--what-if', one]))); // prettier-ignore
  const manifest = parseManifest(readFileSync(sample, 'utf8'));
  const [workload] = workloadsOf(manifest);
  const input = { manifest, workload: workload!, existing: [], circumstances: {}, start: Date.now() };
  // The last of two changes of one thing counts, in both.
  const trace = explainInPanel({ ...input, faults: ['out-of-memory api'], whatIf: changes });
  const told = (text: string): string[] => text.split('\n').filter((line) => /PullImage|Exited|exited|Error|OOM/.test(line)); // prettier-ignore
  const own = story(trace).split('\n');
  expect(told(said).length).toBeGreaterThan(0);
  for (const line of told(said).filter((one) => one.includes('PullImage'))) expect(own).toContain(line);
  expect(trace.view.pods[0]?.status?.containerStatuses?.[0]?.restartCount).toBeGreaterThan(0);
});

test('what is changed stands above the story; twice the same thing is the last of it', async () => {
  const said = await explain(sample, flagsOf('--what-if', 'exits api 9s 1', '--what-if', 'exits api 10s 3'));
  expect(said.split('\n')[0]).toBe('What if: api exits after 10 s with 3');
  expect(said).not.toContain('9 s with 1');
});

test.each([
  [['--what-if', 'exits api'], /^--what-if exits api: Write it as exits CONTAINER TIME CODE\.$/],
  [['--what-if', 'sleep'], /^--what-if sleep: Begin with one of image, .*fail, not with sleep\.$/],
  [['--what-if'], /the option .* needs a value/],
])('%j is a bad command line', (args, message) => {
  expect(() => flagsOf(...args)).toThrow(message);
});

test('a container or fault that is not there is told', async () => {
  await expect(explain(sample, flagsOf('--what-if', 'exits ap 1s 1'))).rejects.toThrow(
    'no container is named ap: there is api',
  );
  await expect(explain(sample, flagsOf('--fault', 'crash ap'))).rejects.toThrow(/--fault is one of .*crash api.*; not crash ap/); // prettier-ignore
  expect(() => readCommandLine(['ready', sample, '--what-if', 'node 2 4Gi'])).toThrow(/--what-if is for explain/);
});

test('a hover answers under the same circumstances', () => {
  const line = readFileSync(sample, 'utf8').split('\n').findIndex((text) => text.includes('image: ')) + 1; // prettier-ignore
  const at = `${sample}:${line}:8`;
  expect(hover(at, flagsOf('--what-if', 'kubernetes 1.18'))).not.toBe(hover(at, flagsOf()));
});
