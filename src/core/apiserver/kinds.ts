/** How the API names and files a kind that takes part in a pod's start. */
export interface Kind {
  apiVersion: string;
  /** The plural that stands in paths and messages: `pods`. */
  resource: string;
  namespaced: boolean;
}

const core = (resource: string, namespaced = true): Kind => ({ apiVersion: 'v1', resource, namespaced });
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
};

/** The kind's place in the API; undefined for one that this project does not simulate. */
export function kindOf(kind: string | undefined): Kind | undefined {
  return kind !== undefined && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
}

/** The resource with its API group, as messages name it: `pods`, `deployments.apps`. */
export function groupResource(kind: string): string {
  const known = kindOf(kind);
  if (!known) return kind.toLowerCase();
  const slash = known.apiVersion.indexOf('/');
  return slash < 0 ? known.resource : `${known.resource}.${known.apiVersion.slice(0, slash)}`;
}

/** The path of a kind's collection: `/api/v1/namespaces/default/pods`. */
export function collectionPath(kind: string, namespace: string): string {
  const known = kindOf(kind);
  if (!known) return `/${kind}`;
  const base = known.apiVersion.includes('/') ? `/apis/${known.apiVersion}` : `/api/${known.apiVersion}`;
  return `${base}${known.namespaced ? `/namespaces/${namespace}` : ''}/${known.resource}`;
}
