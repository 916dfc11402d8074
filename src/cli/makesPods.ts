import { kindMeant } from '../core/api/kinds';
import type { ManifestObject } from '../core/manifest/manifestObject';
import { podTemplatePath } from '../core/manifest/podSpecs';
import { CommandError } from './commandError';

/** Whether any of the objects is a pod or makes some; of a kind that is misspelt, the one that is meant counts. */
export function makesPods(objects: readonly ManifestObject[]): boolean {
  return objects.some(
    ({ kind }) => podTemplatePath(kind) !== undefined || podTemplatePath(kindMeant(kind) ?? '') !== undefined,
  );
}

/** Throws CommandError if none of the objects of a file is a pod or makes some. */
export function refuseWithoutPods(objects: readonly ManifestObject[], file: string): void {
  if (!makesPods(objects)) throw new CommandError(`${file}:1:1: nothing in it creates pods`);
}
