import { schema } from '../../../src/core/api/schema';
import type { Path } from '../../../src/core/path';

/** Definitions of which one field alone may be set beside those that are not named here. */
const oneOf: Readonly<Record<string, readonly string[]>> = {
  Volume: Object.keys(schema['Volume']!).filter((field) => field !== 'name'),
  VolumeProjection: Object.keys(schema['VolumeProjection']!),
  EnvVar: ['value', 'valueFrom'],
  EnvVarSource: Object.keys(schema['EnvVarSource']!),
  EnvFromSource: ['configMapRef', 'secretRef'],
  Probe: ['exec', 'httpGet', 'tcpSocket', 'grpc'],
  LifecycleHandler: ['exec', 'httpGet', 'sleep', 'tcpSocket'],
  PodResourceClaim: ['resourceClaimName', 'resourceClaimTemplateName'],
  VolumeMount: ['subPath', 'subPathExpr'],
  DownwardAPIVolumeFile: ['fieldRef', 'resourceFieldRef'],
};

/** Values that the API server takes, by definition and field, by field, or by type. */
const values: Readonly<Record<string, unknown>> = {
  'NodeSelectorRequirement.operator': 'In',
  'LabelSelectorRequirement.operator': 'In',
  'Toleration.operator': 'Equal',
  'Toleration.effect': 'NoExecute',
  'Container.restartPolicy': 'Always',
  'PodSpec.restartPolicy': 'Always',
  'PodSpec.dnsPolicy': 'ClusterFirst',
  'PodSpec.preemptionPolicy': 'PreemptLowerPriority',
  'PodSpec.priority': 0,
  'PodOS.name': 'linux',
  'ContainerPort.protocol': 'TCP',
  'ContainerPort.hostIP': '127.0.0.1',
  'HTTPGetAction.scheme': 'HTTP',
  'HTTPHeader.name': 'X-A',
  'VolumeMount.mountPropagation': 'None',
  'VolumeMount.recursiveReadOnly': 'Disabled',
  'SecurityContext.procMount': 'Default',
  'AppArmorProfile.type': 'Localhost',
  'SeccompProfile.type': 'Localhost',
  'PodSecurityContext.fsGroupChangePolicy': 'OnRootMismatch',
  'PodSecurityContext.seLinuxChangePolicy': 'Recursive',
  'PodSecurityContext.supplementalGroupsPolicy': 'Merge',
  'TopologySpreadConstraint.whenUnsatisfiable': 'ScheduleAnyway',
  'TopologySpreadConstraint.nodeAffinityPolicy': 'Honor',
  'TopologySpreadConstraint.nodeTaintsPolicy': 'Ignore',
  'Sysctl.name': 'net.ipv4.tcp_syncookies',
  'HostAlias.ip': '10.0.0.1',
  'HostPathVolumeSource.type': 'DirectoryOrCreate',
  'ObjectFieldSelector.fieldPath': 'metadata.name',
  'ObjectFieldSelector.apiVersion': 'v1',
  'ResourceFieldSelector.resource': 'limits.cpu',
  'PodCertificateProjection.keyType': 'ED25519',
  'ContainerRestartRule.action': 'Restart',
  'ContainerRestartRuleOnExitCodes.operator': 'In',
  'ContainerResizePolicy.resourceName': 'cpu',
  'ContainerResizePolicy.restartPolicy': 'NotRequired',
  'GRPCAction.mode': 'TLS',
  'HTTPGetAction.protocol': 'HTTP/1.1',
  imagePullPolicy: 'IfNotPresent',
  pullPolicy: 'IfNotPresent',
  terminationMessagePolicy: 'File',
  medium: 'Memory',
  accessModes: 'ReadWriteOnce',
  volumeMode: 'Filesystem',
  nameservers: '10.0.0.2',
  mountPath: '/data',
  path: 'some/path',
  'HTTPGetAction.path': '/healthz',
  'HostPathVolumeSource.path': '/var/tmp',
  'NFSVolumeSource.path': '/export',
  devicePath: '/dev/xvda',
  expirationSeconds: 3600,
  maxExpirationSeconds: 3600,
  topologyKey: 'topology.kubernetes.io/zone',
  signerName: 'example.com/signer',
  defaultMode: 420,
  mode: 420,
  string: 'some-text',
  int32: 2,
  int64: 2,
  double: 1,
  boolean: true,
  bytes: 'YQ==',
  Quantity: '1Gi',
  IntOrString: 8080,
  Time: '2026-01-01T00:00:00Z',
  object: { 'f:metadata': {} },
};
const keys: Readonly<Record<string, string>> = { limits: 'memory', requests: 'memory' };

const bare = (type: string): string => type.replace(/#.*$/, '').replace(/!$/, '');

/** How many items of a type it takes to show all of its fields. */
function needed(type: string): number {
  const fields = schema[type];
  if (!fields) return 1;
  const inner = (field: string): number => {
    const of = bare(fields[field]!);
    return /^[[{]/.test(of) ? 1 : needed(of);
  };
  const choices = oneOf[type] ?? [];
  const sum = choices.reduce((count, field) => count + inner(field), 0);
  return Math.max(sum, ...Object.keys(fields).map((field) => (choices.includes(field) ? 1 : inner(field))));
}

/** A value of a type with all of its fields; of those of which there may be one only, that for the number. */
export function everything(type: string, variant = 0, name = '', owner = ''): unknown {
  if (type.startsWith('[')) {
    const item = type.slice(1, -1);
    return Array.from({ length: needed(item) }, (_, i) => everything(item, i, name, owner));
  }
  if (type.startsWith('{')) return { [keys[name] ?? 'example.com/key']: everything(type.slice(1, -1), 0, name, owner) };
  const fields = schema[type];
  if (!fields) return values[`${owner}.${name}`] ?? values[name] ?? values[type];
  let left = variant;
  const choices = oneOf[type] ?? [];
  const chosen = choices.find((field) => {
    const count = needed(bare(fields[field]!));
    if (left < count) return true;
    left -= count;
    return false;
  });
  const shown = Object.entries(fields).filter(([field]) => !choices.includes(field) || field === chosen);
  return Object.fromEntries(
    shown.map(([field, declared]) => {
      const isNamed = field === 'name' && ['Container', 'EphemeralContainer', 'Volume', 'EnvVar'].includes(type);
      return [field, isNamed ? `n${variant}` : everything(bare(declared), left, field, type)];
    }),
  );
}

/** The paths of all leaves of a definition, with `[]` for items and `{}` for entries of maps. */
export function leafPaths(type: string, path: string): string[] {
  if (type.startsWith('[')) return leafPaths(type.slice(1, -1), `${path}[]`);
  if (type.startsWith('{')) return [`${path}{}`];
  const fields = schema[type];
  if (!fields) return [path];
  return Object.entries(fields).flatMap(([field, declared]) => leafPaths(bare(declared), `${path}.${field}`));
}

/** The paths of everything in a value: objects, lists, items and leaves. */
export function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const isList = Array.isArray(value);
  return [
    path,
    ...Object.entries(value).flatMap(([key, entry]) => pathsIn(entry, [...path, isList ? Number(key) : key])),
  ];
}

/** A pod for each field of a pod's spec: the field with everything in it, and what a pod needs besides. */
export function podsWithEverything(): { field: string; pod: { spec: Record<string, unknown> } }[] {
  return Object.entries(schema['PodSpec']!).map(([field, declared]) => {
    const value = everything(bare(declared), 0, field, 'PodSpec');
    const rest = field === 'containers' ? {} : { containers: [{ name: 'main', image: 'example.com/main:1' }] };
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { ...rest, [field]: value } };
    return { field, pod };
  });
}
