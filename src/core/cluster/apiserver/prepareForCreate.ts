import { Base64 } from 'js-base64';
import type { Job, Namespace, PersistentVolumeClaim, Secret } from '../../api/types';
import type { ApiServerOptions } from './apiServerOptions';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { preparePod } from './podStrategy';
import { allocateAddresses } from './serviceAddresses';
import { time } from '../../api/timestamps';
import { entryOf, setEntry } from '../../entryOf';
import { keepsField, type KubernetesRelease } from '../../release/kubernetesRelease';

/** Kinds whose spec the API server counts the changes of, with the status that they begin with. */
const initialStatus: Readonly<Record<string, object>> = {
  ReplicationController: { replicas: 0 },
  Deployment: {},
  ReplicaSet: { replicas: 0 },
  StatefulSet: { replicas: 0, availableReplicas: 0 },
  DaemonSet: { currentNumberScheduled: 0, numberMisscheduled: 0, desiredNumberScheduled: 0, numberReady: 0 },
  Job: {},
  CronJob: {},
};

/** What a claim loses because a feature gate is off (pkg/api/persistentvolumeclaim/util.go DropDisabledFields, 1.32). */
function dropDisabledFields({ spec }: PersistentVolumeClaim, release: KubernetesRelease): void {
  const field = 'volumeAttributesClassName';
  if (spec && !keepsField(release, 'PersistentVolumeClaimSpec', field)) delete spec[field];
}

/**
 * What the registry's strategies set before validation (PrepareForCreate in the strategy.go of pkg/registry, 1.37).
 * Changes the object.
 */
export function prepareForCreate(object: KubernetesObject, options: ApiServerOptions): void {
  const { clock, store, node, random, release } = options;
  const metadata = (object.metadata ??= {});
  const withStatus: KubernetesObject & { status?: unknown } = object;
  const status = entryOf(initialStatus, object.kind);
  if (status) {
    metadata.generation = 1;
    withStatus.status = status;
  }
  switch (object.kind) {
    case 'Pod':
      preparePod(object, clock.now(), release);
      break;
    case 'PodTemplate':
    case 'PriorityClass':
      metadata.generation = 1;
      break;
    case 'Namespace':
      prepareNamespace(object);
      break;
    case 'ResourceQuota':
      (object as { status?: unknown }).status = {};
      break;
    case 'Job':
      labelJob(object);
      break;
    case 'DaemonSet':
      metadata.annotations = { ...metadata.annotations, 'deprecated.daemonset.template.generation': '1' };
      break;
    case 'Service':
      allocateAddresses(object, store, node.kubernetesServiceIP);
      break;
    case 'PersistentVolume':
      withStatus.status = { phase: 'Pending', lastPhaseTransitionTime: time(clock.now()) };
      metadata.finalizers = [...(metadata.finalizers ?? []), 'kubernetes.io/pv-protection'];
      break;
    case 'PersistentVolumeClaim':
      withStatus.status = { phase: 'Pending' };
      metadata.finalizers = [...(metadata.finalizers ?? []), 'kubernetes.io/pvc-protection'];
      dropDisabledFields(object, release);
      normalizeDataSources(object);
      break;
    case 'LimitRange':
      metadata.name ||= random.uid();
      break;
    case 'Secret':
      encodeStringData(object);
      break;
    default:
  }
}

/**
 * A Job's pods are found by labels that the API server makes up
 * (pkg/registry/batch/job/strategy.go generateSelector, 1.37).
 */
export function labelJob(job: Job): void {
  const { spec, metadata: { name = '', uid = '' } = {} } = job;
  if (!spec || spec.manualSelector) return;
  const template = (spec.template ??= {});
  const labels = {
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'batch.kubernetes.io/controller-uid': uid,
    ...template.metadata?.labels,
  };
  // In Go the Job's labels are its template's own map where it had none, so they get these, too; and a Job that is read
  // from the store gets its defaults again.
  const own = job.metadata?.labels;
  const ofTemplate = template.metadata?.labels;
  if (!own || Object.keys(own).length === 0 || (ofTemplate && sameLabels(own, ofTemplate)))
    job.metadata = { ...job.metadata, labels: { ...labels } };
  template.metadata = { ...template.metadata, labels };
  spec.selector ??= {};
  spec.selector.matchLabels = { 'batch.kubernetes.io/controller-uid': uid, ...spec.selector.matchLabels };
}

function sameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => entryOf(a, key) === entryOf(b, key));
}

/** A namespace goes only when Kubernetes has taken out what is in it (pkg/registry/core/namespace/strategy.go, 1.37). */
function prepareNamespace(namespace: Namespace): void {
  const finalizers = namespace.spec?.finalizers ?? [];
  namespace.status = { phase: 'Active' };
  if (!finalizers.includes('kubernetes'))
    namespace.spec = { ...namespace.spec, finalizers: [...finalizers, 'kubernetes'] };
}

/**
 * A claim's data source under both of its names; formerly only claims and snapshots could be one, and anything else was
 * forgotten (pkg/api/persistentvolumeclaim/util.go, 1.37).
 */
function normalizeDataSources({ spec }: PersistentVolumeClaim): void {
  if (!spec) return;
  const { dataSource } = spec;
  // Sources in another namespace need a feature gate that is off.
  if (spec.dataSourceRef?.namespace) delete spec.dataSourceRef;
  const isClaim = dataSource?.kind === 'PersistentVolumeClaim' && !dataSource.apiGroup;
  const isSnapshot = dataSource?.kind === 'VolumeSnapshot' && dataSource.apiGroup === 'snapshot.storage.k8s.io';
  if (dataSource && !spec.dataSourceRef && !isClaim && !isSnapshot) delete spec.dataSource;
  if (spec.dataSource) spec.dataSourceRef ??= { ...spec.dataSource };
  else if (spec.dataSourceRef) {
    const { apiGroup, kind, name } = spec.dataSourceRef;
    spec.dataSource = { ...(apiGroup !== undefined && { apiGroup }), kind, name };
  }
}

/** `stringData` is only for writing: it is kept as `data` (pkg/apis/core/v1/conversion.go, 1.37). */
function encodeStringData(secret: Secret): void {
  if (!secret.stringData) return;
  const data: Record<string, string> = { ...secret.data };
  for (const [key, value] of Object.entries(secret.stringData)) setEntry(data, key, Base64.encode(value));
  secret.data = data;
  delete secret.stringData;
}
