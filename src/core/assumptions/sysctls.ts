import { safeSysctls } from '../cluster/kubelet/nodeAdmission';
import type { AskedPods } from './askedPods';
import type { Need } from './need';

/**
 * Sysctls that each pod has for itself: a kubelet may allow no others
 * (k8s.io/component-helpers/node/util/sysctl/namespace.go, 1.37).
 */
const namespaced = /^(kernel\.(shm|msg|sem)|fs\.mqueue\.|net\.)/;

/** That the kubelets allow the sysctls that a pod sets beside the safe ones. */
export function sysctls(asked: AskedPods): Need[] {
  return (asked.pod.spec.securityContext?.sysctls ?? []).flatMap(({ name = '' }: { name?: string }, i) => {
    const dotted = name.replaceAll('/', '.');
    if (safeSysctls.has(dotted) || !namespaced.test(dotted)) return [];
    return [
      {
        id: `sysctl ${dotted}`,
        what: `a node whose kubelet allows the sysctl ${dotted}`,
        place: asked.placeOf(['spec', 'securityContext', 'sysctls', i, 'name']),
        gift: { sysctls: [dotted] },
      },
    ];
  });
}
