import type {
  CronJob,
  DaemonSet,
  Deployment,
  Job,
  Pod,
  PodTemplateSpec,
  ReplicaSet,
  ReplicationController,
  StatefulSet,
} from '../api/types';
import type { ApiServer } from '../apiserver/apiServer';
import type { KubernetesObject } from '../apiserver/objectStore';
import type { Random } from '../random';
import type { VirtualClock } from '../runtime/virtualClock';
import type { NodeDescription } from '../simulate/scenario';
import { controlDaemonSet } from './daemonSet';
import { JobController } from './job';
import { podOf } from './podOf';
import { StatefulSetController } from './statefulSet';

export interface ControllerParts {
  apiServer: ApiServer;
  clock: VirtualClock;
  random: Random;
  node: NodeDescription;
}

/** How long a controller takes to notice a new object, in milliseconds. */
const latencyMs = 8;

/** Lets the workload's controller make its pods, and go on as they change. */
export function control(workload: KubernetesObject, parts: ControllerParts): void {
  const { clock, apiServer } = parts;
  clock.after(latencyMs, () => {
    switch (workload.kind) {
      case 'Deployment':
        return deploy(workload as Deployment, parts);
      case 'ReplicaSet':
      case 'ReplicationController': {
        const { spec } = workload as ReplicaSet | ReplicationController;
        return replicate(workload, spec?.template, spec?.replicas ?? 1, parts);
      }
      case 'StatefulSet':
        return new StatefulSetController(workload as StatefulSet, parts).start();
      case 'DaemonSet':
        return controlDaemonSet(workload as DaemonSet, parts);
      case 'Job':
        return new JobController(workload as Job, parts).start();
      case 'CronJob': {
        // What it will do at its next time: make a Job of its template.
        const { metadata = {}, spec } = workload as CronJob;
        const name = `${metadata.name}-${Math.floor(clock.now() / 60_000)}`;
        const job: Job = {
          apiVersion: 'batch/v1',
          kind: 'Job',
          metadata: {
            ...spec?.jobTemplate?.metadata,
            name,
            ...(metadata.namespace && { namespace: metadata.namespace }),
          },
          ...(spec?.jobTemplate?.spec && { spec: spec.jobTemplate.spec }),
        };
        const made = apiServer.create(job);
        if ('object' in made) control(made.object, parts);
        return;
      }
      default:
    }
  });
}

function deploy(deployment: Deployment, parts: ControllerParts): void {
  const { apiServer, random } = parts;
  const { metadata = {}, spec } = deployment;
  if (!spec) return;
  // Stands for a hash of Go's memory layout of the template, which nobody else can compute.
  const hash = random.suffix(10);
  const labels = { ...spec.template.metadata?.labels, 'pod-template-hash': hash };
  const template: PodTemplateSpec = { ...spec.template, metadata: { ...spec.template.metadata, labels } };
  const replicaSet: ReplicaSet = {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${metadata.name}-${hash}`,
      ...(metadata.namespace && { namespace: metadata.namespace }),
      labels,
    },
    spec: {
      ...(spec.replicas !== undefined && { replicas: spec.replicas }),
      selector: { ...spec.selector, matchLabels: { ...spec.selector.matchLabels, 'pod-template-hash': hash } },
      template,
    },
  };
  const made = apiServer.create(replicaSet);
  if ('object' in made) replicate(made.object, template, spec.replicas ?? 1, parts);
}

/** A POST to the API server and its answer take a controller this long, in milliseconds. */
const createMs = 9;

/** Creates the pods one after the other; after a refusal the rest is not tried (pkg/controller/replicaset/replica_set.go, 1.37). */
function replicate(
  owner: KubernetesObject,
  template: PodTemplateSpec | undefined,
  replicas: number,
  parts: ControllerParts,
): void {
  if (!template || replicas <= 0) return;
  if (!createPod(owner, podOf(owner, template), parts)) return;
  parts.clock.after(createMs, () => replicate(owner, template, replicas - 1, parts));
}

/** Creates a pod and says so on its owner; returns whether the API server took it. */
export function createPod(owner: KubernetesObject, pod: Pod, { apiServer }: ControllerParts): Pod | undefined {
  const component = `${(owner.kind ?? '').toLowerCase()}-controller`;
  const errors = apiServer.errors.length;
  const made = apiServer.create(pod);
  if ('error' in made) {
    // A controller's refusal is no answer to a person: it shows as an event.
    apiServer.errors.length = errors;
    const message = `Error creating: ${made.error.message}`;
    apiServer.recordEvent({ object: owner, type: 'Warning', reason: 'FailedCreate', message, component });
    return undefined;
  }
  const message = `Created pod: ${made.object.metadata?.name}`;
  apiServer.recordEvent({ object: owner, type: 'Normal', reason: 'SuccessfulCreate', message, component });
  return made.object as Pod;
}
