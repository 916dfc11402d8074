import { describe, expect, test } from 'vitest';
import { recordedReleases, releaseRecordings, type RecordedRelease } from '../../../recordings/recordings';
import { callDifferences } from './comparedCalls';
import { outcomeDifferences, storedDifferences } from './comparedOutcome';
import { expectCases, expectOnlyNamed, type NamedException } from './namedExceptions';
import { replaySimulation } from './replaySimulation';

const exceptions: Record<RecordedRelease, readonly NamedException[]> = {
  '1.33': [],
  '1.34': [],
  '1.35': [],
  '1.36': [],
};

// A whole cluster of each release: the pod as it was stored, every call of every pod, and all that the API shows in the end.
describe.each(recordedReleases)('what a cluster of %s does', (release) => {
  const cases = releaseRecordings(release);
  test.each(cases.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
    const simulation = replaySimulation(recording);
    const differences = [
      ...storedDifferences(recording, simulation),
      ...callDifferences(recording, simulation.calls),
      ...outcomeDifferences(recording, simulation),
    ];
    expectOnlyNamed(name, differences, exceptions[release]);
  });

  test('each exception is about a case', () => {
    expect(cases.length).toBeGreaterThan(290);
    expectCases(
      exceptions[release],
      cases.map(({ name }) => name),
    );
  });
});
