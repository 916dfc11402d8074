import { describe, expect, test } from 'vitest';
import { behaviours, gates, youngFields } from '../../../src/core/release/differences';
import { releaseOf, type KubernetesVersion } from '../../../src/core/release/kubernetesRelease';
import { mixedRelease, rowNames } from '../../../src/core/release/mixedRelease';
import { recordedReleases, recordings, releaseRecordings, type ReleaseRecording } from '../../recordings/recordings';
import { callDifferences } from '../cluster/simulate/comparedCalls';
import { outcomeDifferences, storedDifferences } from '../cluster/simulate/comparedOutcome';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { provenRows, type Proof } from './provenRows';
import { unprovenRows } from './unprovenRows';

const releases = recordedReleases.map((release) => [release, releaseRecordings(release)] as const);
const recorded = new Map<string, readonly ReleaseRecording[]>([
  ['1.18', recordings('k1.18.2')],
  ...releases,
  ['1.37', [...recordings('own'), ...recordings('v2'), ...recordings('rules')]],
]);

/** In what a recording's simulation differs from it, in the recorded release or in one that stands in for it. */
function differencesOf(recording: ReleaseRecording, release?: ReturnType<typeof releaseOf>): string[] {
  const simulation = replaySimulation(recording, release);
  return [
    ...storedDifferences(recording, simulation),
    ...callDifferences(recording, simulation.calls),
    ...outcomeDifferences(recording, simulation),
  ];
}

/** What comes out differently in a recording of one release if a row of the table were as in another. */
function flipped(row: string, [version, name]: Proof, other: KubernetesVersion): string[] {
  const recording = recorded.get(version)?.find((one) => one.name === name);
  if (!recording) throw new Error(`no recording of ${version} is called ${name}`);
  const known = differencesOf(recording);
  const mixed = mixedRelease(releaseOf(version), releaseOf(other), [row]);
  return differencesOf(recording, mixed).filter((difference) => !known.includes(difference));
}

// Each row of the table is there because real clusters differ: a recording on each side of the change would come out
// differently without it. What no recording tells is named, and stands on the sources alone.
describe('a row of the table of releases is proved by recordings on both sides', () => {
  test.each(Object.entries(provenRows))('%s', (row, [before, after]) => {
    expect(flipped(row, before, after[0])).not.toEqual([]);
    expect(flipped(row, after, before[0])).not.toEqual([]);
  });
});

test('each row is proved, or named as not proved', () => {
  const named = [...Object.keys(provenRows), ...Object.values(unprovenRows).flat()];
  expect(rowNames.filter((row) => !named.includes(row))).toEqual([]);
});

test('no row is named that the table does not have, or named twice', () => {
  const named = [...Object.keys(provenRows), ...Object.values(unprovenRows).flat()];
  expect(named.filter((row) => !rowNames.includes(row))).toEqual([]);
  expect(named.filter((row, i) => named.indexOf(row) !== i)).toEqual([]);
});

test('each row has a source', () => {
  for (const { source, means } of [...Object.values(behaviours), ...Object.values(gates)]) {
    expect(source).toMatch(/\.go|api\//);
    expect(means).not.toBe('');
  }
  expect(Object.keys(youngFields)).not.toEqual([]);
});
