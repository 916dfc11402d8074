import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { asError } from '../core/asError';
import { hasBundlePods, isOfBundle } from '../core/observe/bundleFiles';
import type { SavedFile } from '../core/observe/savedObservation';
import { textOfBytes } from './textOfBytes';

/** How deep a bundle's folders are read: NAMESPACE/POD/logs.txt, in a folder of its own. */
const deepest = 4;
/** How many of its files are read. */
const most = 2_000;
/** How many bytes are read of all of them. */
const mostBytes = 64 * 1024 * 1024;

/**
 * The files of a folder that somebody saved a cluster's state into, as kubectl cluster-info dump --output-directory does
 * (NAMESPACE/pods.json, events.json, NAMESPACE/POD/logs.txt). Undefined for a folder that has no pods.json.
 *
 * @returns what is read, and what is not, in words
 */
export function supportBundle(folder: string): { files: SavedFile[]; left: string[] } | undefined {
  const found: string[] = [];
  const look = (at: string, depth: number): void => {
    let entries;
    try {
      entries = readdirSync(at, { withFileTypes: true });
    } catch {
      return;
    }
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && depth < deepest) look(path, depth + 1);
      else if (entry.isFile() && isOfBundle(entry.name) && found.length < most) found.push(path);
    }
  };
  look(folder, 1);
  if (!found.some((path) => hasBundlePods(basename(path)))) return undefined;
  const left: string[] = [];
  let bytes = 0;
  const files = found.sort(objectsFirst).flatMap((path) => {
    try {
      bytes += statSync(path).size;
      const text = bytes > mostBytes ? undefined : textOfBytes(readFileSync(path));
      if (text === undefined) left.push(`${path}: the folder has more than ${mostBytes / 1024 / 1024} MiB`);
      return text === undefined || text.trim() === '' ? [] : [{ name: path, text }];
    } catch (error) {
      left.push(`${path}: ${asError(error).message}`);
      return [];
    }
  });
  return { files, left };
}

/** Logs are large, and tell least where there is no room for all. */
function objectsFirst(a: string, b: string): number {
  return Number(a.endsWith('.json')) === Number(b.endsWith('.json')) ? 0 : a.endsWith('.json') ? -1 : 1;
}
