import { entryOf } from '../../core/entryOf';
import { isMap } from '../../core/isMap';

const osNames: Readonly<Record<string, string>> = { win32: 'windows', darwin: 'mac', linux: 'linux' };

/** What the Kubernetes extension is set to use. */
export interface KubernetesExtensionSettings {
  kubectl?: string;
  /** The kubeconfig that its tree shows. */
  kubeconfig?: string;
}

/** A pod or workload that was chosen in its tree, as kubectl takes it: `pod/web`; '' where the tree knows no namespace. */
export interface TreeTarget {
  target: string;
  namespace: string;
}

/**
 * Reads the Kubernetes extension's settings: `vscode-kubernetes.kubectl-path`, and, as it was before and is for the
 * kubeconfig still, one object `vs-kubernetes` whose keys have dots in them; with a path of its own for each operating
 * system (vscode-kubernetes-tools, src/components/config/config.ts).
 * @param platform as node names it
 * @param env what `${env:NAME}` in a path is taken from; its HOME is `${userHome}`
 */
export function kubernetesExtensionSettings(
  setting: (key: string) => unknown,
  platform: string,
  env: Readonly<Record<string, string | undefined>>,
): KubernetesExtensionSettings {
  const object = setting('vs-kubernetes');
  const old = isMap(object) ? object : {};
  const text = (value: unknown): string | undefined => {
    if (typeof value !== 'string' || value.trim() === '') return undefined;
    return value
      .trim()
      .replaceAll('${userHome}', env['HOME'] ?? env['USERPROFILE'] ?? '')
      .replaceAll(/\$\{env:([^{}]*)\}/g, (_, name: string) => entryOf(env, name) ?? '');
  };
  const os = entryOf(osNames, platform) ?? '';
  const key = 'vscode-kubernetes.kubectl-path';
  const oldKey = 'vs-kubernetes.kubectl-path';
  const kubectl =
    text(setting(`${key}-${os}`)) ??
    text(setting(key)) ??
    text(entryOf(old, `${oldKey}.${os}`)) ??
    text(entryOf(old, `${oldKey}-${os}`)) ??
    text(old[oldKey]);
  const kubeconfig = text(old['vs-kubernetes.kubeconfig']);
  return { ...(kubectl && { kubectl }), ...(kubeconfig && { kubeconfig }) };
}

/**
 * What a command of the tree's context menu was called for: a resource's node has `kindName` and `namespace`
 * (vscode-kubernetes-tools, src/components/clusterexplorer/node.resource.ts). Undefined for anything else.
 */
export function treeTarget(node: unknown): TreeTarget | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  const { kindName, namespace }: { kindName?: unknown; namespace?: unknown } = node;
  if (typeof kindName !== 'string') return undefined;
  return { target: kindName, namespace: typeof namespace === 'string' ? namespace : '' };
}
