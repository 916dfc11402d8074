import { droppedFields, droppedText } from '../../cluster/apiserver/droppedFields';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { KubernetesRelease } from '../../release/kubernetesRelease';
import type { ManifestHint } from './manifestHint';

/** The fields of an object that a release drops without a word, each at its name. */
export function droppedHints(object: ManifestObject, release: KubernetesRelease): ManifestHint[] {
  return droppedFields(object.value, release).flatMap((field): ManifestHint[] => {
    const placed = object.rangeOf(field.path);
    if (!placed) return [];
    const message = droppedText([field]);
    return [{ severity: 'warning', code: 'dropped-field', message, range: placed.key ?? placed.value }];
  });
}
