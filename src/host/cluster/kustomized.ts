import { workspace, type Uri } from 'vscode';
import { KubectlError } from '../../kubectl/kubectlError';
import { kustomize } from '../../kubectl/kustomize';
import { foundKubectl } from './clusterAccess';

/**
 * What the user's kubectl makes of the kustomization in a folder; undefined where there is no kubectl, it fails, or the
 * workspace is not trusted: a kustomization may name what is fetched.
 */
export async function kustomized(folder: Uri): Promise<string | undefined> {
  if (!workspace.isTrusted || folder.scheme !== 'file') return undefined;
  try {
    const found = await foundKubectl();
    return found && (await kustomize(found, folder.fsPath));
  } catch (error) {
    if (error instanceof KubectlError) return undefined;
    throw error;
  }
}
