import { realpathSync, statSync } from 'node:fs';
import type { Circumstances } from '../../core/circumstances/circumstances';
import { mostFiles } from '../../core/manifest/referredKinds';
import { isKustomizationFile } from '../../core/kustomize/kustomizationFile';
import type { AnswerWorld, FoundFile } from '../../core/answers/answerWorld';
import { mostOfManifest } from '../answers/arguments';
import { CommandError } from '../commandError';
import { existingBeside } from '../existingBeside';
import { isFolder, manifestFiles, textOf } from '../files';
import { readText } from '../readInput';
import { allowedPath, isWithin } from './allowedPath';

/** Bytes of a file of saved output. */
const mostOfSaved = 64 * 1024 * 1024;

/**
 * What a server's tools may read: files in its folders, and what lies beside them. No program is started for it.
 *
 * @param folders real paths
 * @param usual the circumstances that the server was started with
 */
export function fileWorld(folders: readonly string[], usual: Circumstances, signal: AbortSignal): AnswerWorld {
  const isAllowed = (path: string): boolean => folders.some((folder) => isWithin(folder, path));
  const read = (path: string): string | undefined => {
    try {
      return isAllowed(realpathSync(path)) ? textOf(path) : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    manifest: async (path) => {
      const found = readFile(fileIn(path, folders), mostOfManifest);
      const { objects, notes } = existingBeside(found.file);
      return { ...found, existing: objects, notes };
    },
    besideText: () => Promise.resolve([]),
    saved: async (path) => readFile(fileIn(path, folders), mostOfSaved),
    manifests: async (paths) => {
      const real = paths.map((path) => allowedPath(path, folders));
      const named = real.filter((path) => !isFolder(path));
      const notes: string[] = [];
      const files = real.flatMap((path): FoundFile[] => {
        if (isKustomizationFile(path.replaceAll('\\', '/'))) {
          notes.push(`note: ${path}: this is a kustomization, which is not rendered here: left out\n`);
          return [];
        }
        if (!isFolder(path)) return [readFile(path, mostOfManifest)];
        const inside = manifestFiles(path, true, mostFiles);
        if (inside.length === mostFiles) notes.push(`note: ${path}: its first ${mostFiles} files are checked\n`);
        return inside.flatMap((file) => {
          const text = textOf(file);
          if (text === undefined) notes.push(`note: ${file}: it cannot be read, or is too large: left out\n`);
          return text === undefined ? [] : [{ file, text }];
        });
      });
      // As the terminal has it: what lies beside files counts for them, and a folder is a world of its own.
      const beside = named.length === real.length ? named.map((file) => existingBeside(file, named)) : [];
      const unique = [...new Map(files.map((file) => [file.file, file])).values()];
      return {
        files: unique,
        existing: beside.flatMap(({ objects }) => objects),
        notes: [...notes, ...beside.flatMap((one) => one.notes)],
      };
    },
    read,
    circumstances: () => usual,
    pause: async () => {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
}

function fileIn(path: string, folders: readonly string[]): string {
  const real = allowedPath(path, folders);
  if (isFolder(real))
    throw new CommandError(`${real}: it is a folder: name a file in it; check_manifests takes folders`);
  return real;
}

/** The text of a regular file that is not too large. Throws CommandError. */
function readFile(file: string, most: number): FoundFile {
  const { size, isRegular } = lookAt(file);
  if (!isRegular) throw new CommandError(`${file}: it is not a text file`);
  if (size > most)
    throw new CommandError(`${file}: it has ${size} bytes, and at most ${most} are read: give a part of it`);
  return { file, text: readText(file) };
}

function lookAt(file: string): { size: number; isRegular: boolean } {
  try {
    const found = statSync(file);
    return { size: found.size, isRegular: found.isFile() };
  } catch {
    throw new CommandError(`${file}: it cannot be read`);
  }
}
