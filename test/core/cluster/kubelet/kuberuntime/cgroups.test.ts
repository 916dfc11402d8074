import { describe, expect, it } from 'vitest';
import { cgroupParent } from '../../../../../src/core/cluster/kubelet/kuberuntime/cgroups';
import { containerResources } from '../../../../../src/core/cluster/kubelet/kuberuntime/containerResources';
import { kubelet, podWith } from './context';

const burstable = podWith({ containers: [{ name: 'app', resources: { requests: { cpu: '1' } } }] });

describe('cgroupParent', () => {
  it('is a slice inside slices under the systemd driver, without dashes in a name', () => {
    expect(cgroupParent(kubelet().node, burstable)).toBe(
      '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod0a1b_2c.slice',
    );
  });

  it('has no class of its own for a guaranteed pod', () => {
    const resources = { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '1', memory: '1Gi' } };
    const pod = podWith({ containers: [{ name: 'app', resources }] });
    expect(cgroupParent(kubelet({ cgroups: 'v2, cgroupfs driver' }).node, pod)).toBe('/kubepods/pod0a1b-2c');
  });

  it('is absent where pods have no cgroups of their own', () => {
    expect(cgroupParent(kubelet({ cgroups: 'v2, systemd driver, cgroupsPerQOS off' }).node, burstable)).toBe('');
  });
});

describe('containerResources', () => {
  const container = { name: 'app', resources: { limits: { memory: '64Mi' } } };

  it('forbids swap by way of the unified hierarchy on v2', () => {
    const resources = containerResources(kubelet(), podWith({ containers: [container] }), container);
    expect(resources.unified).toEqual({
      'memory.oom.group': '1',
      'memory.swap.max': '0',
      'memory.min': '0',
      'memory.low': '0',
    });
    expect(resources.memory_swap_limit_in_bytes).toBeUndefined();
  });

  it('limits memory and swap together on v1', () => {
    const v1 = kubelet({ cgroups: 'v1, cgroupfs driver' });
    const resources = containerResources(v1, podWith({ containers: [container] }), container);
    expect(resources.memory_swap_limit_in_bytes).toBe(resources.memory_limit_in_bytes);
    expect(resources.unified).toBeUndefined();
  });

  it('lets a container have the huge pages that it asks for, and no others', () => {
    const hungry = { name: 'app', resources: { limits: { 'hugepages-2Mi': '4Mi' } } };
    const resources = containerResources(kubelet(), podWith({ containers: [hungry] }), hungry);
    expect(resources.hugepage_limits).toEqual([{ page_size: '2MB', limit: '4194304' }, { page_size: '1GB' }]);
  });
});
