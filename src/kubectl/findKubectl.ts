import { findProgram, resolveProgram, type FoundProgram } from './findProgram';

/** Where to look for kubectl, in this order: what a person set, PATH, the Kubernetes extension's setting, the login shell. */
export interface KubectlPlaces {
  /** The setting `podStartup.kubectl.path`. */
  setting?: string;
  /** The Kubernetes extension's setting `vs-kubernetes.kubectl-path`. */
  kubernetesExtension?: string;
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
}

/**
 * Finds kubectl as people have it. A desktop's VS Code often lacks what the shell's start files add
 * to PATH; so do exec auth plugins that lie beside kubectl, which is why the environment goes with it.
 * Undefined when it is nowhere. Runs nothing but, as the last resort, the user's own login shell.
 * @throws KubectlError where the login shell does not answer, or `signal` is aborted
 */
export async function findKubectl({
  setting,
  kubernetesExtension,
  env = process.env,
  signal,
}: KubectlPlaces): Promise<FoundProgram | undefined> {
  if (setting) return resolveProgram(setting, env);
  const found =
    (await resolveProgram('kubectl', env)) ??
    (kubernetesExtension ? await resolveProgram(kubernetesExtension, env) : undefined);
  return found ?? findProgram('kubectl', env, signal);
}
