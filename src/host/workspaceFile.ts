import { FileType, Uri, workspace } from 'vscode';
import { visibleText } from '../core/visibleText';

/** The real path of a file, with every symbolic link resolved. Rejects if there is no such file. */
export type RealPath = (uri: Uri) => Promise<Uri>;

/** Bytes of a manifest that somebody wrote, and more than those. */
const mostBytes = 5_000_000;

/** Why a file is not read, in words; `outside`: by its text alone the path leads out of the workspace. */
export interface FileRefusal {
  refusal: string;
  why?: 'outside';
}

/**
 * The file of the workspace that a path means, which an assistant or a link gave: from one of the workspace's folders, or the
 * whole path into one. Else, in words, why it is not read: nothing outside of the workspace is, neither by `..`, by
 * another drive or scheme, nor through a symbolic link. Without `realPath`, as in a browser, no link is followed.
 *
 * @param most bytes that it may have
 * @param type a folder in place of a file
 */
export async function workspaceFile(
  path: string,
  realPath?: RealPath,
  most = mostBytes,
  type: FileType = FileType.File,
): Promise<{ uri: Uri } | FileRefusal> {
  const shown = visibleText(path, ' ', 200);
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) return { refusal: 'No folder is open, so there is no file to read.', why: 'outside' };
  if (path.trim() === '' || /\p{Cc}/u.test(path)) return { refusal: `“${shown}” is not the path of a file.` };
  if (/^[a-z][a-z0-9+.-]+:/i.test(path))
    return { refusal: `${shown} is an address: only files of the workspace are read.` };
  let outside = false;
  let reason: string | undefined;
  for (const { uri: folder } of folders) {
    const steps = stepsFrom(folder, path, type === FileType.Directory);
    if (!steps) {
      outside = true;
      continue;
    }
    const found = await fileAt(folder, steps, { shown, realPath, most, type });
    if (typeof found !== 'string') return found;
    reason ??= found || undefined;
  }
  if (reason !== undefined) return { refusal: reason };
  if (outside)
    return { refusal: `${shown} is not in the workspace: only files of the workspace are read.`, why: 'outside' };
  return { refusal: `There is no file ${shown} in the workspace.` };
}

/**
 * The names on the way from a folder to a path; undefined where that leads out of the folder, by its text alone. The folder
 * itself is one where a folder is looked for.
 */
export function stepsFrom(folder: Uri, path: string, isFolder = false): string[] | undefined {
  const isWindows = /^\/[a-z]:/i.test(folder.path);
  const same = (text: string): string => (isWindows ? text.toLowerCase() : text);
  let from = path.replaceAll('\\', '/');
  if (/^[a-z]:/i.test(from)) from = `/${from}`;
  const isWhole = from.startsWith('/');
  const steps: string[] = isWhole ? [] : namesIn(folder.path);
  for (const name of namesIn(from)) {
    if (name !== '..') steps.push(name);
    else if (steps.pop() === undefined) return undefined;
  }
  const base = namesIn(folder.path);
  const inside = steps.slice(base.length);
  const isInside =
    (inside.length > 0 || (isFolder && steps.length >= base.length)) &&
    base.every((name, i) => same(name) === same(steps[i] ?? ''));
  // On Windows `name:part` is another part of a file, `C:name` another drive's; `//server` is another machine.
  if (!isInside || from.startsWith('//') || (isWindows && inside.some((name) => name.includes(':')))) return undefined;
  return inside;
}

function namesIn(path: string): string[] {
  return path.split('/').filter((name) => name !== '' && name !== '.');
}

/** The file, or why it can not be read; '' where it is not there. */
async function fileAt(
  folder: Uri,
  steps: readonly string[],
  {
    shown,
    realPath,
    most,
    type: wanted,
  }: { shown: string; realPath: RealPath | undefined; most: number; type: FileType },
): Promise<{ uri: Uri } | string> {
  const follow = folder.scheme === 'file' ? realPath : undefined;
  const uri = Uri.joinPath(folder, ...steps);
  try {
    const { type, size } = await workspace.fs.stat(uri);
    if (!follow && (await passesLink(folder, steps)))
      return `${shown} is a symbolic link or lies behind one, and its target cannot be checked here.`;
    if (follow && steps.length > 0 && !isBelow(await follow(uri), await follow(folder)))
      return `${shown} is a symbolic link or lies behind one, which leads out of the workspace.`;
    if (!(type & wanted)) return `${shown} is not a file.`;
    if (wanted === FileType.File && size > most)
      return `${shown} has ${Math.ceil(size / 1e6)} MB, more than ${most === mostBytes ? 'a manifest has' : 'is read'}.`;
    return { uri };
  } catch {
    return '';
  }
}

/** A linked folder counts as well as a linked file. */
async function passesLink(folder: Uri, steps: readonly string[]): Promise<boolean> {
  for (let length = 1; length <= steps.length; length++) {
    const { type } = await workspace.fs.stat(Uri.joinPath(folder, ...steps.slice(0, length)));
    if (type & FileType.SymbolicLink) return true;
  }
  return false;
}

function isBelow(file: Uri, folder: Uri): boolean {
  return file.toString().startsWith(`${folder.toString().replace(/\/$/, '')}/`);
}
