import { parseManifest, type Manifest } from '../core/manifest/parseManifest';
import { isStartFile } from '../core/observe/saved/readStartFile';
import { CommandError } from './commandError';

/**
 * The manifest of a text, which `file` is called. Throws CommandError for one that cannot be read as it was meant, with the
 * first place.
 */
export function manifestIn(text: string, file: string): Manifest {
  const manifest = parseManifest(text);
  const problem = manifest.problems.find(({ severity }) => severity === 'error');
  if (problem) throw new CommandError(`${file}:${problem.line}:${problem.column}: ${problem.message}`);
  if (manifest.objects.length === 0) {
    const empty = manifest.text.trim() === '';
    const reason = isStartFile(text, file)
      ? 'this is a saved start, which pod-startup observe tells'
      : 'there is no Kubernetes object in it: one has apiVersion, kind and metadata';
    throw new CommandError(`${file}:1:1: ${empty ? 'it is empty' : reason}`);
  }
  return manifest;
}
