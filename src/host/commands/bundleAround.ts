import { FileType, Uri, workspace } from 'vscode';
import { hasBundlePods, isOfBundle } from '../../core/observe/bundleFiles';
import type { SavedFile } from '../../core/observe/savedObservation';

/** How deep the folders within are read: POD/logs.txt. */
const deepest = 2;
/** How many files are read, and how many bytes of each. */
const most = 500;
const mostBytes = 16 * 1024 * 1024;

/** What a cluster was saved into beside its pods.json: events, nodes, the logs of each pod. Of any other file, nothing. */
export async function bundleAround(file: Uri): Promise<SavedFile[]> {
  if (!hasBundlePods(file.path.split('/').pop() ?? '')) return [];
  const folder = Uri.joinPath(file, '..');
  const found = (await filesIn(folder, 1)).filter((one) => one.path !== file.path).slice(0, most);
  const files = await Promise.all(
    found.map(async (one): Promise<SavedFile[]> => {
      const { size } = await workspace.fs.stat(one);
      const text = size > mostBytes ? '' : new TextDecoder().decode(await workspace.fs.readFile(one));
      return text.trim() === '' ? [] : [{ name: one.path.slice(folder.path.length + 1), text }];
    }),
  );
  return files.flat();
}

async function filesIn(folder: Uri, depth: number): Promise<Uri[]> {
  const entries = await workspace.fs.readDirectory(folder);
  const found = entries.map(async ([name, type]): Promise<Uri[]> => {
    const uri = Uri.joinPath(folder, name);
    if (type === FileType.Directory) return depth < deepest ? filesIn(uri, depth + 1) : [];
    return type === FileType.File && isOfBundle(name) ? [uri] : [];
  });
  return (await Promise.all(found)).flat();
}
