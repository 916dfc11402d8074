import { Base64 } from 'js-base64';
import type { Job, Secret } from '../../api/types';
import type { ApiServerOptions } from './apiServerOptions';
import type { KubernetesObject } from '../../api/kubernetesObject';
import { preparePod } from './podStrategy';
import { allocateAddresses } from './serviceAddresses';
import { time } from '../../api/timestamps';
import { entryOf, setEntry } from '../../entryOf';

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

/**
 * What the registry's strategies set before validation (PrepareForCreate in the strategy.go of pkg/registry, 1.37).
 * Changes the object.
 */
export function prepareForCreate(object: KubernetesObject, { clock, store, node, random }: ApiServerOptions): void {
  const metadata = (object.metadata ??= {});
  const withStatus: KubernetesObject & { status?: unknown } = object;
  const status = entryOf(initialStatus, object.kind);
  if (status) {
    metadata.generation = 1;
    withStatus.status = status;
  }
  switch (object.kind) {
    case 'Pod':
      preparePod(object, clock.now());
      break;
    case 'PodTemplate':
      metadata.generation = 1;
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
    ...template.metadata?.labels,
    'job-name': name,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'batch.kubernetes.io/controller-uid': uid,
  };
  // In Go the Job's labels are its template's own map where it had none, so they get these, too.
  const own = job.metadata?.labels;
  const ofTemplate = template.metadata?.labels;
  if (ofTemplate && (!own || sameLabels(own, ofTemplate))) job.metadata = { ...job.metadata, labels: { ...labels } };
  template.metadata = { ...template.metadata, labels };
  spec.selector ??= {};
  spec.selector.matchLabels = { ...spec.selector.matchLabels, 'batch.kubernetes.io/controller-uid': uid };
}

function sameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => entryOf(a, key) === entryOf(b, key));
}

/** `stringData` is only for writing: it is kept as `data` (pkg/apis/core/v1/conversion.go, 1.37). */
function encodeStringData(secret: Secret): void {
  if (!secret.stringData) return;
  const data: Record<string, string> = { ...secret.data };
  for (const [key, value] of Object.entries(secret.stringData)) setEntry(data, key, Base64.encode(value));
  secret.data = data;
  delete secret.stringData;
}
