import { describe, expect, test } from 'vitest';
import { check } from '../../../../src/core/explain/check/check';
import type { CheckFinding } from '../../../../src/core/explain/check/checkFinding';
import { isSameValue } from '../../../../src/core/isSameValue';
import { lettersAsText } from '../../../../src/core/manifest/lettersAsText';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { strictValidation } from '../../../../src/core/scenario/fieldValidation';
import { recordings, type RecordingSet } from '../../../recordings/recordings';
import { expectedOf, lasting } from '../../diagnosis/recordedFaults';
import { recordedCircumstances, recordedEnd } from './recordedStart';

const sets: readonly RecordingSet[] = ['own', 'v2', 'containerd', 'k1.18.2', 'more', 'stuck', 'rules'];

const leftImage = 'a case before it had left the image on the node';
const leftFolder = 'the recording’s machine had that folder';
const oldVolume = 'the volume of the case before it, of the same name, was still there and could not be bound again';
const shorter = 'the recording ends before the probe has failed as often as it may, or the container has ended again';
const once = 'it is killed once, and then its probe succeeds: what is over is no error';
/** Errors where the recorded start went well, by `set/name`. */
const tooMuch: Readonly<Record<string, string>> = {
  'more/h.mix.042': leftImage,
  'more/h.mix.048': leftImage,
  'more/vol.hostpath-pv': leftFolder,
  'more/vol.local': leftFolder,
  'rules/h.c3.serial.job-then-room': shorter,
  'rules/hfault.c3.probe-exec-empty-output': shorter,
};
/** No error where the recorded start went wrong. */
const tooLittle: Readonly<Record<string, string>> = {
  'k1.18.2/container.volume.persistentVolumeClaim.readOnly': oldVolume,
  'more/hfault.liveness-once': once,
  'more/vol.block': 'the recording’s machine had no loop device for a block volume',
  'own/container.volume.persistentVolumeClaim.readOnly': oldVolume,
  'rules/h.c3.serial.preempt': 'the pod that went was to make room for the other, which started',
  'rules/hfault.c4.liveness-sidecar-prestop': once,
  'rules/hfault.c5.11.035': once,
};

const namesOf = (set: RecordingSet, table: Readonly<Record<string, string>>): string[] =>
  Object.keys(table).filter((name) => name.startsWith(`${set}/`));

describe.each(sets)('the recordings of %s, in their circumstances', (set) => {
  test('have an error where the start was hurt, and none where it went well', { timeout: 300_000 }, () => {
    const found = { loud: [] as string[], silent: [] as string[], misnamed: [] as string[] };
    for (const recording of recordings(set)) {
      const end = recordedEnd(recording);
      if (end === 'none') continue;
      const manifest = parseManifest(recording.manifest);
      const [findings = []] = check([{ manifest, file: 'x.yaml' }], {
        circumstances: recordedCircumstances(recording),
      });
      const isLoud = findings.some(({ severity }) => severity === 'error');
      const fault = lasting.find((one) => one.recording === recording);
      // A recorded refusal of a type names less than the simulated one, which has each field.
      const cause =
        fault && !fault.name.startsWith('invalid-type-') ? expectedOf(fault.name, recording)?.cause : undefined;
      const isNamed = ({ severity, message }: CheckFinding): boolean =>
        severity === 'error' && cause?.test(message) === true;
      if (isLoud && end === 'hurt' && cause && !findings.some(isNamed)) found.misnamed.push(`${set}/${recording.name}`);
      if (isLoud && end === 'started') found.loud.push(`${set}/${recording.name}`);
      if (!isLoud && end === 'hurt') found.silent.push(`${set}/${recording.name}`);
    }
    expect(found.loud.toSorted()).toEqual(namesOf(set, tooMuch));
    expect(found.silent.toSorted()).toEqual(namesOf(set, tooLittle));
    expect(found.misnamed).toEqual([]);
  });

  test('have no error of the manifest alone where the start went well', { timeout: 300_000 }, () => {
    const loud = recordings(set).flatMap((recording) => {
      const manifest = parseManifest(recording.manifest);
      // kubectl, of which the manifest alone is checked, reads an unquoted y otherwise than who sent it, and asks for strictness.
      const isAsSent = manifest.objects.every((object) =>
        isSameValue(lettersAsText(object, recording.manifest), object.value),
      );
      if (!isAsSent || recordedEnd(recording) !== 'started') return [];
      const { scenario: _, ...circumstances } = { ...recordedCircumstances(recording), without: [strictValidation] };
      const [findings = []] = check([{ manifest, file: 'x.yaml' }], { circumstances });
      return findings.flatMap(({ severity, message }) => (severity === 'error' ? `${recording.name}: ${message}` : []));
    });
    expect(loud).toEqual([]);
  });
});
