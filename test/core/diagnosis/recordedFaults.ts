import { recordings, type Recording, type RecordingSet } from '../../recordings/recordings';
import { expectedDiagnoses, recovering, type ExpectedDiagnosis } from './expectedDiagnoses';

const sets: readonly RecordingSet[] = ['own', 'v2', 'containerd', 'k1.18.2', 'more', 'stuck'];
/** All recordings that a diagnosis is held to. */
export const all = sets.flatMap((set) => recordings(set).map((recording) => ({ set, recording })));
export const faultName = /^h?fault\.(.*)$/;
/** Those of a fault, by the fault's name. */
export const faults = all.flatMap(({ set, recording }) => {
  const name = faultName.exec(recording.name)?.[1];
  // The 1.18 kubelet did not wait for startup probes without being told to.
  const recovers = recovering.test(name ?? '') || (set === 'k1.18.2' && name === 'startup-fails');
  return name === undefined ? [] : [{ set, recording, name, recovers }];
});
/** Those that do not recover: each has an expectation. */
export const lasting = faults.filter(({ recovers }) => !recovers);

/** What is wrong in general where validation refuses a field: the field that the case is about is in the message. */
export function expectedOf(name: string, { errors }: Recording): ExpectedDiagnosis | undefined {
  const known = expectedDiagnoses.find(({ cases }) => cases.test(name));
  if (known || !name.startsWith('invalid-')) return known;
  const field =
    /is invalid: \[?(?:spec\.)?(?:template\.spec\.)?([^:]+): /.exec(errors[0]?.message ?? '')?.[1] ?? 'none';
  return { cases: /./, cause: new RegExp(escaped(field)), field };
}

function escaped(text: string): string {
  return text.replaceAll(/[.[\]]/g, String.raw`\$&`);
}
