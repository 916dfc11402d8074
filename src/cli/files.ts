import { readdirSync, readFileSync, statSync, type Dirent } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReadText } from '../core/kustomize/kustomization';
import { isKustomizationFile } from '../core/kustomize/kustomizationFile';
import { textOfBytes } from './textOfBytes';
import { mostBytes, mostFiles } from '../core/manifest/referredKinds';

/** The text of a file; undefined if it does not exist, cannot be read or is too large. */
export const textOf: ReadText = (path) => {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= mostBytes ? textOfBytes(readFileSync(path)) : undefined;
  } catch {
    return undefined;
  }
};

/** Whether there is a folder at a path; false if it cannot be looked at. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** What a folder holds, in the order of the names; nothing where it cannot be read. */
export function sortedEntries(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

/** Folders of dependencies and tools, whose files are not the person's own. */
const left = new Set(['node_modules', '.git', 'vendor']);

/** The files of a folder that may be manifests, in the order of their names: all of them, or the first `most`. */
export function manifestFiles(folder: string, isRecursive = false, most = Infinity): string[] {
  const found: string[] = [];
  const look = (at: string): void => {
    for (const entry of sortedEntries(at)) {
      if (found.length >= most) return;
      const path = join(at, entry.name);
      if (entry.isFile() && /\.(?:ya?ml|json)$/.test(entry.name) && !isKustomizationFile(entry.name)) found.push(path);
      if (isRecursive && entry.isDirectory() && !left.has(entry.name)) look(path);
    }
  };
  look(folder);
  return found;
}

/** The first files beside a file. */
export function filesBeside(file: string): string[] {
  return manifestFiles(dirname(file), false, mostFiles).filter((path) => join(path) !== join(file));
}
