import type { ServicePort, ServiceSpec } from '../../../api/types';
import type { FieldError } from '../../../api/fieldError';
import { badName, duplicate, forbiddenField, inRange, invalidValue, required, unsupported } from '../../../api/fieldErrors'; // prettier-ignore
import { goIntOrString, goNumber, goPointer, goStruct, goText } from '../../../api/goValue';
import { validateClusterIPs } from './clusterIPs';
import { validateCidr, validateOutsideAddress } from './ipAddress';
import { dns1123Label, dns1123Subdomain, portName, qualifiedName } from '../../../api/names';
import { validateLabels } from './objectMeta';
import type { KubernetesRelease } from '../../../release/kubernetesRelease';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
const affinities = ['ClientIP', 'None'];
const policies = ['Cluster', 'Local'];
const kubeletPort = 10_250;
const onlyLoadBalancer = "may only be used when `type` is 'LoadBalancer'";

/** validateService, pkg/apis/core/validation/validation.go, 1.37. */
export function validateService(spec: ServiceSpec, release: KubernetesRelease): FieldError[] {
  const { type = '', ports = [], clusterIP, externalName = '', sessionAffinity = '' } = spec;
  // Addresses are allocated before all else is looked at.
  const wrong = [...validateClusterIPs(spec, release), ...takenNodePorts(spec)];
  if (wrong.length > 0) return wrong;
  const errors: FieldError[] = [];
  const isHeadless = clusterIP === 'None';
  if (ports.length === 0 && !isHeadless && type !== 'ExternalName') errors.push(required('spec.ports'));
  if (isHeadless && (type === 'LoadBalancer' || type === 'NodePort'))
    errors.push(invalidValue('spec.clusterIPs[0]', 'None', `may not be set to 'None' for ${type} services`));
  for (const [i, { port }] of ports.entries()) {
    if (!release.keepsKubeletPort || type !== 'LoadBalancer' || port !== kubeletPort) continue;
    const detail = `may not expose port ${port} externally since it is used by kubelet`;
    errors.push(invalidValue(`spec.ports[${i}]`, port, detail));
  }
  if (type === 'ExternalName') errors.push(...externalNameErrors(spec, externalName.replace(/\.$/, '')));
  const names = new Set<string>();
  for (const [i, port] of ports.entries())
    errors.push(...validatePort(port, ports.length > 1, names, `spec.ports[${i}]`));
  errors.push(...validateLabels(spec.selector, 'spec.selector'));
  if (!affinities.includes(sessionAffinity))
    errors.push(unsupported('spec.sessionAffinity', sessionAffinity, affinities));
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (sessionAffinity === 'ClientIP' && seconds !== undefined)
    errors.push(...affinityTimeout(seconds, 'spec.sessionAffinityConfig.clientIP.timeoutSeconds'));
  for (const [i, ip] of (spec.externalIPs ?? []).entries())
    errors.push(...validateOutsideAddress(ip, `spec.externalIPs[${i}]`, release));
  if (!types.includes(type)) errors.push(unsupported('spec.type', type, types));
  return [...errors, ...repeatedPorts(ports, type), ...trafficErrors(spec, release)];
}

function externalNameErrors({ clusterIPs, ipFamilies, ipFamilyPolicy }: ServiceSpec, name: string): FieldError[] {
  const detail = 'may not be set for ExternalName services';
  return [
    ...(clusterIPs?.length ? [forbiddenField('spec.clusterIPs', detail)] : []),
    ...(ipFamilies?.length ? [forbiddenField('spec.ipFamilies', detail)] : []),
    ...(ipFamilyPolicy === undefined ? [] : [forbiddenField('spec.ipFamilyPolicy', detail)]),
    ...(name ? badName('spec.externalName', name, dns1123Subdomain) : [required('spec.externalName')]),
  ];
}

function validatePort(
  { name, port, protocol = '', targetPort, appProtocol }: ServicePort,
  needsName: boolean,
  names: Set<string>,
  path: string,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!name && needsName) errors.push(required(`${path}.name`));
  if (name) {
    errors.push(...badName(`${path}.name`, name, dns1123Label));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
  }
  errors.push(...inRange(`${path}.port`, port ?? 0, 1, 65_535));
  const protocols = ['SCTP', 'TCP', 'UDP'];
  if (!protocols.includes(protocol)) errors.push(unsupported(`${path}.protocol`, protocol, protocols));
  errors.push(
    ...(typeof targetPort === 'string'
      ? badName(`${path}.targetPort`, targetPort, portName)
      : inRange(`${path}.targetPort`, targetPort ?? 0, 1, 65_535)),
  );
  if (appProtocol !== undefined) errors.push(...badName(`${path}.appProtocol`, appProtocol, qualifiedName));
  return errors;
}

function affinityTimeout(seconds: number, path: string): FieldError[] {
  return seconds > 0 && seconds <= 86_400
    ? []
    : [invalidValue(path, seconds, 'must be greater than 0 and less than 86400')];
}

/** Of ports with one node port and protocol the first has it (pkg/registry/core/service/storage/alloc.go, 1.37). */
function takenNodePorts({ type, ports = [] }: ServiceSpec): FieldError[] {
  if (type !== 'NodePort' && type !== 'LoadBalancer') return [];
  const seen = new Set<string>();
  for (const [i, { nodePort, protocol }] of ports.entries()) {
    const key = `${nodePort} ${protocol}`;
    if (nodePort && seen.has(key))
      return [invalidValue(`spec.ports[${i}].nodePort`, nodePort, 'provided port is already allocated')];
    seen.add(key);
  }
  return [];
}

function repeatedPorts(ports: readonly ServicePort[], type: string): FieldError[] {
  const errors: FieldError[] = [];
  const before = (i: number, field: 'port' | 'nodePort'): boolean =>
    ports.slice(0, i).some((one) => one.protocol === ports[i]?.protocol && one[field] === ports[i]?.[field]);
  for (const [i, { nodePort }] of ports.entries())
    if (type === 'ClusterIP' && nodePort)
      errors.push(forbiddenField(`spec.ports[${i}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
  for (const [i, { nodePort }] of ports.entries())
    if (nodePort && before(i, 'nodePort')) errors.push(duplicate(`spec.ports[${i}].nodePort`, nodePort));
  for (const [i, { protocol, port }] of ports.entries()) {
    if (!before(i, 'port')) continue;
    const shown = goStruct('core.ServicePort', {
      Name: goText(''),
      Protocol: goText(protocol ?? ''),
      AppProtocol: goPointer('string', undefined),
      Port: goNumber(port),
      TargetPort: goIntOrString(0),
      NodePort: goNumber(0),
    });
    errors.push(duplicate(`spec.ports[${i}]`, shown));
  }
  return errors;
}

function trafficErrors(spec: ServiceSpec, release: KubernetesRelease): FieldError[] {
  const { type, externalTrafficPolicy: external, internalTrafficPolicy: internal, trafficDistribution } = spec;
  const errors: FieldError[] = [];
  const { loadBalancerSourceRanges: ranges = [] } = spec;
  if (ranges.length > 0 && type !== 'LoadBalancer')
    errors.push(forbiddenField('spec.LoadBalancerSourceRanges', onlyLoadBalancer));
  for (const [i, range] of ranges.entries())
    errors.push(...validateCidr(range.trim(), `spec.LoadBalancerSourceRanges[${i}]`, release));
  if (type !== 'LoadBalancer') {
    if (spec.allocateLoadBalancerNodePorts !== undefined)
      errors.push(forbiddenField('spec.allocateLoadBalancerNodePorts', onlyLoadBalancer));
    if (spec.loadBalancerClass !== undefined) errors.push(forbiddenField('spec.loadBalancerClass', onlyLoadBalancer));
  }
  const isReachable =
    type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && !!spec.externalIPs?.length);
  if (!isReachable && external)
    errors.push(
      invalidValue('spec.externalTrafficPolicy', external, 'may only be set for externally-accessible services'),
    );
  if (isReachable && !policies.includes(external ?? ''))
    errors.push(unsupported('spec.externalTrafficPolicy', external, policies));
  if (spec.healthCheckNodePort && (type !== 'LoadBalancer' || external !== 'Local')) {
    const detail = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalidValue('spec.healthCheckNodePort', spec.healthCheckNodePort, detail));
  }
  if (internal !== undefined && !policies.includes(internal))
    errors.push(unsupported('spec.internalTrafficPolicy', internal, policies));
  const distributions = release.gates.PreferSameTrafficDistribution
    ? ['PreferClose', 'PreferSameZone', 'PreferSameNode']
    : ['PreferClose'];
  if (trafficDistribution !== undefined && !distributions.includes(trafficDistribution))
    errors.push(unsupported('spec.trafficDistribution', trafficDistribution, distributions));
  return errors;
}
