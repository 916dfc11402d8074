import type { KubernetesRelease, KubernetesVersion } from '../../release/kubernetesRelease';
import type { Random } from '../../random';
import type { NodeDescription } from '../../scenario/scenario';
import type { VirtualClock } from '../../virtualClock';
import type { ObjectStore } from '../../api/objectStore';

export interface ApiServerOptions {
  clock: VirtualClock;
  random: Random;
  store: ObjectStore;
  release: KubernetesRelease;
  /** The release of the kubelets, where nobody knows its control plane and another one stands in for it. */
  kubelet?: KubernetesVersion;
  /** The control plane's own node. */
  node: NodeDescription;
  namespaceLabels: Readonly<Record<string, string>>;
  /** Where objects go that name no namespace. */
  namespace: string;
  /** Whether Secrets are stored, and their refusals told, in full. */
  revealSecrets?: boolean;
  /**
   * Why a request fails that nothing is wrong with, as when the database does not answer: by what is asked, as audit logs
   * have it (`create/pods`, `create/pods/binding`), and the object's name.
   */
  failureOf?: (request: string, name: string) => string | undefined;
}
