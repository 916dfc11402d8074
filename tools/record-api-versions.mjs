// Writes down what a real API server serves, and what kubectl says of objects in versions that it may not serve. Asks the
// cluster of KUBECONFIG, and adds its answers to test/recordings/apiVersions.json.br under its release:
//
//   KUBECONFIG=… node tools/record-api-versions.mjs
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';

const file = new URL('../test/recordings/apiVersions.json.br', import.meta.url);
const recorded = existsSync(file) ? JSON.parse(brotliDecompressSync(readFileSync(file))) : {};
/** kind → the versions that are tried */
const asked = {
  Pod: ['apps/v1', 'v2'],
  Deployment: ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2', 'v1'],
  DaemonSet: ['extensions/v1beta1'],
  StatefulSet: ['apps/v1beta1'],
  ReplicaSet: ['extensions/v1beta1'],
  CronJob: ['batch/v1beta1', 'batch/v2alpha1', 'batch/v1'],
  Job: ['batch/v1beta1'],
  Ingress: ['extensions/v1beta1', 'networking.k8s.io/v1beta1'],
  IngressClass: ['networking.k8s.io/v1beta1'],
  NetworkPolicy: ['extensions/v1beta1'],
  PodDisruptionBudget: ['policy/v1beta1'],
  PodSecurityPolicy: ['policy/v1beta1', 'extensions/v1beta1'],
  HorizontalPodAutoscaler: ['autoscaling/v2beta1', 'autoscaling/v2beta2'],
  Role: ['rbac.authorization.k8s.io/v1beta1'],
  ClusterRoleBinding: ['rbac.authorization.k8s.io/v1alpha1'],
  FlowSchema: [
    'flowcontrol.apiserver.k8s.io/v1beta1',
    'flowcontrol.apiserver.k8s.io/v1beta3',
    'flowcontrol.apiserver.k8s.io/v1',
  ],
  EndpointSlice: ['discovery.k8s.io/v1beta1'],
  StorageClass: ['storage.k8s.io/v1beta1'],
  CSIDriver: ['storage.k8s.io/v1beta1'],
  CSIStorageCapacity: ['storage.k8s.io/v1beta1'],
  VolumeAttributesClass: ['storage.k8s.io/v1beta1', 'storage.k8s.io/v1'],
  ValidatingWebhookConfiguration: ['admissionregistration.k8s.io/v1beta1'],
  ValidatingAdmissionPolicy: ['admissionregistration.k8s.io/v1beta1'],
  MutatingAdmissionPolicy: ['admissionregistration.k8s.io/v1'],
  RuntimeClass: ['node.k8s.io/v1beta1'],
  PriorityClass: ['scheduling.k8s.io/v1beta1'],
  Lease: ['coordination.k8s.io/v1beta1'],
  CertificateSigningRequest: ['certificates.k8s.io/v1beta1'],
  ClusterTrustBundle: ['certificates.k8s.io/v1beta1', 'certificates.k8s.io/v1'],
  CustomResourceDefinition: ['apiextensions.k8s.io/v1beta1'],
  APIService: ['apiregistration.k8s.io/v1beta1'],
  Event: ['events.k8s.io/v1beta1'],
  ResourceClaim: [
    'resource.k8s.io/v1alpha3',
    'resource.k8s.io/v1beta1',
    'resource.k8s.io/v1beta2',
    'resource.k8s.io/v1',
  ],
  DeviceTaintRule: ['resource.k8s.io/v1'],
  IPAddress: ['networking.k8s.io/v1'],
  ServiceCIDR: ['networking.k8s.io/v1'],
  StorageVersionMigration: ['storagemigration.k8s.io/v1'],
  PodPreset: ['settings.k8s.io/v1alpha1'],
  PodCertificateRequest: ['certificates.k8s.io/v1'],
};

function kubectl(args, input) {
  const { stdout, stderr, error } = spawnSync('kubectl', args, { input, encoding: 'utf8' });
  if (error) throw error;
  return { stdout, stderr };
}
const get = (path) => JSON.parse(kubectl(['get', '--raw', path]).stdout);

const release = /^v(\d+\.\d+)/.exec(get('/version').gitVersion)[1];
const groupVersions = [
  ['v1', '/api/v1'],
  ...get('/apis').groups.flatMap(({ versions }) =>
    versions.map(({ groupVersion }) => [groupVersion, `/apis/${groupVersion}`]),
  ),
];
const served = {};
for (const [groupVersion, path] of groupVersions) {
  // What only answers a question is no object that a manifest has.
  const kinds = get(path).resources.filter(
    ({ name, verbs }) => !name.includes('/') && verbs.includes('create') && verbs.includes('delete'),
  );
  if (kinds.length > 0) served[groupVersion] = kinds.map(({ kind }) => kind).sort();
}
const said = {};
for (const [kind, apiVersion] of Object.entries(asked).flatMap(([name, versions]) =>
  versions.map((version) => [name, version]),
)) {
  const object = JSON.stringify({ apiVersion, kind, metadata: { name: 'x' } });
  const { stderr } = kubectl(['apply', '--dry-run=server', '-f', '-'], object);
  const [, refusal] = /resource mapping not found for name: "x" namespace: "" from "STDIN": (.*)\n/.exec(stderr) ?? [];
  const warnings = [...stderr.matchAll(/^Warning: (.*)$/gm)].map(([, warning]) => warning);
  said[`${kind} ${apiVersion}`] = { ...(refusal && { refusal }), ...(warnings.length > 0 && { warnings }) };
}
recorded[release] = { served, said };
writeFileSync(file, brotliCompressSync(JSON.stringify(recorded)));
