import { kindMeant } from '../core/api/kinds';
import type { ManifestObject } from '../core/manifest/manifestObject';
import { podTemplatePath } from '../core/manifest/podSpecs';

/** Whether any of the objects is a pod or makes some; of a kind that is misspelt, the one that is meant counts. */
export function makesPods(objects: readonly ManifestObject[]): boolean {
  return objects.some(
    ({ kind }) => podTemplatePath(kind) !== undefined || podTemplatePath(kindMeant(kind) ?? '') !== undefined,
  );
}
