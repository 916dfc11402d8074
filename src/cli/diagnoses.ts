import { diagnosesOf } from '../core/diagnosis/diagnosesOf';
import { diagnosisPlace } from '../core/diagnosis/diagnosisPlace';
import { diagnosisText as textOf } from '../core/diagnosis/diagnosisText';
import type { Diagnosis } from '../core/diagnosis/facts/finding';
import type { PlacedValue } from '../core/manifest/manifestObject';
import type { Trace } from '../core/trace/trace';
import { placeText, type ManifestFile } from './manifestFile';

/**
 * Why pods do not run, or what they wait for; '' where all run.
 *
 * @param source the manifest of which the line to look at is told, with its file's name
 */
export function diagnosesText(trace: Trace, source?: ManifestFile): string {
  return toldDiagnoses(trace, source)
    .map(({ text }) => text)
    .join('');
}

/** The same, one by one, each with what it is about. */
export function toldDiagnoses(trace: Trace, source?: ManifestFile): { subject: string; text: string }[] {
  return diagnosesOf(trace).map((one) => ({ subject: one.subject, text: diagnosisText(one, trace, source) }));
}

/** One of them: what, its evidence, where to look, what to do, and when it is tried again. */
export function diagnosisText(diagnosis: Diagnosis, trace: Trace, source?: ManifestFile): string {
  if (!source) return textOf(diagnosis, trace);
  const { field: _field, ...elsewhere } = diagnosis;
  return textOf(elsewhere, trace, placeOf(diagnosis, source));
}

/** `FILE:LINE:COLUMN (field)`, or the nearest line that is written; of an amount, its block of resources too. */
function placeOf(diagnosis: Diagnosis, source: ManifestFile): string | undefined {
  const found = diagnosisPlace(diagnosis, source.manifest.objects);
  if (!found) return undefined;
  const { object, path, place } = found;
  const at = ({ key, value }: PlacedValue): string => placeText(source, (key ?? value).start);
  const depth = path.indexOf('resources') + 1;
  const block = depth > 0 && depth < path.length ? object.rangeOf(path.slice(0, depth)) : undefined;
  return `${at(place)} (${diagnosis.field})${block ? `, in the block at ${at(block)}` : ''}`;
}
