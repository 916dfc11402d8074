import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import { unresolvable, type Plugin } from '../interface/plugin';

/** What a pod needs the kubelet to be able to do (plugins/nodedeclaredfeatures/nodedeclaredfeatures.go, 1.37). */
export function nodeDeclaredFeatures({ gates }: KubernetesRelease): Plugin {
  return {
    name: 'NodeDeclaredFeatures',
    filter: ({ pod: { spec } }) => {
      if (gates.RestartAllContainersOnContainerExits) return undefined;
      const rules = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap(
        ({ restartPolicyRules }) => restartPolicyRules ?? [],
      );
      return rules.some(({ action }) => action === 'RestartAllContainers')
        ? unresolvable("node(s) didn't match Pod's required features")
        : undefined;
    },
    hints: [],
  };
}
