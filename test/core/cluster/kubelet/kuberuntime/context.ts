import type { Pod, PodSpec } from '../../../../../src/core/api/types';
import { ObjectStore } from '../../../../../src/core/api/objectStore';
import type { KubeletContext } from '../../../../../src/core/cluster/kubelet/context/kubeletContext';
import { releaseOf } from '../../../../../src/core/release/kubernetesRelease';
import { nodeOf } from '../../../../../src/core/scenario/defaultNode';
import type { NodeDescription } from '../../../../../src/core/scenario/scenario';

/** A kubelet's context whose objects a test may add. */
export type TestContext = KubeletContext & { store: ObjectStore };

/** A kubelet of today on the usual node, or one that differs from it. */
export function kubelet(node: Partial<NodeDescription> = {}, version: '1.37' | '1.18' = '1.37'): TestContext {
  return {
    node: nodeOf(node),
    release: releaseOf(version),
    controlPlane: releaseOf('1.37'),
    store: new ObjectStore(),
    configSeen: '2026-01-01T00:00:00Z',
  };
}

/** A stored pod `web` of the namespace `shop` with one container, and what `spec` says. */
export function podWith(spec: Partial<PodSpec> = {}, annotations?: Record<string, string>): Pod {
  return {
    metadata: { name: 'web', namespace: 'shop', uid: '0a1b-2c', ...(annotations ? { annotations } : {}) },
    spec: {
      containers: [{ name: 'app', image: 'nginx' }],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      securityContext: {},
      ...spec,
    },
  };
}
