import { findKubectl } from '../kubectl/findKubectl';
import { kubeContexts } from '../kubectl/kubeconfig';
import { Kubectl } from '../kubectl/kubectl';
import { namespaceName } from '../kubectl/kubectlArgs';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';

/** A kubectl with the context that it is asked in, and the namespace. */
export interface ChosenKubectl {
  kubectl: Kubectl;
  context: string;
  namespace: string;
}

/** The kubectl, the context and the namespace that the flags and the kubeconfig say. @throws CommandError, KubectlError */
export async function chosenKubectl(
  { context, namespace, kubeconfig, ci }: Flags,
  signal: AbortSignal,
): Promise<ChosenKubectl> {
  const found = await findKubectl({
    signal,
    ...(kubeconfig !== undefined && { env: { ...process.env, KUBECONFIG: kubeconfig } }),
  });
  const notReached = ci ? 3 : 1;
  if (!found)
    throw new CommandError(
      'pod-startup: kubectl is neither on PATH nor on that of the login shell. Install kubectl, or put it on PATH.',
      notReached,
    );
  const contexts = await kubeContexts(new Kubectl(found.executable, undefined, found.env), signal);
  const chosen =
    context === undefined ? contexts.find(({ current }) => current) : contexts.find(({ name }) => name === context);
  if (contexts.length === 0) {
    const files = found.env['KUBECONFIG'] || '~/.kube/config';
    throw new CommandError(
      `pod-startup: there is no kubeconfig with a context at ${files}: name the file of your cluster with --kubeconfig or in KUBECONFIG`,
      notReached,
    );
  }
  if (!chosen) {
    const known = contexts.map(({ name }) => name).join(', ');
    const what =
      context === undefined
        ? 'the kubeconfig has no current context, or names one that is not there'
        : `there is no context ${context}`;
    throw new CommandError(`pod-startup: ${what}: choose one with --context (there are: ${known})`, notReached);
  }
  const kubectl = new Kubectl(found.executable, chosen.name, found.env);
  return { kubectl, context: chosen.name, namespace: namespaceName(namespace ?? chosen.namespace) };
}
