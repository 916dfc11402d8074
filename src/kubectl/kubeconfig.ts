import type { Kubectl } from './kubectl';

/** A context of the kubeconfig, as `kubectl config view` merges it from all of its files. */
export interface KubeContext {
  name: string;
  cluster: string;
  user: string;
  /** The namespace that kubectl would use. */
  namespace: string;
  current: boolean;
}

interface ConfigView {
  'current-context'?: string;
  contexts?: { name: string; context?: { cluster?: string; user?: string; namespace?: string } }[] | null;
}

/**
 * The contexts that a person can choose from, the current one first. Talks to no cluster, and
 * kubectl leaves certificates and tokens out of what it prints.
 * @throws KubectlError
 */
export async function kubeContexts(kubectl: Kubectl, signal?: AbortSignal): Promise<KubeContext[]> {
  const text = await kubectl.run(['config', 'view', '-o', 'json'], { timeoutMs: 15_000, ...(signal && { signal }) });
  const view = JSON.parse(text) as ConfigView;
  const contexts = (view.contexts ?? []).map(({ name, context = {} }) => ({
    name,
    cluster: context.cluster ?? '',
    user: context.user ?? '',
    namespace: context.namespace || 'default',
    current: name === view['current-context'],
  }));
  return contexts.sort((a, b) => Number(b.current) - Number(a.current) || a.name.localeCompare(b.name));
}
