import type { Service } from '../../api/types';
import type { ObjectStore } from '../../api/objectStore';

/** The usual range of node ports (kube-apiserver --service-node-port-range). */
const firstNodePort = 30_000;
const nodePorts = 2_768;

/**
 * Gives a Service its cluster IP and node ports (pkg/registry/core/service/storage/alloc.go, 1.37). A real cluster
 * picks them at random; here they are the next ones, in the network of the Service `kubernetes`. Changes the Service.
 */
export function allocateAddresses(service: Service, store: ObjectStore, kubernetesServiceIP: string): void {
  const spec = (service.spec ??= {});
  service.status = { loadBalancer: {} };
  if (spec.clusterIP) spec.clusterIPs ??= [spec.clusterIP];
  if (spec.type === 'ExternalName') return;
  const others = store.list<Service>('Service');
  // Addresses without a first one are refused: they get none.
  if (!spec.clusterIP && (spec.clusterIPs?.length || spec.ipFamilies?.[0] === 'IPv6')) return;
  spec.clusterIP ||= nextAddress(others, kubernetesServiceIP);
  spec.clusterIPs ??= [spec.clusterIP];
  spec.ipFamilies ??= [spec.clusterIP.includes(':') ? 'IPv6' : 'IPv4'];
  spec.ipFamilyPolicy ??= 'SingleStack';
  const isFree = spec.clusterIP === 'None' && Object.keys(spec.selector ?? {}).length === 0;
  if (isFree && spec.ipFamilyPolicy !== 'SingleStack' && spec.ipFamilies.length === 1)
    spec.ipFamilies = [...spec.ipFamilies, spec.ipFamilies[0] === 'IPv4' ? 'IPv6' : 'IPv4'];
  if (spec.type !== 'NodePort' && spec.type !== 'LoadBalancer') return;
  if (spec.type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts === false) return;
  const taken = new Set(
    [...others, service].flatMap((other) => other.spec?.ports ?? []).map(({ nodePort }) => nodePort),
  );
  const nextPort = (): number => {
    let port = firstNodePort;
    while (taken.has(port) && port < firstNodePort + nodePorts) port++;
    taken.add(port);
    return port;
  };
  for (const port of spec.ports ?? []) port.nodePort ||= nextPort();
  if (spec.type === 'LoadBalancer' && spec.externalTrafficPolicy === 'Local') spec.healthCheckNodePort ||= nextPort();
}

function nextAddress(others: readonly Service[], kubernetesServiceIP: string): string {
  const [a = '10', b = '96'] = kubernetesServiceIP.split('.');
  const taken = new Set(others.map(({ spec }) => spec?.clusterIP));
  for (let host = 258; host < 65_534; host++) {
    const address = `${a}.${b}.${host >> 8}.${host & 255}`;
    if (!taken.has(address)) return address;
  }
  return `${a}.${b}.255.254`;
}
