import type { ApiWarning } from '../../api/view';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Path } from '../../path';
import { parsePath } from '../../manifest/parsePath';
import type { SourceRange } from '../../manifest/sourceNode';
import type { ManifestHint } from './manifestHint';
import { nearest } from './nearest';

/** The field with which a warning begins. */
function fieldOf(message: string): string | undefined {
  return /^((?:spec|metadata|template|scheduling|allowedTopologies)[\w.[\]/-]*)(?: is\b|:)/.exec(message)?.[1];
}

/** Of a version that is to go (deprecationWarning). */
const isOfVersion = /^\S+ \S+ is deprecated in v1\.\d+\+/;

/** Where the manifest writes what the API server warns of; undefined where the warning is of an object of another file. */
export function warningPlace(
  { kind, name, message }: ApiWarning,
  objects: readonly ManifestObject[],
): SourceRange | undefined {
  const object = objects.find((each) => each.kind === kind && each.name === name);
  const field = fieldOf(message);
  if (object && isOfVersion.test(message)) return nearest(object, ['apiVersion']);
  return object && nearest(object, field === undefined ? ['metadata', 'name'] : parsePath(field));
}

/**
 * What the API server warns of in the pod of an object, each at its field.
 *
 * @param template where the object has its pod
 */
export function warningHints(messages: readonly string[], object: ManifestObject, template: Path): ManifestHint[] {
  return messages.flatMap((message) => {
    const field = fieldOf(message);
    // The pod has another name than its workload.
    if (field === 'metadata.name' && template.length > 0) return [];
    const path = field === undefined ? ['metadata', 'name'] : [...template, ...parsePath(field)];
    return [
      {
        severity: 'warning',
        code: /fractional byte value/.test(message) ? 'memory-in-millibytes' : 'api-server-warns',
        message: `The API server warns: ${message}`,
        range: nearest(object, path),
      } as const,
    ];
  });
}
