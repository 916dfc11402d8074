import { looksLikeKubernetes, parseManifest } from '../core/manifest/parseManifest';
import { CommandError } from './commandError';
import { manifestFiles, textOf } from './files';
import type { ManifestFile } from './manifestFile';

/** A folder's manifests as one, and what of it is left out. */
export interface FolderSource extends ManifestFile {
  left: string[];
}

/** Reads all manifests of a folder, as `kubectl apply -f DIR` does. Throws CommandError if there is none. */
export function readFolder(folder: string, isRecursive: boolean): FolderSource {
  const parts: { file: string; start: number }[] = [];
  const left: string[] = [];
  let text = '';
  for (const file of manifestFiles(folder, isRecursive)) {
    const own = textOf(file);
    if (own === undefined) {
      left.push(`${file}:1:1: it cannot be read, or is too large`);
      continue;
    }
    const manifest = parseManifest(own);
    const problem = manifest.problems.find(({ severity }) => severity === 'error');
    if (problem && (manifest.objects.length > 0 || looksLikeKubernetes(own)))
      left.push(`${file}:${problem.line}:${problem.column}: ${problem.message}`);
    // Other YAML, such as the values of a chart, is not a manifest.
    if (problem || manifest.objects.length === 0) continue;
    if (text !== '') text += `${text.endsWith('\n') ? '' : '\n'}${own.startsWith('---') ? '' : '---\n'}`;
    parts.push({ file, start: text.length });
    text += own;
  }
  if (parts.length === 0) {
    const deeper = isRecursive ? '' : '; with -R, the folders in it count, too';
    throw new CommandError(left[0] ?? `${folder}:1:1: there is no manifest in this folder${deeper}`);
  }
  return { manifest: parseManifest(text), file: folder, parts, left };
}
