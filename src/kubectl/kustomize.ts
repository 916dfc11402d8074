import type { FoundKubectl } from './findKubectl';
import { Kubectl, KubectlError } from './kubectl';
import { kubectlArgs, type Checked } from './kubectlArgs';

/** Milliseconds that kubectl may take; what a kustomization names of others is fetched. */
const timeoutMs = 30_000;

/**
 * What `kubectl kustomize` makes of a folder; it talks to no cluster.
 * @throws KubectlError
 */
export async function kustomize({ executable, env }: FoundKubectl, folder: string): Promise<string> {
  const kubectl = new Kubectl(executable, undefined, env);
  return kubectl.run(kubectlArgs`kustomize -- ${folderName(folder)}`, { timeoutMs });
}

function folderName(text: string): Checked {
  if (!/^[^-\s%"][^\s%"]*$/.test(text)) throw new KubectlError('refused', `${text} cannot be given to kubectl`);
  return text as Checked;
}
