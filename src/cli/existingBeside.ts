import type { WrittenObject } from '../core/api/kubernetesObject';
import { standing } from '../core/explain/meaning/standing';
import { parseManifest } from '../core/manifest/parseManifest';
import { mayBeReferred, mostBytesInAll } from '../core/manifest/referredKinds';
import { filesBeside, textOf } from './files';

/** What the files beside a manifest have that its pods may refer to; those that cannot be read have nothing. */
export function existingBeside(file: string): WrittenObject[] {
  if (file === '-') return [];
  let left = mostBytesInAll;
  return filesBeside(file).flatMap((path) => {
    const text = left > 0 ? textOf(path) : undefined;
    if (text === undefined || !mayBeReferred(text)) return [];
    left -= text.length;
    const manifest = parseManifest(text);
    if (manifest.problems.some(({ severity }) => severity === 'error')) return [];
    return standing(manifest).objects.map(({ value }) => value);
  });
}
