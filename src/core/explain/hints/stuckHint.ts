import { diagnose } from '../../diagnosis/diagnosis';
import { diagnosisPlace } from '../../diagnosis/diagnosisPlace';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { PodStart } from '../difference/podStart';
import type { ManifestHint } from './manifestHint';

/** Why a pod that is stored does not start, at the field that the diagnosis finds at fault; else at the object's name. */
export function stuckHint(object: ManifestObject, start: PodStart, stuck: string): ManifestHint {
  const { last, events } = start;
  const [found] = last ? diagnose({ pods: [last], events: [...events], errors: [] }) : [];
  const subject = `${object.kind} ${object.name}`;
  const place = found?.field === undefined ? undefined : diagnosisPlace({ ...found, subject }, [object]);
  const range = place?.place.value ?? object.rangeOf(['metadata', 'name'])?.value ?? object.range;
  return {
    severity: 'error',
    code: found?.name ?? 'does-not-start',
    ...(!found && { cause: 'nothing-says-why' }),
    message: `The pod does not start: ${stuck}`,
    ...(found?.next !== undefined && { next: found.next }),
    range,
  };
}
