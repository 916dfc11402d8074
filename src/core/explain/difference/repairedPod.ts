import { declaredObject } from '../../api/asDeclared';
import type { Path } from '../../path';
import { valueAt } from '../../path';
import { withValue } from '../../changedValue';
import type { WrittenPod } from '../../manifest/podOf';
import { isUnknownField, schemaField } from '../../api/schemaField';

/**
 * A pod that the API server refuses, without what it refuses, so that the rest of it can be explained while someone is
 * still writing: fields of other types or names, and those that the message tells of, go; names that are wanted are
 * made up. Lists keep their lengths.
 */
export function repairedPod(pod: WrittenPod, message: string): WrittenPod {
  let repaired: WrittenPod = declaredObject(pod);
  for (const [path, isRequired] of refusedPaths(message)) {
    const field = schemaField('Pod', path);
    const last = path.at(-1);
    const named = valueAt(repaired, path);
    if (last === 'name' && path.at(-3) === 'volumeMounts' && typeof named === 'string') {
      repaired = withVolume(repaired, named);
      continue;
    }
    const isText = field !== undefined && !isUnknownField(field) && field.type === 'string';
    if (isText && (isRequired || last === 'name' || last === 'image' || last === 'mountPath'))
      repaired = withValue(repaired, path, last === 'mountPath' ? '/x' : `x${path.filter(Number.isInteger).join('-')}`);
    else if (typeof last !== 'number' && valueAt(repaired, path) !== undefined)
      repaired = withValue(repaired, path, undefined);
  }
  return repaired;
}

/** The pod with a volume that its mounts name and nobody has written yet. */
function withVolume(pod: WrittenPod, name: string): WrittenPod {
  const volumes: unknown = valueAt(pod, ['spec', 'volumes']) ?? [];
  return Array.isArray(volumes) ? withValue(pod, ['spec', 'volumes'], [...volumes, { name }]) : pod;
}

/** The paths that the API server's message tells of, and whether something is missing there. */
export function refusedPaths(message: string): (readonly [Path, boolean])[] {
  const found = message.matchAll(/(?:^|[^\w.])((?:spec|metadata)(?:\.\w+|\[\d+\])+)(?:(: Required value)|[:"])/g);
  return [...found].map(([, text = '', required]) => {
    const steps = [...text.matchAll(/\w+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
    return [steps, required !== undefined] as const;
  });
}
