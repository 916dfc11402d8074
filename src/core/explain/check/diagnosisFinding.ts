import { diagnosisPlace, madeFrom } from '../../diagnosis/diagnosisPlace';
import { whoOf } from '../../diagnosis/diagnosisText';
import type { Diagnosis } from '../../diagnosis/facts/finding';
import { plightOf } from '../../diagnosis/plight';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { CheckFinding, CheckSeverity } from './checkFinding';

/** A diagnosis at its line, and the object that has the line; where no object is at fault, `otherwise`. */
export function diagnosisFinding(
  diagnosis: Diagnosis,
  severity: CheckSeverity,
  objects: readonly ManifestObject[],
  otherwise: ManifestObject,
): { object: ManifestObject; finding: CheckFinding } {
  const { name, cause, next, isWaiting } = diagnosis;
  const found = diagnosisPlace(diagnosis, objects);
  const object = found?.object ?? madeFrom(diagnosis.subject, objects) ?? otherwise;
  const range = found?.place.value ?? object.rangeOf(['metadata', 'name'])?.value ?? object.range;
  const message = `${whoOf(diagnosis)} ${isWaiting ? 'waits' : plightOf(diagnosis)}: ${cause}.`;
  return { object, finding: { severity, name, subject: `${object.kind} ${object.name}`, message, next, range } };
}
