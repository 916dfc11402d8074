import { describe, expect, test } from 'vitest';
import { recordedReleases, releaseRecordings } from '../../../recordings/recordings';
import { callDifferences } from './comparedCalls';
import { outcomeDifferences, storedDifferences } from './comparedOutcome';
import { expectCases, expectOnlyNamed } from './namedExceptions';
import { recordedPatch } from './recordedPatch';
import { releaseExceptions } from './releaseExceptions';
import { replaySimulation } from './replaySimulation';

// A whole cluster of each release: the pod as it was stored, every call of every pod, and all that the API shows in the end.
describe.each(recordedReleases)('what a cluster of %s does', (release) => {
  const cases = releaseRecordings(release);
  test.each(cases.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
    const simulation = replaySimulation(recording, recordedPatch(recording.kubernetes));
    const differences = [
      ...storedDifferences(recording, simulation),
      ...callDifferences(recording, simulation.calls),
      ...outcomeDifferences(recording, simulation),
    ];
    expectOnlyNamed(name, differences, releaseExceptions[release]);
  });

  test('each exception is about a case', () => {
    expect(cases.length).toBeGreaterThan(290);
    expectCases(
      releaseExceptions[release],
      cases.map(({ name }) => name),
    );
  });
});
