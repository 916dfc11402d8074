import type { WrittenObject } from '../core/api/kubernetesObject';
import { listed, sharedWithOthers, standing } from '../core/explain/meaning/standing';
import { parseManifest } from '../core/manifest/parseManifest';
import { mayBeReferred, mostBytesInAll } from '../core/manifest/referredKinds';
import { filesBeside, textOf } from './files';

/** What the files beside a manifest have that its pods may refer to, or that counts for them whether they do or not. */
export interface Beside {
  objects: WrittenObject[];
  /** That a file's quota or limits count for the pods, a line each: nothing in the manifest says so. */
  notes: string[];
}

/** Reads the files beside a manifest but some; those that cannot be read have nothing. */
export function existingBeside(file: string, except: readonly string[] = []): Beside {
  const notes: string[] = [];
  if (file === '-') return { objects: [], notes };
  let left = mostBytesInAll;
  const objects = filesBeside(file).flatMap((path) => {
    const text = left > 0 && !except.includes(path) ? textOf(path) : undefined;
    if (text === undefined || !mayBeReferred(text)) return [];
    left -= text.length;
    const manifest = parseManifest(text);
    if (manifest.problems.some(({ severity }) => severity === 'error')) return [];
    const found = sharedWithOthers(standing(manifest).objects);
    const rules = found.filter(({ kind }) => kind === 'ResourceQuota' || kind === 'LimitRange');
    if (rules.length > 0)
      notes.push(
        `note: ${path}: ${listed(rules)} ${rules.length === 1 ? 'counts' : 'count'} for the pods of its namespace, too\n`,
      );
    return found.map(({ value }) => value);
  });
  return { objects, notes };
}
