import { expect, test } from 'vitest';
import { compareTraces, type Difference } from '../../../src/core/comparison/comparison';
import { comparisonLines } from '../../../src/core/comparison/comparisonLines';
import { recordings } from '../../recordings/recordings';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from '../trace/observedTrace';

function differences(name: string, set: 'own' | 'containerd' = 'containerd'): Difference[] {
  const recording = recordings(set).find((one) => one.name === name)!;
  return compareTraces(observedTrace(recording), replaySimulation(recording).trace);
}

test('starts that went as simulated have no differences beyond what the evidence is exact to', () => {
  const alike = recordings('own').filter((one) => one.watch.length > 0);
  const same = alike.filter((one) => compareTraces(observedTrace(one), replaySimulation(one).trace).length === 0);
  expect(same.length / alike.length).toBeGreaterThan(0.93);
});

test('an image that is larger than thought is told with its bytes and its speed', () => {
  const [first] = differences('pull.100MB');
  expect(first).toMatchObject({ what: 'slower' });
  expect(first?.label).toContain('image of app');
  expect(first?.observed?.milliseconds).toBeGreaterThan(300);
  expect(first?.why).toMatch(/^104 MB at 2\d\d MB a second; simulated 5\.0 MB/);
});

test('another end comes first', () => {
  const [first] = differences('container.volume.persistentVolumeClaim.readOnly', 'own');
  expect(first?.what).toBe('ending');
  expect(first?.label).toMatch(/^it is Pending/);
});

test('calls that only the simulation has are named', () => {
  expect(differences('container.volume.persistentVolumeClaim.readOnly', 'own').map(({ label }) => label)).toContain(
    'StartContainer app was called never, simulated once',
  );
});

test('a start compared with itself is as simulated', () => {
  const { trace } = replaySimulation(recordings('own').find(({ name }) => name === 'pod.initContainers.two')!);
  expect(compareTraces(trace, trace)).toEqual([]);
  expect(comparisonLines(trace, trace)).toHaveLength(1);
});
