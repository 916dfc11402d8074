import { readFileSync } from 'node:fs';
import { brotliDecompressSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { savedObservation } from '../../../src/core/observe/savedObservation';
import { podStarts } from '../../../src/core/workload/podStarts';
import { workloadLines, workloadNotes } from '../../../src/core/workload/workloadLines';
import { workloadReports } from '../../../src/core/workload/workloadReport';
import type { TraitKind } from '../../../src/core/workload/traits';
import { recordings } from '../../recordings/recordings';
import { observedTrace } from '../trace/observedTrace';

/**
 * What kubectl get pods,events,replicasets,deployments -o json saved of a real cluster of 1.37.2 before and after a rollout:
 * ten replicas, whose second image took 2.5 s to pull instead of 0.2 s, one pull at a time; and its node.
 */
const rollout = JSON.parse(
  brotliDecompressSync(readFileSync(new URL('../../recordings/rollout.json.br', import.meta.url))).toString('utf8'),
) as Record<'one' | 'two' | 'nodes', object>;

function reportsOf(names: readonly (keyof typeof rollout)[], by?: TraitKind) {
  const files = names.map((name) => ({ name: `${name}.json`, text: JSON.stringify(rollout[name]) }));
  return workloadReports(podStarts(savedObservation(files).trace()), by);
}

test('a rollout to an image that is slow to pull is told from two saved files, with its moment and its phases', () => {
  const [report] = reportsOf(['one', 'two', 'nodes'], 'revision');
  expect(report?.pods).toBe(20);
  expect(report?.whole?.count).toBe(20);
  const notes = workloadNotes(report!);
  expect(notes).toContain(
    'slower since revision 2 came (2026-11-29 19:19:08 UTC) (the same pods: where registry.example/shop/web:2 was pulled, of revision 2, with image registry.example/shop/web:2, of ReplicaSet web-cd5b65dd):',
  );
  expect(notes.find((note) => note.startsWith('· image pull '))).toMatch(
    /^· image pull 2\.6 s .*10 of 10 slow pods share that, 0 of 10 others; by chance in less than 1 of \d/,
  );
  expect(notes.some((note) => note.startsWith('· waiting for other pulls '))).toBe(true);
  expect(report?.groups?.each.map(({ value, whole }) => [value, whole.count])).toEqual([
    ['revision 2', 10],
    ['revision 1', 10],
  ]);
});

test('of one of the two files nothing is said to be shared: there is one node, one image, one revision', () => {
  for (const name of ['one', 'two'] as const) {
    const [report] = reportsOf([name]);
    expect(report?.whole?.count).toBe(10);
    expect(report?.shared).toEqual([]);
  }
});

test('no file is read twice: the same one twice is the same sample', () => {
  expect(reportsOf(['one', 'one']).flatMap(workloadLines)).toEqual(reportsOf(['one']).flatMap(workloadLines));
});

test('of no recording of few pods on one node anything is said to be shared', { timeout: 60_000 }, () => {
  let several = 0;
  for (const recording of recordings('own')) {
    for (const report of workloadReports(podStarts(observedTrace(recording)))) {
      several++;
      expect(workloadLines(report).length).toBeGreaterThan(0);
      expect(report.shared, recording.name).toEqual([]);
    }
  }
  expect(several).toBeGreaterThan(10);
});
