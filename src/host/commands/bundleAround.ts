import { FileType, Uri, workspace } from 'vscode';
import { asError } from '../../core/asError';
import { hasBundlePods, isOfBundle, readOfBundle } from '../../core/observe/bundleFiles';
import type { SavedFile } from '../../core/observe/savedObservation';

/** How deep the folders within are read: POD/logs.txt. */
const deepest = 2;
/** How many logs are read, and how many bytes of each file. */
const mostLogs = 500;
const mostBytes = 16 * 1024 * 1024;

/**
 * What a cluster was saved into beside its pods.json: events, nodes, the logs of each pod. Of any other file, nothing.
 *
 * @returns what is read, and what is not, in words
 */
export async function bundleAround(file: Uri): Promise<{ files: SavedFile[]; left: string[] }> {
  if (!hasBundlePods(file.path.split('/').pop() ?? '')) return { files: [], left: [] };
  const folder = Uri.joinPath(file, '..');
  const found = readOfBundle(
    (await filesIn(folder, 1)).filter((one) => one.path !== file.path),
    mostLogs,
  );
  const { left } = found;
  const files = await Promise.all(
    found.files.map(async (one): Promise<SavedFile[]> => {
      const name = one.path.slice(folder.path.length + 1);
      try {
        const { size } = await workspace.fs.stat(one);
        if (size > mostBytes) left.push(`${name}: it has more than ${mostBytes / 1024 / 1024} MiB`);
        const text = size > mostBytes ? '' : new TextDecoder().decode(await workspace.fs.readFile(one));
        return text.trim() === '' ? [] : [{ name, text, isFound: true }];
      } catch (error) {
        left.push(`${name}: ${asError(error).message}`);
        return [];
      }
    }),
  );
  return { files: files.flat(), left };
}

/** A folder that may not be read has none. */
async function filesIn(folder: Uri, depth: number): Promise<Uri[]> {
  const entries = await workspace.fs.readDirectory(folder).then(undefined, () => []);
  const found = entries.map(async ([name, type]): Promise<Uri[]> => {
    const uri = Uri.joinPath(folder, name);
    if (type === FileType.Directory) return depth < deepest ? filesIn(uri, depth + 1) : [];
    return type === FileType.File && isOfBundle(name) ? [uri] : [];
  });
  return (await Promise.all(found)).flat();
}
