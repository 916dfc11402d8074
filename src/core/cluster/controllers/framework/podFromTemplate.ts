import type { Pod, PodSpec, PodTemplateSpec } from '../../../api/types';
import type { KubernetesObject } from '../../../api/kubernetesObject';
import { controllerRef } from '../../../componentHelpers/controllerRef';

/** A pod from its owner's template (pkg/controller/controller_utils.go GetPodFromTemplate, 1.37). The template is not changed. */
export function podFromTemplate(owner: KubernetesObject, template: PodTemplateSpec): Pod {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  const { name = '', namespace = '' } = owner.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace,
      generateName: `${name}-`,
      labels: { ...labels },
      ...(annotations && { annotations: { ...annotations } }),
      ...(finalizers && { finalizers: [...finalizers] }),
      ownerReferences: [controllerRef(owner)],
    },
    spec: { ...(template.spec ?? ({} as PodSpec)) },
  };
}
