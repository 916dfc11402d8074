const osNames: Readonly<Record<string, string>> = { win32: 'windows', darwin: 'mac', linux: 'linux' };

/** What the Kubernetes extension is set to use. */
export interface KubernetesExtensionSettings {
  kubectl?: string;
  /** The kubeconfig that its tree shows. */
  kubeconfig?: string;
}

/**
 * Reads the setting `vs-kubernetes`: one object whose keys have dots in them, and a path of its own for each operating
 * system (vscode-kubernetes-tools, src/components/config/config.ts).
 * @param platform as node names it
 */
export function kubernetesExtensionSettings(value: unknown, platform: string): KubernetesExtensionSettings {
  const settings = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const text = (key: string): string | undefined => {
    const found = settings[`vs-kubernetes.${key}`];
    return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined;
  };
  const os = osNames[platform] ?? '';
  const kubectl = text(`kubectl-path.${os}`) ?? text(`kubectl-path-${os}`) ?? text('kubectl-path');
  const kubeconfig = text('kubeconfig');
  return { ...(kubectl && { kubectl }), ...(kubeconfig && { kubeconfig }) };
}
