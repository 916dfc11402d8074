import { describe, expect, test } from 'vitest';
import type { Circumstances } from '../../../src/core/circumstances/circumstances';
import { start } from '../../../src/core/circumstances/start';
import { withoutAssumptions } from '../../../src/core/circumstances/withoutAssumptions';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import type { Simulation } from '../../../src/core/cluster/simulate/simulate';

const app = (more = ''): string => `containers: [{ name: app, image: "example/web:1"${more && `, ${more}`} }]`;
const mounting = (...volumes: string[]): string =>
  `${app(`volumeMounts: [${volumes.map((_, i) => `{ name: v${i}, mountPath: /v${i} }`).join()}]`)}
volumes: [${volumes.map((volume, i) => `{ name: v${i}, ${volume} }`).join()}]`;
const required = (kind: string, term: string): string =>
  `affinity: { ${kind}: { requiredDuringSchedulingIgnoredDuringExecution: ${term} } }`;
const onNodes = (...terms: string[]): string =>
  `${required('nodeAffinity', `{ nodeSelectorTerms: [${terms.join()}] }`)}\n${app()}`;
const file = (spec: string, ...others: string[]): string =>
  [
    `{ apiVersion: v1, kind: Pod, metadata: { name: web, labels: { app: web } }, spec: {\n${flow(spec)}\n} }`,
    ...others,
  ].join('\n---\n');
/** Lines of a spec as entries of one map. */
const flow = (spec: string): string =>
  spec
    .trim()
    .split('\n')
    .map((line) => `  ${line}`)
    .join(',\n');
const claim = (spec: string): string =>
  `{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }, ${spec} } }`;
const volume = (spec: string): string =>
  `{ apiVersion: v1, kind: PersistentVolume, metadata: { name: disk }, spec: { accessModes: [ReadWriteOnce], capacity: { storage: 1Gi }, storageClassName: "", ${spec} } }`;
const withClaim = mounting('persistentVolumeClaim: { claimName: data }');

/** What a manifest asks for, by what is assumed for it. */
const cases: Readonly<Record<string, [manifest: string, ...assumed: string[]]>> = {
  'keys of one ConfigMap': [
    file(
      app(
        'env: [{ name: A, valueFrom: { configMapKeyRef: { name: c, key: a } } }, { name: B, valueFrom: { configMapKeyRef: { name: c, key: b } } }]',
      ),
    ),
    'ConfigMap c with the keys a, b',
  ],
  'keys that a volume mounts': [
    file(
      mounting(
        'secret: { secretName: s, items: [{ key: tls.crt, path: crt }] }',
        'projected: { sources: [{ configMap: { name: c, items: [{ key: k, path: p }] } }] }',
      ),
    ),
    'Secret s with the key tls.crt',
    'ConfigMap c with the key k',
  ],
  'a priority that is written, too': [
    file(`priorityClassName: high\npriority: 7\npreemptionPolicy: Never\n${app()}`),
    'PriorityClass high',
  ],
  'a volume that only nodes of a zone reach': [
    file(
      withClaim,
      claim('storageClassName: "", volumeName: disk'),
      volume(
        'nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions: [{ key: zone, operator: In, values: [b] }] }] } }, hostPath: { path: /data }',
      ),
    ),
    'a node with the label zone=b',
  ],
  'a StorageClass with zones': [
    file(
      withClaim,
      claim('storageClassName: fast'),
      '{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: fast }, provisioner: rancher.io/local-path, volumeBindingMode: WaitForFirstConsumer, allowedTopologies: [{ matchLabelExpressions: [{ key: zone, values: [b] }] }] }',
    ),
    'the provisioner rancher.io/local-path runs',
    'a node with the label zone=b',
  ],
  'a RuntimeClass with overhead': [
    file(`runtimeClassName: kata\noverhead: { cpu: 250m }\n${app()}`),
    'RuntimeClass kata',
  ],
  'a claim for a device': [
    file(`resourceClaims: [{ name: gpu, resourceClaimName: gpu }]\n${app()}`),
    'ResourceClaim gpu',
  ],
  'a claim from a template': [
    file(`resourceClaims: [{ name: gpu, resourceClaimTemplateName: gpu }]\n${app()}`),
    'ResourceClaimTemplate gpu',
  ],
  'devices of a class': [
    file(
      `resourceClaims: [{ name: gpu, resourceClaimName: gpu }]\n${app()}`,
      '{ apiVersion: resource.k8s.io/v1, kind: ResourceClaim, metadata: { name: gpu }, spec: { devices: { requests: [{ name: one, exactly: { deviceClassName: gpu.example.com } }] } } }',
    ),
    'a node with devices of the class gpu.example.com',
  ],
  'trust anchors and a certificate': [
    file(
      mounting(
        'projected: { sources: [{ clusterTrustBundle: { name: roots, path: ca } }] }',
        'projected: { sources: [{ clusterTrustBundle: { signerName: example.com/s, labelSelector: { matchLabels: { a: b } }, path: ca } }] }',
        'projected: { sources: [{ podCertificate: { signerName: example.com/s, keyType: RSA3072, credentialBundlePath: c } }] }',
      ),
    ),
    'ClusterTrustBundle roots',
    'a ClusterTrustBundle of the signer example.com/s',
    'the signer example.com/s issues certificates',
  ],
  'a claim in Block mode': [
    file(
      `${app('volumeDevices: [{ name: d, devicePath: /dev/d }]')}\nvolumes: [{ name: d, persistentVolumeClaim: { claimName: data } }]`,
    ),
    'PersistentVolumeClaim data, bound to a volume',
  ],
  'the default class': [file(withClaim, claim('')), 'a default StorageClass that provisions volumes'],
  'a named class': [file(withClaim, claim('storageClassName: fast')), 'StorageClass fast, which provisions volumes'],
  'a provisioner': [
    file(
      withClaim,
      claim('storageClassName: own'),
      '{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: own }, provisioner: example.com/disks }',
    ),
    'the provisioner example.com/disks runs',
  ],
  'a volume by its name': [
    file(withClaim, claim('storageClassName: "", volumeName: disk-7')),
    'PersistentVolume disk-7',
  ],
  'a volume without a class': [
    file(withClaim, claim('storageClassName: ""')),
    'a PersistentVolume that fits the claim data',
  ],
  'what is behind a volume': [
    file(withClaim, claim('storageClassName: ""'), volume('nfs: { server: files.example, path: / }')),
    'the storage server files.example answers',
  ],
  'an ephemeral volume': [
    file(
      mounting(
        'ephemeral: { volumeClaimTemplate: { spec: { accessModes: [ReadWriteOnce], storageClassName: fast, resources: { requests: { storage: 1Gi } } } } }',
      ),
    ),
    'StorageClass fast, which provisions volumes',
  ],
  'a provider’s volumes': [
    file(
      mounting(
        'csi: { driver: secrets.example }',
        'iscsi: { targetPortal: "10.0.0.1:3260", iqn: "iqn.2001-04.example:a", lun: 0 }',
        'awsElasticBlockStore: { volumeID: vol-1 }',
      ),
    ),
    'the CSI driver secrets.example runs on the node',
    'the storage server 10.0.0.1:3260 answers',
    'the CSI driver ebs.csi.aws.com runs on the node',
  ],
  'paths that few nodes have': [
    file(
      mounting(
        'hostPath: { path: /run/containerd/containerd.sock, type: Socket }',
        'hostPath: { path: /opt/tool/, type: Directory }',
        'hostPath: { path: /dev/neuron0, type: CharDevice }',
      ),
    ),
    'path /run/containerd/containerd.sock on the node (a socket)',
    'path /opt/tool on the node (a directory)',
    'path /dev/neuron0 on the node (a character device)',
  ],
  'ports by number and by name, and a hook': [
    file(
      app(
        'ports: [{ name: grpc, containerPort: 9000 }], startupProbe: { tcpSocket: { port: grpc } }, readinessProbe: { grpc: { port: 9001 } }, lifecycle: { postStart: { httpGet: { port: 9002 } } }',
      ),
    ),
    'container app answers at port 9001',
    'container app answers at port 9000',
    'container app answers at port 9002',
  ],
  'labels in every way': [
    file(
      onNodes(
        '{ matchExpressions: [{ key: zone, operator: In, values: [a, b] }, { key: zone, operator: NotIn, values: [a] }, { key: gpu, operator: Exists }, { key: cores, operator: Gt, values: ["7"] }, { key: taken, operator: DoesNotExist }] }',
      ),
    ),
    'a node with the label zone=b',
    'a node with the label gpu',
    'a node with the label cores=8',
  ],
  'the term that asks least': [
    file(
      onNodes(
        '{ matchExpressions: [{ key: a, operator: Exists }] }',
        '{ matchExpressions: [{ key: kubernetes.io/os, operator: In, values: [linux] }] }',
      ),
    ),
  ],
  'a node by its name': [file(`nodeName: worker-1\n${app()}`), 'a node with the name worker-1'],
  'a node by a field': [
    file(onNodes('{ matchFields: [{ key: metadata.name, operator: In, values: [worker-1] }] }')),
    'a node with the name worker-1',
  ],
  'another architecture': [
    file(`nodeSelector: { kubernetes.io/arch: arm64 }\n${app()}`),
    'a node with the label kubernetes.io/arch=arm64',
  ],
  Windows: [
    file(`nodeSelector: { kubernetes.io/os: windows }\nos: { name: windows }\n${app()}`),
    'a node with the label kubernetes.io/os=windows (simulated as one with Linux)',
  ],
  'zones to spread over': [
    file(
      `topologySpreadConstraints: [{ maxSkew: 1, topologyKey: topology.kubernetes.io/zone, whenUnsatisfiable: DoNotSchedule, labelSelector: { matchLabels: { app: web } } }]\n${app()}`,
    ),
    'a node with the label topology.kubernetes.io/zone=zone-1',
  ],
  'huge pages, devices and size': [
    file(
      app(
        'resources: { requests: { cpu: "6" }, limits: { cpu: "8", memory: 20Gi, hugepages-2Mi: 64Mi, example.com/fpga: 2 } }',
      ),
    ),
    'a node with 6 CPUs',
    'a node with 20Gi of memory',
    'a node with 64Mi hugepages-2Mi',
    'a node with 2 example.com/fpga',
  ],
  company: [
    file(
      `${required('podAffinity', '[{ topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: cache }, matchExpressions: [{ key: tier, operator: In, values: [back] }] } }]')}\n${app()}`,
    ),
    'a pod with the labels app=cache,tier=back runs on the node',
  ],
  'a sysctl that few kubelets allow': [
    file(
      `securityContext: { sysctls: [{ name: net.core.somaxconn, value: "1024" }, { name: net.ipv4.tcp_syncookies, value: "1" }] }\n${app()}`,
    ),
    'a node whose kubelet allows the sysctl net.core.somaxconn',
  ],
  'another scheduler': [file(`schedulerName: own\n${app()}`), 'the scheduler own runs'],
};

describe.each(Object.entries(cases))('%s', (_name, [manifest, ...assumed]) => {
  const usual = started(manifest, {});

  test('is taken for granted, and the pod starts', () => {
    expect(usual.trace.assumptions.map(({ what }) => what).sort()).toEqual([...assumed].sort());
    expect(new Set(usual.trace.assumptions.map(({ id }) => id)).size).toBe(assumed.length);
    expect(usual.errors).toEqual([]);
    expect(isReady(usual)).toBe(true);
  });

  test('and is needed: taken away, the pod does not start, and why is said', () => {
    for (const { id } of usual.trace.assumptions) {
      const without = started(manifest, { without: [id] });
      expect({ id, starts: without.errors.length === 0 && isReady(without) }).toEqual({ id, starts: false });
      const options = { objects: objectsOf(manifest), circumstances: {} };
      expect([...withoutAssumptions(options, [id])].pop()?.text).toMatch(/(does not run|waits): .+\.$/);
    }
  });

  test('asks at a line that is written', () => {
    const { objects } = parseManifest(manifest);
    for (const { place } of usual.trace.assumptions) {
      const object = objects.find(({ kind, name }) => kind === place.kind && name === place.name);
      expect(object?.rangeOf(place.path), JSON.stringify(place)).toBeDefined();
    }
  });
});

function objectsOf(manifest: string): ReturnType<typeof parseManifest>['objects'][number]['value'][] {
  return parseManifest(manifest).objects.map(({ value }) => value);
}

function started(manifest: string, circumstances: Circumstances): Simulation {
  return start({ objects: objectsOf(manifest), circumstances });
}

function isReady({ pods }: Simulation): boolean {
  return pods[0]?.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}
