import { describe, expect, it } from 'vitest';
import { podAsRead } from '../../../../src/core/cluster/kubelet/context/podAsRead';
import { computePodQosClass, podQosClass } from '../../../../src/core/componentHelpers/podQosClass';
import { releaseOf } from '../../../../src/core/release/kubernetesRelease';
import { podWith } from './kuberuntime/context';

describe('podAsRead', () => {
  const pod = podWith({
    initContainers: [{ name: 'proxy', restartPolicy: 'Always' }],
    containers: [{ name: 'app', lifecycle: { preStop: { sleep: { seconds: 5 } } } }],
    resources: { requests: { cpu: '1' } },
  });
  pod.status = { qosClass: computePodQosClass(pod) };
  const old = podAsRead({ release: releaseOf('1.18'), controlPlane: releaseOf('1.37') }, pod);

  it('hides fields that are younger than the kubelet', () => {
    expect(old.spec?.initContainers).toEqual([{ name: 'proxy' }]);
    expect(old.spec?.containers[0]?.lifecycle).toEqual({ preStop: {} });
    expect(podQosClass(pod)).toBe('Burstable');
    expect(podQosClass(old)).toBe('BestEffort');
  });

  it('reads a pod once, and today’s kubelet reads it as it is', () => {
    expect(podAsRead({ release: releaseOf('1.18'), controlPlane: releaseOf('1.37') }, pod)).toBe(old);
    expect(podAsRead({ release: releaseOf('1.18'), controlPlane: releaseOf('1.37') }, old)).toBe(old);
    expect(podAsRead({ release: releaseOf('1.37'), controlPlane: releaseOf('1.37') }, pod)).toBe(pod);
  });
});
