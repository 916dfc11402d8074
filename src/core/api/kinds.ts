import { editDistance } from '../editDistance';
import { entryOf } from '../entryOf';
import { groupVersions } from './groupVersions';

/** How the API names and files a kind that takes part in a pod's start. */
export interface Kind {
  /** The usual one today; servedVersions.ts has all of them, and in which release they are taken. */
  apiVersion: string;
  /** The plural that stands in paths and messages: `pods`. */
  resource: string;
  namespaced: boolean;
  /** What it says does not matter to a pod's start: it is kept as it was written. */
  isOpaque?: true;
}

const core = (resource: string, namespaced = true): Kind => ({ apiVersion: 'v1', resource, namespaced });
const opaque = (apiVersion: string, resource: string, namespaced = true): Kind => ({
  apiVersion,
  resource,
  namespaced,
  isOpaque: true,
});
const kinds: Readonly<Record<string, Kind>> = {
  Pod: core('pods'),
  PodTemplate: core('podtemplates'),
  ReplicationController: core('replicationcontrollers'),
  ConfigMap: core('configmaps'),
  Secret: core('secrets'),
  Service: core('services'),
  ServiceAccount: core('serviceaccounts'),
  PersistentVolumeClaim: core('persistentvolumeclaims'),
  PersistentVolume: core('persistentvolumes', false),
  LimitRange: core('limitranges'),
  ResourceQuota: core('resourcequotas'),
  Namespace: core('namespaces', false),
  Node: core('nodes', false),
  Deployment: { apiVersion: 'apps/v1', resource: 'deployments', namespaced: true },
  ReplicaSet: { apiVersion: 'apps/v1', resource: 'replicasets', namespaced: true },
  StatefulSet: { apiVersion: 'apps/v1', resource: 'statefulsets', namespaced: true },
  DaemonSet: { apiVersion: 'apps/v1', resource: 'daemonsets', namespaced: true },
  Job: { apiVersion: 'batch/v1', resource: 'jobs', namespaced: true },
  CronJob: { apiVersion: 'batch/v1', resource: 'cronjobs', namespaced: true },
  RuntimeClass: { apiVersion: 'node.k8s.io/v1', resource: 'runtimeclasses', namespaced: false },
  PriorityClass: { apiVersion: 'scheduling.k8s.io/v1', resource: 'priorityclasses', namespaced: false },
  StorageClass: { apiVersion: 'storage.k8s.io/v1', resource: 'storageclasses', namespaced: false },
  CSIDriver: { apiVersion: 'storage.k8s.io/v1', resource: 'csidrivers', namespaced: false },
  ResourceClaim: opaque('resource.k8s.io/v1', 'resourceclaims'),
  ResourceClaimTemplate: opaque('resource.k8s.io/v1', 'resourceclaimtemplates'),
  DeviceClass: opaque('resource.k8s.io/v1', 'deviceclasses', false),
  ResourceSlice: opaque('resource.k8s.io/v1', 'resourceslices', false),
  DeviceTaintRule: opaque('resource.k8s.io/v1', 'devicetaintrules', false),
  Endpoints: opaque('v1', 'endpoints'),
  Event: opaque('v1', 'events'),
  ControllerRevision: opaque('apps/v1', 'controllerrevisions'),
  EndpointSlice: opaque('discovery.k8s.io/v1', 'endpointslices'),
  HorizontalPodAutoscaler: opaque('autoscaling/v2', 'horizontalpodautoscalers'),
  Ingress: opaque('networking.k8s.io/v1', 'ingresses'),
  IngressClass: opaque('networking.k8s.io/v1', 'ingressclasses', false),
  NetworkPolicy: opaque('networking.k8s.io/v1', 'networkpolicies'),
  IPAddress: opaque('networking.k8s.io/v1', 'ipaddresses', false),
  ServiceCIDR: opaque('networking.k8s.io/v1', 'servicecidrs', false),
  PodDisruptionBudget: opaque('policy/v1', 'poddisruptionbudgets'),
  PodSecurityPolicy: opaque('policy/v1beta1', 'podsecuritypolicies', false),
  Role: opaque('rbac.authorization.k8s.io/v1', 'roles'),
  RoleBinding: opaque('rbac.authorization.k8s.io/v1', 'rolebindings'),
  ClusterRole: opaque('rbac.authorization.k8s.io/v1', 'clusterroles', false),
  ClusterRoleBinding: opaque('rbac.authorization.k8s.io/v1', 'clusterrolebindings', false),
  CSINode: opaque('storage.k8s.io/v1', 'csinodes', false),
  CSIStorageCapacity: opaque('storage.k8s.io/v1', 'csistoragecapacities'),
  VolumeAttachment: opaque('storage.k8s.io/v1', 'volumeattachments', false),
  VolumeAttributesClass: opaque('storage.k8s.io/v1', 'volumeattributesclasses', false),
  Lease: opaque('coordination.k8s.io/v1', 'leases'),
  CertificateSigningRequest: opaque('certificates.k8s.io/v1', 'certificatesigningrequests', false),
  ClusterTrustBundle: opaque('certificates.k8s.io/v1', 'clustertrustbundles', false),
  PodCertificateRequest: opaque('certificates.k8s.io/v1', 'podcertificaterequests'),
  FlowSchema: opaque('flowcontrol.apiserver.k8s.io/v1', 'flowschemas', false),
  PriorityLevelConfiguration: opaque('flowcontrol.apiserver.k8s.io/v1', 'prioritylevelconfigurations', false),
  MutatingAdmissionPolicy: opaque('admissionregistration.k8s.io/v1', 'mutatingadmissionpolicies', false),
  MutatingAdmissionPolicyBinding: opaque('admissionregistration.k8s.io/v1', 'mutatingadmissionpolicybindings', false),
  MutatingWebhookConfiguration: opaque('admissionregistration.k8s.io/v1', 'mutatingwebhookconfigurations', false),
  ValidatingAdmissionPolicy: opaque('admissionregistration.k8s.io/v1', 'validatingadmissionpolicies', false),
  ValidatingAdmissionPolicyBinding: opaque(
    'admissionregistration.k8s.io/v1',
    'validatingadmissionpolicybindings',
    false,
  ),
  ValidatingWebhookConfiguration: opaque('admissionregistration.k8s.io/v1', 'validatingwebhookconfigurations', false),
  CustomResourceDefinition: opaque('apiextensions.k8s.io/v1', 'customresourcedefinitions', false),
  APIService: opaque('apiregistration.k8s.io/v1', 'apiservices', false),
  StorageVersionMigration: opaque('storagemigration.k8s.io/v1', 'storageversionmigrations', false),
};

/** The kind's place in the API; undefined for one that this project does not simulate. */
export function kindOf(kind: string | undefined): Kind | undefined {
  return entryOf(kinds, kind);
}

/** kubectl's short names of resources, as discovery tells them (`kubectl api-resources`). */
const shortNames: Readonly<Record<string, string>> = {
  po: 'Pod', rc: 'ReplicationController', cm: 'ConfigMap', svc: 'Service', sa: 'ServiceAccount', ns: 'Namespace',
  no: 'Node', pvc: 'PersistentVolumeClaim', pv: 'PersistentVolume', limits: 'LimitRange', quota: 'ResourceQuota',
  deploy: 'Deployment', rs: 'ReplicaSet', sts: 'StatefulSet', ds: 'DaemonSet', cj: 'CronJob', pc: 'PriorityClass',
  sc: 'StorageClass', hpa: 'HorizontalPodAutoscaler', ing: 'Ingress', netpol: 'NetworkPolicy',
  pdb: 'PodDisruptionBudget', ep: 'Endpoints',
}; // prettier-ignore

/**
 * The kind that a name was most likely meant to be: in other letters' case, in the plural, by kubectl's short name, or
 * misspelt. Undefined where none is near.
 */
export function kindMeant(name: string): string | undefined {
  const small = name.toLowerCase();
  const known = Object.keys(kinds);
  const same = known.find((kind) => [kind.toLowerCase(), kindOf(kind)?.resource].includes(small));
  if (same !== undefined) return same;
  const short = entryOf(shortNames, small);
  if (short !== undefined) return short;
  const most = Math.min(2, Math.floor(small.length / 4));
  return known.find((kind) => editDistance(small, kind.toLowerCase()) <= most);
}

/** Groups of Kubernetes' own in which a manifest has no object (the register.go of k8s.io/api, 0.37). */
const otherGroups = ['apidiscovery', 'authentication', 'authorization', 'imagepolicy'].map((name) => `${name}.k8s.io`);

/** The groups of the API that have a dot, in any release. Others that end in k8s.io are custom resources, too. */
const ownGroups = new Set([...groupVersions.map(([group]) => group), ...otherGroups]);

/**
 * Whether the object is of a group that is not Kubernetes' own: of a custom resource, whose definition is the cluster's.
 * A custom group is a domain, so that one without a dot is never one.
 */
export function isCustom(apiVersion: unknown): boolean {
  const group = groupOf(apiVersion);
  return group.includes('.') && !ownGroups.has(group);
}

/**
 * The kind with its group where that is not Kubernetes' own, as kubectl writes it: `Deployment.example.com` is no
 * Deployment, whatever it is.
 */
export function qualifiedKind(apiVersion: unknown, kind: string): string {
  return isCustom(apiVersion) ? `${kind}.${groupOf(apiVersion)}` : kind;
}

/** The group of an apiVersion: `apps`; '' for the core group. */
export function groupOf(apiVersion: unknown): string {
  return typeof apiVersion === 'string' ? apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/'))) : '';
}

/** The resource with its API group, as messages name it: `pods`, `deployments.apps`. */
export function groupResource(kind: string): string {
  const known = kindOf(kind);
  if (!known) return kind.toLowerCase();
  const slash = known.apiVersion.indexOf('/');
  return slash < 0 ? known.resource : `${known.resource}.${known.apiVersion.slice(0, slash)}`;
}

/** The path of a kind's collection in a version, or in its usual one: `/api/v1/namespaces/default/pods`. */
export function collectionPath(kind: string, namespace: string, apiVersion = kindOf(kind)?.apiVersion): string {
  const known = kindOf(kind);
  if (!known || apiVersion === undefined) return `/${kind}`;
  const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${base}${known.namespaced ? `/namespaces/${namespace}` : ''}/${known.resource}`;
}
