import type { Fill } from './defaults';
import { setDefault, setIfAbsent } from './setDefault';

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
    const spec = controller['spec'] as { selector?: Fields; template?: { metadata?: { labels?: Fields } } } | undefined;
    const labels = spec?.template?.metadata?.labels;
    if (!labels) return;
    if (!spec.selector || Object.keys(spec.selector).length === 0) controller['spec'] = { ...spec, selector: labels };
    const metadata = copied(controller, 'metadata');
    if (Object.keys((metadata['labels'] as Fields | undefined) ?? {}).length === 0) metadata['labels'] = labels;
  },
  ReplicationControllerSpec: (spec) => setIfAbsent(spec, 'replicas', 1),
  Job: (job) => {
    const spec = job['spec'] as { template?: { metadata?: { labels?: Fields } } } | undefined;
    const labels = spec?.template?.metadata?.labels;
    if (!labels) return;
    const metadata = copied(job, 'metadata');
    if (Object.keys((metadata['labels'] as Fields | undefined) ?? {}).length === 0) metadata['labels'] = labels;
  },
  JobSpec: (spec) => {
    if (spec['completions'] === undefined && spec['parallelism'] === undefined) spec['completions'] = 1;
    setIfAbsent(spec, 'parallelism', 1);
    setIfAbsent(spec, 'backoffLimit', spec['backoffLimitPerIndex'] === undefined ? 6 : 2147483647);
    setIfAbsent(spec, 'completionMode', 'NonIndexed');
    setIfAbsent(spec, 'suspend', false);
    setIfAbsent(spec, 'podReplacementPolicy', spec['podFailurePolicy'] ? 'Failed' : 'TerminatingOrFailed');
    setIfAbsent(spec, 'manualSelector', false);
  },
  CronJobSpec: (spec) => {
    setDefault(spec, 'concurrencyPolicy', 'Allow');
    setIfAbsent(spec, 'suspend', false);
    setIfAbsent(spec, 'successfulJobsHistoryLimit', 3);
    setIfAbsent(spec, 'failedJobsHistoryLimit', 1);
  },
  PodFailurePolicyOnPodConditionsPattern: (pattern) => setDefault(pattern, 'status', 'True'),
  ServiceSpec: (spec) => {
    setDefault(spec, 'sessionAffinity', 'None');
    setDefault(spec, 'type', 'ClusterIP');
    if (spec['type'] !== 'ExternalName') setIfAbsent(spec, 'internalTrafficPolicy', 'Cluster');
  },
  ServicePort: (port) => {
    setDefault(port, 'protocol', 'TCP');
    setDefault(port, 'targetPort', port['port']);
  },
  Secret: (secret) => setDefault(secret, 'type', 'Opaque'),
  RuntimeClass: () => undefined,
  PriorityClass: (priorityClass) => setIfAbsent(priorityClass, 'preemptionPolicy', 'PreemptLowerPriority'),
  LimitRangeItem: (item) => {
    if (item['type'] !== 'Container') return;
    const { max, min } = item as { max?: Fields; min?: Fields };
    const limits = { ...max, ...(item['default'] as Fields | undefined) };
    item['default'] = limits;
    item['defaultRequest'] = { ...min, ...limits, ...(item['defaultRequest'] as Fields | undefined) };
  },
};

/** A field's object, copied so that the manifest's own stays as it is; a new one where there is none. */
function copied(object: Fields, field: string): Fields {
  const value = object[field];
  const copy: Fields = typeof value === 'object' && value !== null ? { ...(value as Fields) } : {};
  object[field] = copy;
  return copy;
}
