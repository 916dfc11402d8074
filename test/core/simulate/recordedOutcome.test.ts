import { describe, expect, test } from 'vitest';
import type { Pod } from '../../../src/core/api/types';
import { recordings, type Recording, type RecordingSet } from '../../recordings/recordings';
import { outcomeDifferences } from './comparedOutcome';
import { expectCases, expectOnlyNamed, type NamedException } from './namedExceptions';
import { replaySimulation } from './replaySimulation';
import { sortedDeep, withoutUnknowable } from './unknowable';

const exceptions: Record<'own' | 'v2' | 'containerd' | 'rules' | 'k1.18.2', readonly NamedException[]> = {
  own: [],
  v2: [],
  containerd: [],
  rules: [],
  'k1.18.2': [],
};
const sets: readonly (keyof typeof exceptions)[] = ['own', 'v2', 'containerd', 'rules', 'k1.18.2'];

describe.each(sets)('what the API shows in the end of %s', (set) => {
  const cases = recordings(set satisfies RecordingSet);
  test.each(cases.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
    expectOnlyNamed(name, outcomeDifferences(recording, replaySimulation(recording)), exceptions[set]);
  });

  test('each exception is about a case', () => {
    expectCases(
      exceptions[set],
      cases.map(({ name }) => name),
    );
  });
});

describe.each(sets)('the stored pod of %s', (set) => {
  test.each(recordings(set).map((recording) => [recording.name, recording] as const))('%s', (_name, recording) => {
    const made = replaySimulation(recording).watch[0]?.object;
    expect(stored(made, recording)).toEqual(stored(recording.watch[0]?.object, recording));
  });
});

/** The pod as it was first seen. */
function stored(pod: Pod | undefined, recording: Recording): unknown {
  if (!pod) return undefined;
  const { uid: _, resourceVersion: __, creationTimestamp: ___, managedFields: ____, ...metadata } = pod.metadata ?? {};
  const text = JSON.stringify({ metadata, spec: pod.spec, status: pod.status }).replace(
    /"\d{4}-\d\d-\d\dT[\d:.]+Z"/g,
    '"<time>"',
  );
  return sortedDeep(withoutUnknowable(JSON.parse(text), { ...recording, pod: metadata.name ?? '' }));
}
