import { kustomizationIn } from '../core/kustomize/kustomization';
import { joinPath } from '../core/kustomize/paths';
import { rendered } from '../core/kustomize/rendered';
import { parseManifest } from '../core/manifest/parseManifest';
import { findKubectl } from '../kubectl/findKubectl';
import { KubectlError } from '../kubectl/kubectlError';
import { kustomize } from '../kubectl/kustomize';
import { textOf } from './files';
import { manifestIn } from './manifestIn';
import { readText } from './readInput';
import type { ManifestFile } from './manifestFile';

/**
 * What a kustomization makes, by the user's kubectl where there is one, else merged here; or a sentence where it makes
 * nothing that can be shown. Throws CommandError for a file that cannot be read.
 */
export async function renderedSource(file: string): Promise<(ManifestFile & { notes: string[] }) | string> {
  const folder = joinPath(file.replaceAll('\\', '/'), '..');
  const kustomization = kustomizationIn(folder, textOf);
  // What keeps it from being read is told.
  if (!kustomization) manifestIn(readText(file), file);
  if (kustomization?.isComponent)
    return `${file}:1:1: this is a component of kustomizations: it changes other resources, and renders nothing by itself.\n`;
  const byKubectl = await kubectlText(folder);
  const merged = byKubectl === undefined ? rendered(folder, textOf) : undefined;
  const manifest = parseManifest(byKubectl ?? merged?.text ?? '');
  const left = [...new Set(merged?.left)];
  const notes = left.length > 0 ? [`note: ${file}: without kubectl, this is left out: ${left.join(', ')}\n`] : [];
  if (manifest.objects.length > 0) return { manifest, file: `${file} (rendered)`, notes };
  return `${file}:1:1: this is a kustomization, and nothing that it refers to can be read here${left.length > 0 ? `: ${left.join(', ')}` : ''}.\n`;
}

/** Undefined where kubectl is not there, or cannot do it: it may fetch what a kustomization names. */
async function kubectlText(folder: string): Promise<string | undefined> {
  try {
    const found = await findKubectl({});
    return found && (await kustomize(found, folder));
  } catch (error) {
    if (error instanceof KubectlError) return undefined;
    throw error;
  }
}
