import { describe, expect, test } from 'vitest';
import { Causes } from '../../../src/core/upgrade/causes';
import { recordedReleases, recordings, releaseRecordings } from '../../recordings/recordings';
import { callDifferences } from '../cluster/simulate/comparedCalls';
import { outcomeDifferences } from '../cluster/simulate/comparedOutcome';
import { expectCases, expectOnlyNamed, type NamedException } from '../cluster/simulate/namedExceptions';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { recordedChanges, type Recorded } from './recordedChanges';

/** In which the difference of two recordings is another one than what is said of the upgrade. */
const exceptions: readonly NamedException[] = [
  {
    case: 'container.env.resourceFieldRef.limits.memory.no-limit',
    where: ['field CreateContainer app config.envs[V].value'],
    why: 'the machine on which the node was recorded had 8 KiB of memory more or less',
  },
];

const releases = [...recordedReleases, '1.37'] as const;
type Release = (typeof releases)[number];

function casesOf(release: Release): readonly Recorded[] {
  return release === '1.37' ? recordings('own') : releaseRecordings(release).map(asOfLastPatch);
}

/** The table is about the last patch of a release; 1.32.5, which was recorded, masks a path less than later ones. */
function asOfLastPatch(recording: Recorded): Recorded {
  if (recording.kubernetes !== 'v1.32.5') return recording;
  const text = JSON.stringify(recording.cri).replaceAll(
    '"/proc/acpi","/proc/kcore"',
    '"/proc/acpi","/proc/interrupts","/proc/kcore"',
  );
  return { ...recording, cri: JSON.parse(text) as Recorded['cri'] };
}

const judged = new Map<Recorded, boolean>();

/**
 * Whether a recording is what the simulation of its release is. What it has otherwise is named, with the reason, in
 * recordedReleases.test.ts and recordedOutcome.test.ts; two recordings differ in it, too, whatever their releases.
 */
function isAsSimulated(recording: Recorded): boolean {
  let known = judged.get(recording);
  if (known === undefined) {
    const simulation = replaySimulation(recording);
    known =
      callDifferences(recording, simulation.calls).length === 0 &&
      outcomeDifferences(recording, simulation).length === 0;
    judged.set(recording, known);
  }
  return known;
}

/** What lies between two releases lies between some neighbours, and from end to end all of it comes together. */
const pairs = [
  ...releases.slice(1).map((to, i) => [releases[i]!, to] as const),
  [releases[0], releases.at(-1)!] as const,
];

// Each change that is named is a difference of the two recordings, and none is missing.
describe.each(pairs)('what changes from %s to %s', (from, to) => {
  const causes = new Causes(from, to);
  const earlier = new Map(casesOf(from).map((recording) => [recording.name, recording]));
  const cases = casesOf(to).flatMap((after) => {
    const before = earlier.get(after.name);
    return before && isAsSimulated(before) && isAsSimulated(after) ? [{ name: after.name, before, after }] : [];
  });

  test.each(cases.map((one) => [one.name, one] as const))('%s', (name, { before, after }) => {
    const { missing, invented, unexplained } = recordedChanges(before, after, causes);
    expect({ invented, unexplained }).toEqual({ invented: [], unexplained: [] });
    const isOther = missing.length > 0 || !exceptions.some((exception) => exception.case === name);
    if (isOther) expectOnlyNamed(name, missing, exceptions);
  });

  test('nine in ten cases can be held to each other, and each exception is about one', () => {
    expect(cases.length).toBeGreaterThan(0.9 * earlier.size);
    expectCases(
      exceptions,
      cases.map(({ name }) => name),
    );
  });
});
