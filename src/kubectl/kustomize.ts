import type { FoundProgram } from './findProgram';
import { Kubectl } from './kubectl';
import { folderName, kubectlArgs } from './kubectlArgs';

/** Milliseconds that kubectl may take; what a kustomization names of others is fetched. */
const timeoutMs = 30_000;

/**
 * What `kubectl kustomize` makes of a folder; it talks to no cluster.
 * @throws KubectlError
 */
export async function kustomize({ executable, env }: FoundProgram, folder: string): Promise<string> {
  const kubectl = new Kubectl(executable, undefined, env);
  return kubectl.run(kubectlArgs`kustomize -- ${folderName(folder)}`, { timeoutMs });
}
