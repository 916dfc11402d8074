import type { Toleration } from '../../../api/types';
import type { PodAdmission } from './admission';

/** How long a pod stays on a node that is not ready or not reachable, in seconds. */
const defaultSeconds = 300;

/** Not-ready and unreachable nodes are tolerated for a while (plugin/pkg/admission/defaulttolerationseconds/admission.go, 1.37). */
export const defaultTolerationSeconds: PodAdmission = (pod) => {
  const spec = pod.spec!;
  const tolerations = spec.tolerations ?? [];
  const added: Toleration[] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable']
    .filter(
      (taint) => !tolerations.some(({ key, effect }) => (key === taint || !key) && (effect === 'NoExecute' || !effect)),
    )
    .map((key) => ({ key, operator: 'Exists', effect: 'NoExecute', tolerationSeconds: defaultSeconds }));
  if (added.length > 0) spec.tolerations = [...tolerations, ...added];
  return undefined;
};
