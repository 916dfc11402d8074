import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ReadText } from '../core/kustomize/kustomization';
import { isKustomizationFile } from '../core/kustomize/kustomizationFile';
import { textOfBytes } from './textOfBytes';
import { mostBytes, mostFiles } from '../core/manifest/referredKinds';

/** The text of a file that may be there; undefined for what is no file, cannot be read or is too large. */
export const textOf: ReadText = (path) => {
  try {
    const found = statSync(path);
    return found.isFile() && found.size <= mostBytes ? textOfBytes(readFileSync(path)) : undefined;
  } catch {
    return undefined;
  }
};

export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** Folders that hold what others wrote. */
const left = new Set(['node_modules', '.git', 'vendor']);

/** The files of a folder that may be manifests, in the order of their names: all of them, or the first `most`. */
export function manifestFiles(folder: string, isRecursive = false, most = Infinity): string[] {
  const found: string[] = [];
  const look = (at: string): void => {
    let entries;
    try {
      entries = readdirSync(at, { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
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
