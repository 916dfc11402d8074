import { describe, expect, it } from 'vitest';
import { podDns } from '../../../../../src/core/cluster/kubelet/kuberuntime/podDns';
import { formatPod } from '../../../../../src/core/cluster/kubelet/kuberuntime/podIdentity';
import { recordings } from '../../../../recordings/recordings';
import { replaySimulation } from '../../simulate/replaySimulation';
import { kubelet, podWith } from './context';

const searches = Array.from({ length: 10 }, (_, i) => `zone${i}.example`);

describe('podDns', () => {
  it('leaves out what resolv.conf has no room for, and says so', () => {
    const pod = podWith({ dnsConfig: { nameservers: ['1.1.1.1', '2.2.2.2', '3.3.3.3'], searches } });
    const today = podDns(kubelet(), pod);
    expect(today.config.servers).toEqual(['10.96.0.10', '1.1.1.1', '2.2.2.2']);
    expect(today.config.searches).toHaveLength(13);
    expect(today.warnings.map(({ reason }) => reason)).toEqual(['DNSConfigForming']);

    const old = podDns(kubelet({}, '1.18'), pod);
    expect(old.config.searches).toHaveLength(6);
    expect(old.warnings).toHaveLength(2);
  });

  it('falls back to the node’s DNS where the cluster has none', () => {
    const pod = podWith();
    const { config, warnings } = podDns(kubelet({ clusterDNS: [] }), pod);
    expect(config.servers).toEqual(kubelet().node.resolvConf.servers);
    expect(warnings[0]?.message).toContain(`pod: "${formatPod(pod)}". kubelet does not have ClusterDNS IP configured`);
  });

  it('is told in the events as recorded', () => {
    const recording = recordings('more').find(({ name }) => name === 'dns.many-searches')!;
    const told = (events: readonly { reason?: string; message?: string }[]) => [
      ...new Set(events.filter(({ reason }) => reason === 'DNSConfigForming').map(({ message }) => message)),
    ];
    expect(told(recording.events)).not.toEqual([]);
    expect(told(replaySimulation(recording).events)).toEqual(told(recording.events));
  });
});
