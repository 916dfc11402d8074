import type { WrittenObject } from '../../api/kubernetesObject';
import { isMap } from '../../isMap';
import type { Path } from '../../path';
import { valueAt } from '../../path';
import { podTemplatePath } from '../../manifest/podSpecs';
import { withValue } from '../../changedValue';

/** What the API server writes into the metadata of what it stores. */
const storedFields = ['uid', 'resourceVersion', 'creationTimestamp', 'generation', 'managedFields', 'selfLink', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const; // prettier-ignore

/** Annotations that controllers keep their state in (well_known_annotations.go, deployment_util.go, pv_helpers.go, 1.37). */
const stateAnnotations = new Set([
  'control-plane.alpha.kubernetes.io/leader',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deployment.kubernetes.io/revision',
  'kubectl.kubernetes.io/last-applied-configuration',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
  'volume.kubernetes.io/storage-provisioner',
]);

/** Labels that the API server gives a Job's pods with the selector that it makes (pkg/registry/batch/job/strategy.go, 1.37). */
const jobLabels = new Set([
  'batch.kubernetes.io/controller-uid',
  'batch.kubernetes.io/job-name',
  'controller-uid',
  'job-name',
]);

/** Fields of a Pod's spec that admission, the scheduler and `kubectl debug` fill. */
const boundFields = ['nodeName', 'priority', 'preemptionPolicy', 'overhead', 'ephemeralContainers'];

const accountPath = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Whether an object was read from a cluster: it has what only the API server writes. */
export function isSaved(object: WrittenObject): boolean {
  const { metadata, status }: { metadata?: unknown; status?: unknown } = object;
  if (isMap(status) && Object.keys(status).length > 0) return true;
  if (!isMap(metadata)) return false;
  // What kubectl create --dry-run prints has a creationTimestamp of null.
  const isWritten = storedFields.some((field) => metadata[field] !== undefined && metadata[field] !== null);
  return isWritten || (Array.isArray(metadata['ownerReferences']) && metadata['ownerReferences'].length > 0);
}

/**
 * An object that was read from a cluster as it would be made anew: without what the API server, admission and controllers
 * wrote into it, which no new object may have or which binds it to what is gone. The same object where it was not saved.
 */
export function madeAnew<T extends WrittenObject>(object: T): T {
  if (!isSaved(object)) return object;
  const { status: _, ...rest }: T & { status?: unknown } = object;
  const metadata = isMap(rest.metadata) ? newMetadata(rest.metadata) : rest.metadata;
  const anew = { ...rest, metadata } as unknown as T;
  const change = typeof object.kind === 'string' ? changes.get(object.kind) : undefined;
  return change ? change(anew) : anew;
}

function newMetadata(metadata: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { annotations } = metadata;
  const kept = without(metadata, [...storedFields, 'ownerReferences']);
  if (!isMap(annotations)) return kept;
  return { ...kept, annotations: without(annotations, stateAnnotations) };
}

type Change = <T extends WrittenObject>(object: T) => T;

const changes: ReadonlyMap<string, Change> = new Map<string, Change>([
  ['Pod', newPod],
  ['Job', (job) => newJob(job, [])],
  ['CronJob', (cronJob) => newJob(cronJob, ['spec', 'jobTemplate'])],
  ['Service', newService],
  ['PersistentVolumeClaim', (claim) => dropped(claim, ['spec', 'volumeName'])],
  ['PersistentVolume', (volume) => dropped(dropped(volume, ['spec', 'claimRef', 'uid']), ['spec', 'claimRef', 'resourceVersion'])], // prettier-ignore
]);

function newPod<T extends WrittenObject>(pod: T): T {
  if (!isMap(pod.spec)) return pod;
  const spec = without(pod.spec, boundFields);
  const { volumes } = spec;
  if (!Array.isArray(volumes)) return { ...pod, spec };
  const injected = volumes.filter(isTokenVolume).map((volume: unknown) => valueAt(volume, ['name']));
  if (injected.length === 0) return { ...pod, spec };
  const isInjected = (mount: unknown): boolean =>
    valueAt(mount, ['mountPath']) === accountPath && injected.includes(valueAt(mount, ['name']));
  const unmounted = (containers: unknown): unknown =>
    Array.isArray(containers)
      ? containers.map((container: unknown) =>
          isMap(container) && Array.isArray(container['volumeMounts'])
            ? { ...container, volumeMounts: container['volumeMounts'].filter((mount) => !isInjected(mount)) }
            : container,
        )
      : containers;
  return {
    ...pod,
    spec: {
      ...spec,
      volumes: volumes.filter((volume) => !isTokenVolume(volume)),
      containers: unmounted(spec['containers']),
      ...(spec['initContainers'] !== undefined && { initContainers: unmounted(spec['initContainers']) }),
    },
  };
}

/** The volume of its account's token that admission gives each pod: projected, or a Secret before 1.21. */
function isTokenVolume(volume: unknown): boolean {
  if (!isMap(volume) || typeof volume['name'] !== 'string') return false;
  return volume['projected'] === undefined
    ? volume['secret'] !== undefined && /-token-[a-z0-9]{5}$/.test(volume['name'])
    : /^kube-api-access-[a-z0-9]{5}$/.test(volume['name']);
}

/** A Job whose selector the API server made gets a new one: its own names the uid of the one that was saved. */
function newJob<T extends WrittenObject>(object: T, job: Path): T {
  const at = (...path: Path): Path => [...job, ...path];
  if (valueAt(object, at('spec', 'manualSelector')) === true) return object;
  let anew = object;
  for (const path of [at('metadata', 'labels'), at('spec', 'template', 'metadata', 'labels')]) {
    const labels = valueAt(anew, path);
    if (isMap(labels)) anew = withValue(anew, path, without(labels, jobLabels));
  }
  const labels = valueAt(anew, at('spec', 'selector', 'matchLabels'));
  const isGenerated = isMap(labels) && Object.keys(labels).some((label) => jobLabels.has(label));
  return isGenerated ? dropped(anew, at('spec', 'selector')) : anew;
}

function newService<T extends WrittenObject>(service: T): T {
  if (valueAt(service, ['spec', 'clusterIP']) === 'None') return service;
  return ['clusterIP', 'clusterIPs', 'healthCheckNodePort'].reduce((object, field) => dropped(object, ['spec', field]), service); // prettier-ignore
}

/** Whether another of the objects made the object, and will make it anew. */
export function isMadeByAnother(object: WrittenObject, others: readonly WrittenObject[]): boolean {
  const owners = valueAt(object, ['metadata', 'ownerReferences']);
  const where = valueAt(object, ['metadata', 'namespace']);
  if (!Array.isArray(owners)) return false;
  return owners.some((owner: unknown) =>
    others.some(
      (other) =>
        other !== object &&
        typeof other.kind === 'string' &&
        podTemplatePath(other.kind) !== undefined &&
        other.kind === valueAt(owner, ['kind']) &&
        valueAt(other, ['metadata', 'name']) === valueAt(owner, ['name']) &&
        valueAt(other, ['metadata', 'namespace']) === where,
    ),
  );
}

function dropped<T>(object: T, path: Path): T {
  return valueAt(object, path) === undefined ? object : withValue(object, path, undefined);
}

function without(map: Readonly<Record<string, unknown>>, keys: Iterable<string>): Record<string, unknown> {
  const left = new Set(keys);
  return Object.fromEntries(Object.entries(map).filter(([key]) => !left.has(key)));
}
