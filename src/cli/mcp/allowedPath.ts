import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { visibleText } from '../../core/visibleText';
import { CommandError } from '../commandError';

/** Whether a path is a folder's or lies in it; both are real. */
export function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * Where a path that a model wrote really leads, with every symbolic link followed: from one of the folders, or the whole
 * path into one. Throws CommandError for what is not in them, whether it is there or not, and says what to do.
 *
 * @param folders real paths of what may be read
 */
export function allowedPath(path: string, folders: readonly string[]): string {
  const shown = visibleText(path, ' ', 200);
  if (folders.length === 0)
    throw new CommandError(
      `${shown} is not read: this server was given no folder. Give the text itself, or have the server started with --root FOLDER`,
    );
  const known = folders.map((folder) => visibleText(folder, ' ', 200)).join(', ');
  if (path.trim() === '' || /\p{Cc}/u.test(path))
    throw new CommandError(`“${shown}” is not the path of a file in ${known}`);
  if (/^[a-z][a-z0-9+.-]+:/i.test(path))
    throw new CommandError(`${shown} is an address: give the path of a file in ${known}, or the text itself`);
  let isMissing = false;
  for (const folder of folders) {
    const asked = resolve(folder, path);
    if (!isWithin(folder, asked)) continue;
    let real: string;
    try {
      real = realpathSync(asked);
    } catch {
      isMissing = true;
      continue;
    }
    if (isWithin(folder, real)) return real;
    throw new CommandError(
      `${shown} is a symbolic link, or lies behind one, that leads out of ${known}: it is not read`,
    );
  }
  throw new CommandError(
    isMissing
      ? `there is no file ${shown} in ${known}: give the path of one that is there, or the text itself`
      : `${shown} is not in a folder that this server may read (${known}): give the path of a file in one, or the text itself`,
  );
}
