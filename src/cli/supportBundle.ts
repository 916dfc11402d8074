import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { asError } from '../core/asError';
import { hasBundlePods, isOfBundle, readOfBundle } from '../core/observe/bundleFiles';
import type { SavedFile } from '../core/observe/savedObservation';
import { sortedEntries } from './files';
import { textOfBytes } from './textOfBytes';

/** How deep a bundle's folders are read: NAMESPACE/POD/logs.txt, in a folder of its own. */
const deepest = 4;
/** How many of its logs are read. */
const mostLogs = 2_000;
/** How many bytes are read of all of its files. */
const mostBytes = 64 * 1024 * 1024;

/** Whether somebody saved a cluster's state into a folder: it has a pods.json. */
export function isSupportBundle(folder: string): boolean {
  return bundlePaths(folder).some(({ path }) => hasBundlePods(basename(path)));
}

/**
 * The files of a folder that somebody saved a cluster's state into, as kubectl cluster-info dump --output-directory does
 * (NAMESPACE/pods.json, events.json, NAMESPACE/POD/logs.txt). Undefined for a folder that has no pods.json.
 *
 * @returns what is read, and what is not, in words
 */
export function supportBundle(folder: string): { files: SavedFile[]; left: string[] } | undefined {
  const paths = bundlePaths(folder);
  if (!paths.some(({ path }) => hasBundlePods(basename(path)))) return undefined;
  const chosen = readOfBundle(paths, mostLogs);
  const left = [...chosen.left];
  let bytes = 0;
  const unread: string[] = [];
  const files = chosen.files.flatMap(({ path }): SavedFile[] => {
    try {
      const { size } = statSync(path);
      if (bytes + size > mostBytes) {
        unread.push(path);
        return [];
      }
      bytes += size;
      const text = textOfBytes(readFileSync(path));
      return text.trim() === '' ? [] : [{ name: path, text, isFound: true }];
    } catch (error) {
      left.push(`${path}: ${asError(error).message}`);
      return [];
    }
  });
  const [first, ...more] = unread;
  if (first !== undefined) {
    const what = more.length === 0 ? first : `${first} and ${more.length} more`;
    left.push(`${what}: ${mostBytes / 1024 / 1024} MiB of the folder are read at most`);
  }
  return { files, left };
}

function bundlePaths(folder: string): { path: string }[] {
  const found: { path: string }[] = [];
  const look = (at: string, depth: number): void => {
    for (const entry of sortedEntries(at)) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && depth < deepest) look(path, depth + 1);
      else if (entry.isFile() && isOfBundle(entry.name)) found.push({ path });
    }
  };
  look(folder, 1);
  return found;
}
