import type { Circumstances } from '../../circumstances/circumstances';
import { start } from '../../circumstances/start';
import { diagnose } from '../../diagnosis/diagnosis';
import type { ManifestObject } from '../../manifest/manifestObject';
import { asMeant } from '../meaning/asMeant';
import type { CheckFinding } from './checkFinding';
import { diagnosisFinding } from './diagnosisFinding';

/** Those of some objects that the API server refuses; objects that make pods are told elsewhere. */
export function refusedFindings(objects: readonly ManifestObject[], circumstances: Circumstances): CheckFinding[] {
  const [first] = objects;
  if (!first) return [];
  const { errors } = start({ objects: objects.map(({ value }) => asMeant(value)), circumstances });
  const found = diagnose({ pods: [], events: [], errors }, { namespace: circumstances.namespace ?? 'default' });
  // What is there twice is applied twice.
  const refused = found.filter(({ name }) => name !== 'already-exists' && name !== 'namespace-missing');
  return refused.map((one) => diagnosisFinding(one, 'error', objects, first).finding);
}
