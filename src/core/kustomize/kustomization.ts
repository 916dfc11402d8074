import { entryOf } from '../entryOf';
import { isMap } from '../isMap';
import { plainValues } from '../manifest/plainValues';
import { fileNames } from './kustomizationFile';
import { joinPath } from './paths';

/** Reads a file's text; undefined where there is no such file, or it cannot be read. */
export type ReadText = (path: string) => string | undefined;

/** A kustomization.yaml, with the fields that it has. */
export interface Kustomization {
  /** The path of the file. */
  file: string;
  /** Its folder, from which its paths count. */
  folder: string;
  isComponent: boolean;
  fields: Readonly<Record<string, unknown>>;
}

/** A patch that a kustomization names, or has in itself. */
export interface NamedPatch {
  /** Where it stands, if not in the kustomization. */
  path?: string;
  /** Its text, if it stands in the kustomization. */
  text?: string;
  target?: Readonly<Record<string, unknown>>;
}

/** The kustomization of a folder; undefined where it has none that can be read. */
export function kustomizationIn(folder: string, read: ReadText): Kustomization | undefined {
  for (const name of fileNames) {
    const file = joinPath(folder, name);
    const [fields] = plainValues(read(file) ?? '') ?? [];
    if (isMap(fields)) return { file, folder, isComponent: fields['kind'] === 'Component', fields };
  }
  return undefined;
}

/** What a kustomization names in a field that lists paths. */
export function pathsIn({ fields }: Kustomization, field: string): string[] {
  const list = entryOf(fields, field);
  return Array.isArray(list) ? list.filter((item): item is string => typeof item === 'string') : [];
}

/** The patches of a kustomization in the order in which they are applied. */
export function patchesOf({ fields, folder }: Kustomization): NamedPatch[] {
  const list = (field: string): unknown[] => {
    const found = entryOf(fields, field);
    return Array.isArray(found) ? found : [];
  };
  const isText = (text: string): boolean => text.includes('\n') || text.includes(':');
  const patch = (path: unknown, text: unknown, target: unknown): NamedPatch => ({
    ...(typeof path === 'string' && { path: joinPath(folder, path) }),
    ...(typeof text === 'string' && { text }),
    ...(isMap(target) && { target }),
  });
  return [
    ...list('patchesStrategicMerge').map((item) =>
      typeof item === 'string' && isText(item) ? patch(undefined, item, undefined) : patch(item, undefined, undefined),
    ),
    ...[...list('patches'), ...list('patchesJson6902')]
      .filter(isMap)
      .map((item) => patch(item['path'], item['patch'], item['target'])),
  ];
}
