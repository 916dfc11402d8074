import { stringify } from 'yaml';
import type { Volume } from '../../src/core/api/types';

/** The image of all of them. */
export const podImage = 'registry.example/shop/web:1.4';

/** Pods that a real kubelet and crictl start, by their names; each has a container `app` that sleeps. */
export const replayedManifests: Readonly<Record<string, string>> = {
  minimal: manifest({}),
  variables: manifest({
    app: {
      env: [
        { name: 'PLAIN', value: `it's "quoted" $HOME \`id\` \\ & | @RUN@ @POD_IP@` },
        { name: 'TWICE', value: '$(PLAIN)/$(PLAIN)' },
        { name: 'ESCAPED', value: '$$(PLAIN)' },
        { name: 'UNICODE', value: 'grüße ‹✓›' },
        { name: 'LINES', value: 'one\ntwo\n' },
        { name: 'EMPTY' },
      ],
    },
  }),
  fields: manifest({
    metadata: { labels: { tier: 'web' }, annotations: { note: 'a "b" c' } },
    app: {
      env: [
        field('NAME', 'metadata.name'),
        field('NAMESPACE', 'metadata.namespace'),
        field('NODE', 'spec.nodeName'),
        field('ACCOUNT', 'spec.serviceAccountName'),
        field('IP', 'status.podIP'),
        field('HOST_IP', 'status.hostIP'),
        field('TIER', "metadata.labels['tier']"),
        field('NOTE', "metadata.annotations['note']"),
        { name: 'URL', value: 'http://$(IP):80/$(NAME)' },
      ],
      command: ['sleep', '3600'],
    },
  }),
  resources: manifest({
    app: {
      resources: { requests: { cpu: '100m', memory: '32Mi' }, limits: { cpu: '200m', memory: '64Mi' } },
      env: [
        { name: 'CPU', valueFrom: { resourceFieldRef: { resource: 'limits.cpu', divisor: '1m' } } },
        { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'requests.memory' } } },
      ],
    },
  }),
  guaranteed: manifest({ app: { resources: { limits: { cpu: '250m', memory: '96Mi' } } } }),
  'config-variables': manifest({
    objects: [settings()],
    app: {
      envFrom: [{ prefix: 'CFG_', configMapRef: { name: 'settings' } }],
      env: [{ name: 'COLOR', valueFrom: { configMapKeyRef: { name: 'settings', key: 'COLOR' } } }],
    },
  }),
  'secret-variables': manifest({
    objects: [creds()],
    app: { env: [{ name: 'PASSWORD', valueFrom: { secretKeyRef: { name: 'creds', key: 'PASSWORD' } } }] },
  }),
  'config-files': manifest({
    objects: [settings()],
    volumes: [
      { name: 'all', configMap: { name: 'settings' } },
      {
        name: 'some',
        configMap: {
          name: 'settings',
          defaultMode: 0o400,
          items: [
            { key: 'app.ini', path: `deep/it's here.ini`, mode: 0o640 },
            { key: 'COLOR', path: 'colour' },
          ],
        },
      },
    ],
  }),
  'secret-files': manifest({
    objects: [creds()],
    spec: { securityContext: { fsGroup: 2000, runAsUser: 1000 } },
    volumes: [{ name: 'creds', secret: { secretName: 'creds', defaultMode: 0o400 } }],
  }),
  projected: manifest({
    objects: [settings(), creds()],
    volumes: [
      {
        name: 'all',
        projected: {
          sources: [
            { configMap: { name: 'settings', items: [{ key: 'COLOR', path: 'cfg/colour' }] } },
            { secret: { name: 'creds' } },
            { downwardAPI: { items: [{ path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } }] } },
          ],
        },
      },
    ],
  }),
  downward: manifest({
    metadata: { labels: { a: 'b', c: 'd' } },
    app: { resources: { limits: { memory: '64Mi' } } },
    volumes: [
      {
        name: 'info',
        downwardAPI: {
          items: [
            { path: 'labels', fieldRef: { fieldPath: 'metadata.labels' } },
            { path: 'memory', resourceFieldRef: { containerName: 'app', resource: 'limits.memory' }, mode: 0o444 },
          ],
        },
      },
    ],
  }),
  'empty-dirs': manifest({
    spec: { securityContext: { fsGroup: 3000 } },
    volumes: [
      { name: 'disk', emptyDir: {} },
      { name: 'memory', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
    ],
  }),
  'sub-paths': manifest({
    objects: [settings()],
    app: {
      env: [field('NAME', 'metadata.name')],
      volumeMounts: [
        { name: 'data', mountPath: '/v/data' },
        { name: 'data', mountPath: '/v/part', subPath: 'a/b' },
        { name: 'data', mountPath: '/v/named', subPathExpr: 'of/$(NAME)' },
        { name: 'settings', mountPath: '/v/app.ini', subPath: 'app.ini', readOnly: true },
      ],
    },
    spec: {
      volumes: [
        { name: 'data', emptyDir: {} },
        { name: 'settings', configMap: { name: 'settings' } },
      ],
    },
  }),
  users: manifest({
    spec: { securityContext: { runAsUser: 1234, runAsGroup: 5678, supplementalGroups: [4000, 5000] } },
    app: {
      securityContext: {
        readOnlyRootFilesystem: true,
        allowPrivilegeEscalation: false,
        capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
      },
    },
  }),
  seccomp: manifest({ spec: { securityContext: { seccompProfile: { type: 'RuntimeDefault' } } } }),
  privileged: manifest({ app: { securityContext: { privileged: true } } }),
  names: manifest({
    spec: {
      hostname: 'front',
      subdomain: 'shop',
      setHostnameAsFQDN: true,
      hostAliases: [{ ip: '10.1.2.3', hostnames: ['foo.local', 'bar.local'] }],
    },
  }),
  dns: manifest({
    spec: {
      dnsPolicy: 'None',
      dnsConfig: {
        nameservers: ['192.0.2.1'],
        searches: ['shop.example'],
        options: [{ name: 'ndots', value: '2' }, { name: 'edns0' }],
      },
    },
  }),
  'node-dns': manifest({ spec: { dnsPolicy: 'Default' } }),
  'init-and-sidecar': manifest({
    spec: {
      initContainers: [
        { ...container('first'), command: ['sh', '-c', 'echo first >>/v/data/log'], volumeMounts: data() },
        { ...container('beside'), restartPolicy: 'Always', volumeMounts: data() },
        { ...container('last'), command: ['sh', '-c', 'echo last >>/v/data/log'], volumeMounts: data() },
      ],
    },
    volumes: [{ name: 'data', emptyDir: {} }],
  }),
  hooks: manifest({
    app: {
      workingDir: '/tmp',
      lifecycle: { postStart: { exec: { command: ['sh', '-c', `echo "it's up" >/v/data/up`] } } },
    },
    volumes: [{ name: 'data', emptyDir: {} }],
  }),
  'shared-processes': manifest({
    spec: {
      shareProcessNamespace: true,
      securityContext: { sysctls: [{ name: 'net.ipv4.ip_local_port_range', value: '20000 30000' }] },
    },
  }),
  'host-network': manifest({ spec: { hostNetwork: true } }),
  'host-path': manifest({
    volumes: [{ name: 'node', hostPath: { path: '/tmp/pod-startup-host-path', type: 'DirectoryOrCreate' } }],
  }),
  service: manifest({
    objects: [
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: 'api' },
        spec: { clusterIP: '10.96.3.4', selector: { app: 'api' }, ports: [{ name: 'http', port: 80 }] },
      },
    ],
  }),
};

interface Parts {
  objects?: object[];
  metadata?: object;
  spec?: object;
  app?: object;
  /** Mounted as `/v/NAME`. */
  volumes?: Volume[];
}

function manifest({ objects = [], metadata = {}, spec = {}, app = {}, volumes }: Parts): string {
  const mounts = volumes?.map(({ name }) => ({ name, mountPath: `/v/${name}` }));
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'pod', ...metadata },
    spec: {
      terminationGracePeriodSeconds: 1,
      ...(volumes && { volumes }),
      ...spec,
      containers: [{ ...container('app'), ...(mounts && { volumeMounts: mounts }), ...app }],
    },
  };
  return [...objects, pod].map((object) => stringify(object)).join('---\n');
}

function container(name: string) {
  return { name, image: podImage, command: ['sleep', '3600'] };
}

function data() {
  return [{ name: 'data', mountPath: '/v/data' }];
}

function field(name: string, fieldPath: string) {
  return { name, valueFrom: { fieldRef: { fieldPath } } };
}

function settings() {
  const content = { COLOR: 'blue', 'app.ini': '[a]\nb=1\n' };
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data: content, binaryData: { raw: 'AP8BAg==' } }; // prettier-ignore
}

function creds() {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'creds' }, stringData: { PASSWORD: `hunter'2` } };
}
