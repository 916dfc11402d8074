import type { StoredObjects } from '../../../api/objectStore';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';
import type { NodeDescription } from '../../../scenario/scenario';

/** What the kubelet knows beside the pod: its node, its release and the cluster's objects. */
export interface KubeletContext {
  node: NodeDescription;
  release: KubernetesRelease;
  /** The release of the API server, which stores pods: the kubelet's own or a younger one. */
  controlPlane: KubernetesRelease;
  store: StoredObjects;
  /** When this kubelet first saw the pod: becomes the annotation `kubernetes.io/config.seen` (RFC 3339, nanoseconds). */
  configSeen: string;
  /** Values of Secrets appear as such; without it, as `‹secret NAME/KEY›`. */
  revealSecrets?: boolean;
  /** Whether something outside of Kubernetes is there, in the words of `Scenario.providers`. */
  provides?: (what: string) => boolean;
}
