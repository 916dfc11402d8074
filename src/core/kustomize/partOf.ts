import { isMap } from '../isMap';
import { plainValues } from '../manifest/plainValues';
import { valueAt } from '../path';
import { textAt } from '../manifest/textAt';
import { operationsOf } from './jsonPatch';
import { kustomizationIn, patchesOf, pathsIn, type Kustomization, type ReadText } from './kustomization';
import { folderOf, joinPath } from './paths';

/** A kustomization that has a file, and what the file is in it. */
export interface PartOf {
  kustomization: Kustomization;
  isPatch: boolean;
}

/** Folders above a file that are looked at for its kustomization. */
const mostFolders = 5;

/** The nearest kustomization, in the file's folder or above, that names a file as a patch or a resource. */
export function partOf(file: string, read: ReadText): PartOf | undefined {
  const path = joinPath('', file);
  let folder = folderOf(path);
  for (let i = 0; i < mostFolders; i++) {
    const kustomization = kustomizationIn(folder, read);
    if (kustomization) {
      const isPatch = patchesOf(kustomization).some((patch) => patch.path === path);
      const isResource = pathsIn(kustomization, 'resources').some((one) => joinPath(folder, one) === path);
      if (isPatch || isResource) return { kustomization, isPatch };
    }
    const above = folderOf(folder);
    if (above === folder) break;
    folder = above;
  }
  return undefined;
}

/** Where an object stands that a kustomization is made from, and what it is called. */
export interface PatchedObject {
  kind: string;
  name: string;
  file: string;
}

/** The objects that a patch of a kustomization changes, as far as their files are in reach. */
export function patchedObjects(file: string, { kustomization }: PartOf, read: ReadText): PatchedObject[] {
  const path = joinPath('', file);
  const target = patchesOf(kustomization).find((patch) => patch.path === path)?.target;
  const named = (plainValues(read(path) ?? '') ?? []).flatMap((value): [unknown, unknown][] =>
    operationsOf(value) || target
      ? [[target?.['kind'], target?.['name']]]
      : [[valueAt(value, ['kind']), valueAt(value, ['metadata', 'name'])]],
  );
  const all = objectsOf(kustomization, read, 0);
  return all.filter((one) => named.some(([kind, name]) => (kind ?? one.kind) === one.kind && (name ?? one.name) === one.name)); // prettier-ignore
}

/** Kustomizations within each other that are followed. */
const deepest = 6;

function objectsOf(kustomization: Kustomization, read: ReadText, depth: number): PatchedObject[] {
  const { folder } = kustomization;
  return [...pathsIn(kustomization, 'resources'), ...pathsIn(kustomization, 'bases')].flatMap((path) => {
    const at = joinPath(folder, path);
    const inner = depth < deepest ? kustomizationIn(at, read) : undefined;
    if (inner) return objectsOf(inner, read, depth + 1);
    return (plainValues(read(at) ?? '') ?? []).filter(isMap).map((value) => ({
      kind: textAt(value, ['kind']),
      name: textAt(value, ['metadata', 'name']),
      file: at,
    }));
  });
}
