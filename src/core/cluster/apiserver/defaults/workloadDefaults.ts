import type { Fill } from './fill';
import { setDefault, setIfAbsent } from './setDefault';
import { entryOf, setEntry } from '../../../entryOf';
import { isMap } from '../../../isMap';
import { valueAt, type Path } from '../../../path';

type Fields = Record<string, unknown>;

/** pkg/apis/apps/v1/defaults.go, pkg/apis/batch/v1/defaults.go and the other kinds of core/v1, 1.37. */
export const workloadDefaults: Readonly<Record<string, Fill>> = {
  DeploymentSpec: (spec) => {
    setIfAbsent(spec, 'replicas', 1);
    setIfAbsent(spec, 'revisionHistoryLimit', 10);
    setIfAbsent(spec, 'progressDeadlineSeconds', 600);
    const strategy = copied(spec, 'strategy');
    setDefault(strategy, 'type', 'RollingUpdate');
    if (strategy['type'] !== 'RollingUpdate') return;
    const rolling = copied(strategy, 'rollingUpdate');
    setIfAbsent(rolling, 'maxUnavailable', '25%');
    setIfAbsent(rolling, 'maxSurge', '25%');
  },
  ReplicaSetSpec: (spec) => setIfAbsent(spec, 'replicas', 1),
  StatefulSetSpec: (spec) => {
    setIfAbsent(spec, 'replicas', 1);
    setIfAbsent(spec, 'revisionHistoryLimit', 10);
    setDefault(spec, 'podManagementPolicy', 'OrderedReady');
    const update = copied(spec, 'updateStrategy');
    if (!update['type']) {
      update['type'] = 'RollingUpdate';
      setIfAbsent(update, 'rollingUpdate', {});
    }
    if (update['type'] === 'RollingUpdate' && update['rollingUpdate']) {
      const rolling = copied(update, 'rollingUpdate');
      setIfAbsent(rolling, 'partition', 0);
      setIfAbsent(rolling, 'maxUnavailable', 1);
    }
    setIfAbsent(spec, 'serviceName', '');
    if (!isAbsent(spec['ordinals'])) setIfAbsent(copied(spec, 'ordinals'), 'start', 0);
    if (Array.isArray(spec['volumeClaimTemplates'])) {
      spec['volumeClaimTemplates'] = spec['volumeClaimTemplates'].map((claim: unknown) => ({
        ...(isMap(claim) ? claim : {}),
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
      }));
    }
    const retention = copied(spec, 'persistentVolumeClaimRetentionPolicy');
    setDefault(retention, 'whenDeleted', 'Retain');
    setDefault(retention, 'whenScaled', 'Retain');
  },
  DaemonSetSpec: (spec) => {
    setIfAbsent(spec, 'revisionHistoryLimit', 10);
    const update = copied(spec, 'updateStrategy');
    setDefault(update, 'type', 'RollingUpdate');
    if (update['type'] !== 'RollingUpdate') return;
    const rolling = copied(update, 'rollingUpdate');
    setIfAbsent(rolling, 'maxUnavailable', 1);
    setIfAbsent(rolling, 'maxSurge', 0);
  },
  ReplicationController: (controller) => {
    const spec = mapAt(controller, ['spec']);
    const labels = mapAt(spec, ['template', 'metadata', 'labels']);
    if (!labels) return;
    if (isEmpty(mapAt(spec, ['selector']))) controller['spec'] = { ...spec, selector: labels };
    const metadata = copied(controller, 'metadata');
    if (isEmpty(mapAt(metadata, ['labels']))) metadata['labels'] = labels;
  },
  ReplicationControllerSpec: (spec) => setIfAbsent(spec, 'replicas', 1),
  Job: (job) => {
    // Only of a Job, not of the template that a CronJob has.
    const spec = copied(job, 'spec');
    if (isAbsent(spec['completions']) && isAbsent(spec['parallelism'])) spec['completions'] = 1;
    setIfAbsent(spec, 'parallelism', 1);
    setIfAbsent(spec, 'backoffLimit', isAbsent(spec['backoffLimitPerIndex']) ? 6 : 2147483647);
    setIfAbsent(spec, 'completionMode', 'NonIndexed');
    setIfAbsent(spec, 'suspend', false);
    setIfAbsent(spec, 'podReplacementPolicy', spec['podFailurePolicy'] ? 'Failed' : 'TerminatingOrFailed');
    setIfAbsent(spec, 'manualSelector', false);
    const labels = mapAt(spec, ['template', 'metadata', 'labels']);
    if (!labels) return;
    const metadata = copied(job, 'metadata');
    if (isEmpty(mapAt(metadata, ['labels']))) metadata['labels'] = labels;
  },
  // Structs, which Go's JSON never leaves out.
  JobTemplateSpec: (template) => setIfAbsent(template, 'metadata', {}),
  PodTemplateSpec: (template) => setIfAbsent(template, 'metadata', {}),
  CronJobSpec: (spec) => {
    setDefault(spec, 'concurrencyPolicy', 'Allow');
    setIfAbsent(spec, 'suspend', false);
    setIfAbsent(spec, 'successfulJobsHistoryLimit', 3);
    setIfAbsent(spec, 'failedJobsHistoryLimit', 1);
  },
  PodFailurePolicyOnPodConditionsPattern: (pattern) => setDefault(pattern, 'status', 'True'),
  ServiceSpec: serviceSpec,
  Secret: (secret) => setDefault(secret, 'type', 'Opaque'),
  PriorityClass: (priorityClass) => setIfAbsent(priorityClass, 'preemptionPolicy', 'PreemptLowerPriority'),
  LimitRangeItem: (item) => {
    if (item['type'] !== 'Container') return;
    const limits = { ...mapAt(item, ['max']), ...mapAt(item, ['default']) };
    item['default'] = limits;
    item['defaultRequest'] = { ...mapAt(item, ['min']), ...limits, ...mapAt(item, ['defaultRequest']) };
  },
  Namespace: (namespace) => {
    const metadata = copied(namespace, 'metadata');
    if (!metadata['name']) return;
    metadata['labels'] = {
      ...mapAt(metadata, ['labels']),
      'kubernetes.io/metadata.name': metadata['name'],
    };
  },
  StorageClass: (storageClass) => {
    setIfAbsent(storageClass, 'reclaimPolicy', 'Delete');
    setIfAbsent(storageClass, 'volumeBindingMode', 'Immediate');
  },
  CSIDriverSpec: (spec) => {
    setIfAbsent(spec, 'attachRequired', true);
    setIfAbsent(spec, 'podInfoOnMount', false);
    setIfAbsent(spec, 'storageCapacity', false);
    setIfAbsent(spec, 'fsGroupPolicy', 'ReadWriteOnceWithFSType');
    setIfAbsent(spec, 'requiresRepublish', false);
    setIfAbsent(spec, 'seLinuxMount', false);
    setIfAbsent(spec, 'preventPodSchedulingIfMissing', false);
    const modes: unknown = spec['volumeLifecycleModes'];
    if (!Array.isArray(modes) || modes.length === 0) spec['volumeLifecycleModes'] = ['Persistent'];
  },
};

/** The map at the path; undefined where there is none. */
function mapAt(root: unknown, path: Path): Fields | undefined {
  const value = valueAt(root, path);
  return isMap(value) ? value : undefined;
}

function isEmpty(map: Fields | undefined): boolean {
  return Object.keys(map ?? {}).length === 0;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** SetDefaults_Service. */
function serviceSpec(spec: Fields): void {
  setDefault(spec, 'sessionAffinity', 'None');
  if (spec['sessionAffinity'] === 'None') delete spec['sessionAffinityConfig'];
  if (spec['sessionAffinity'] === 'ClientIP') {
    if (isAbsent(valueAt(spec, ['sessionAffinityConfig', 'clientIP', 'timeoutSeconds'])))
      spec['sessionAffinityConfig'] = { clientIP: { timeoutSeconds: 10_800 } };
  }
  setDefault(spec, 'type', 'ClusterIP');
  const type = spec['type'];
  if (Array.isArray(spec['ports'])) {
    spec['ports'] = spec['ports'].map((port: unknown) => {
      if (typeof port !== 'object' || port === null) return port;
      const copy: Fields = { ...port };
      setDefault(copy, 'protocol', 'TCP');
      setDefault(copy, 'targetPort', copy['port']);
      return copy;
    });
  }
  const external = spec['externalIPs'];
  const isExternal = type === 'NodePort' || type === 'LoadBalancer' || (Array.isArray(external) && external.length > 0);
  if (isExternal && type !== 'ExternalName') setDefault(spec, 'externalTrafficPolicy', 'Cluster');
  if (type !== 'ExternalName') setIfAbsent(spec, 'internalTrafficPolicy', 'Cluster');
  if (type === 'LoadBalancer') setIfAbsent(spec, 'allocateLoadBalancerNodePorts', true);
}

/** A field's object, copied so that the manifest's own stays as it is; a new one where there is none. */
function copied(object: Fields, field: string): Fields {
  const value = entryOf(object, field);
  const copy: Fields = typeof value === 'object' ? { ...value } : {};
  setEntry<unknown>(object, field, copy);
  return copy;
}
