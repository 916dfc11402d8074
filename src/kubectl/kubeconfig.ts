import type { Kubectl } from './kubectl';
import { KubectlError } from './kubectlError';
import { kubectlArgs } from './kubectlArgs';
import { isMap } from '../core/isMap';

/** A context of the kubeconfig, as `kubectl config view` merges it from all of its files. */
export interface KubeContext {
  name: string;
  cluster: string;
  user: string;
  /** The namespace that kubectl would use. */
  namespace: string;
  current: boolean;
}

/**
 * The contexts that a person can choose from, the current one first. Talks to no cluster, and
 * kubectl leaves certificates and tokens out of what it prints.
 * @throws KubectlError
 */
export async function kubeContexts(kubectl: Kubectl, signal?: AbortSignal): Promise<KubeContext[]> {
  const call = { timeoutMs: 15_000, ...(signal && { signal }) };
  const view = await kubectl.object(kubectlArgs`config view -o json`, call).catch((error: unknown) => {
    throw unreadable(error) ?? error;
  });
  const all = Array.isArray(view['contexts']) ? view['contexts'] : [];
  const contexts = all.flatMap((one): KubeContext[] => {
    if (!isMap(one) || typeof one['name'] !== 'string') return [];
    const { name, context } = one;
    const { cluster, user, namespace } = isMap(context) ? context : {};
    return [
      {
        name,
        cluster: textOf(cluster),
        user: textOf(user),
        namespace: textOf(namespace) || 'default',
        current: name === view['current-context'],
      },
    ];
  });
  return contexts.sort((a, b) => Number(b.current) - Number(a.current) || a.name.localeCompare(b.name));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** That a file of the kubeconfig cannot be read (k8s.io/client-go/tools/clientcmd/loader.go, 1.37), and what to do. */
function unreadable(error: unknown): KubectlError | undefined {
  if (!(error instanceof KubectlError)) return undefined;
  const [, file, reason = ''] = /error loading config file "([^"]+)": (.+)$/s.exec(error.stderr.trim()) ?? [];
  if (file === undefined) return undefined;
  const why = reason.replaceAll(/\s+/g, ' ');
  const message = `kubectl cannot read the kubeconfig ${file}: ${why}. Correct it or choose another with KUBECONFIG.`;
  return new KubectlError(error.failure, message, error.stderr);
}
