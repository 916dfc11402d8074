import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { time } from '../../api/timestamps';
import { reactionMs, type ControllerParts } from './framework/controllerParts';
import { controllerOf, controllerRef } from '../../componentHelpers/controllerRef';
import { PodControl } from './framework/podControl';
import { templateHash } from './framework/templateHash';
import { WorkQueue } from './framework/workQueue';
import { isSameValue } from '../../isSameValue';

const hashLabel = 'pod-template-hash';
const revision = 'deployment.kubernetes.io/revision';
/** The progressDeadlineSeconds that stands for none (util/deployment_util.go HasProgressDeadline, 1.37). */
const noDeadline = 2 ** 31 - 1;

/** Keeps one ReplicaSet for the template, and tells how far it is (pkg/controller/deployment, 1.37). */
export class DeploymentController {
  readonly #deployments = new Map<string, Deployment>();
  readonly #replicaSets = new Map<string, ReplicaSet>();
  readonly #queue: WorkQueue;
  readonly #client: ApiClient;
  readonly #events: PodControl;

  constructor(readonly parts: ControllerParts) {
    this.#queue = new WorkQueue(parts.clock, (uid) => this.#sync(uid));
    this.#client = parts.apiServer.clientOf('deployment-controller');
    this.#events = new PodControl(parts, this.#client);
  }

  observe({ type, object }: ObjectEvent): void {
    if (object.kind === 'Deployment') {
      const uid = object.metadata?.uid ?? '';
      if (type === 'DELETED') this.#deployments.delete(uid);
      else this.#deployments.set(uid, object as Deployment);
      if (type === 'ADDED') this.#queue.addAfter(uid, reactionMs);
    } else if (object.kind === 'ReplicaSet') {
      const owner = controllerOf(object)?.uid;
      if (owner === undefined || !this.#deployments.has(owner)) return;
      this.#replicaSets.set(owner, object as ReplicaSet);
      this.#queue.addAfter(owner, reactionMs);
    }
  }

  #sync(uid: string): void {
    const deployment = this.#deployments.get(uid);
    if (!deployment?.spec) return;
    if (!this.#replicaSets.has(uid) && !deployment.spec.paused && !this.#create(deployment)) {
      this.#queue.addRateLimited(uid);
      return;
    }
    this.#updateStatus(this.#deployments.get(uid) ?? deployment);
  }

  /** getNewReplicaSet in sync.go: all replicas at once, as there are no older ones. */
  #create(deployment: Deployment): boolean {
    const { metadata = {}, spec } = deployment;
    const { template, selector, replicas = 1 } = spec;
    const hash = templateHash(template);
    const labels = { ...template.metadata?.labels, [hashLabel]: hash };
    const { 'kubectl.kubernetes.io/last-applied-configuration': _, ...annotations } = metadata.annotations ?? {};
    const made = this.#client.create({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {
        name: `${metadata.name}-${hash}`,
        namespace: metadata.namespace,
        labels,
        annotations: {
          ...annotations,
          'deployment.kubernetes.io/desired-replicas': String(replicas),
          'deployment.kubernetes.io/max-replicas': String(replicas + maxSurge(deployment)),
          [revision]: '1',
        },
        ownerReferences: [controllerRef(deployment)],
      },
      spec: {
        replicas,
        selector: { ...selector, matchLabels: { ...selector.matchLabels, [hashLabel]: hash } },
        template: { ...template, metadata: { ...template.metadata, labels } },
        ...(spec?.minReadySeconds && { minReadySeconds: spec.minReadySeconds }),
      },
    } as ReplicaSet);
    if ('error' in made) {
      const message = `Failed to create new replica set "${metadata.name}-${hash}": ${made.error.message}`;
      this.#tellRefusal(deployment, message);
      this.#events.record(deployment, 'Warning', 'ReplicaSetCreateError', message);
      return false;
    }
    if (replicas > 0) {
      const message = `Scaled up replica set ${made.object.metadata?.name} from 0 to ${replicas}`;
      this.#events.record(deployment, 'Normal', 'ScalingReplicaSet', message);
    }
    return true;
  }

  /** getNewReplicaSet in sync.go: each refusal is written down, also where the status says the same already. */
  #tellRefusal(deployment: Deployment, message: string): void {
    const { progressDeadlineSeconds = noDeadline } = deployment.spec;
    if (progressDeadlineSeconds === noDeadline) return;
    const { conditions = [] } = deployment.status ?? {};
    const before = conditions.find(({ type }) => type === 'Progressing');
    const refused = condition('Progressing', 'False', 'ReplicaSetCreateError', message);
    if (before && before.status === refused.status && before.reason === refused.reason)
      return this.#client.resend(deployment, 'status');
    const others = conditions.filter(({ type }) => type !== 'Progressing');
    const status = {
      ...deployment.status,
      conditions: [...others, stamped(refused, before, time(this.parts.clock.now()))],
    };
    this.#client.update(deployment, (stored) => ({ ...stored, status }), 'status');
  }

  /** syncRolloutStatus in progress.go. */
  #updateStatus(deployment: Deployment): void {
    const { clock } = this.parts;
    const replicaSet = this.#replicaSets.get(deployment.metadata?.uid ?? '');
    const { replicas = 0, readyReplicas = 0, availableReplicas = 0, conditions = [] } = replicaSet?.status ?? {};
    const wanted = deployment.spec?.replicas ?? 1;
    const unavailable = Math.max(0, wanted - availableReplicas);
    const before = deployment.status ?? {};
    const now = time(clock.now());
    const isComplete = replicas === wanted && availableReplicas === wanted && replicaSet?.status !== undefined;
    const hasMoved = replicas > (before.updatedReplicas ?? 0) || availableReplicas > (before.availableReplicas ?? 0);
    const progressing = before.conditions?.find(({ type }) => type === 'Progressing');
    const name = replicaSet?.metadata?.name;
    const failure = conditions.find(({ type }) => type === 'ReplicaFailure');
    const list: DeploymentCondition[] = [];
    if (name !== undefined) {
      const next = isComplete
        ? condition(
            'Progressing',
            'True',
            'NewReplicaSetAvailable',
            `ReplicaSet "${name}" has successfully progressed.`,
          )
        : hasMoved
          ? condition('Progressing', 'True', 'ReplicaSetUpdated', `ReplicaSet "${name}" is progressing.`)
          : progressing
            ? this.#overdue(deployment, progressing, name)
            : condition('Progressing', 'True', 'NewReplicaSetCreated', `Created new replica set "${name}"`);
      list.push(stamped(next, progressing, now));
    }
    const enough = availableReplicas >= wanted - maxUnavailable(deployment);
    const available = enough
      ? condition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.')
      : condition('Available', 'False', 'MinimumReplicasUnavailable', 'Deployment does not have minimum availability.');
    list.push(
      stamped(
        available,
        before.conditions?.find(({ type }) => type === 'Available'),
        now,
      ),
    );
    if (failure) {
      const failed = condition('ReplicaFailure', 'True', failure.reason ?? '', failure.message ?? '');
      list.push(
        stamped(
          failed,
          before.conditions?.find(({ type }) => type === 'ReplicaFailure'),
          now,
        ),
      );
    }
    const status: DeploymentStatus = {
      observedGeneration: deployment.metadata?.generation ?? 1,
      ...(replicas > 0 && { replicas, updatedReplicas: replicas }),
      ...(readyReplicas > 0 && { readyReplicas }),
      ...(availableReplicas > 0 && { availableReplicas }),
      ...(unavailable > 0 && { unavailableReplicas: unavailable }),
      terminatingReplicas: 0,
      conditions: list,
    };
    if (isSameValue(status, before)) return;
    this.#client.update(
      deployment,
      (stored) => ({
        ...stored,
        metadata: { ...stored.metadata, annotations: { ...stored.metadata?.annotations, [revision]: '1' } },
        status,
      }),
      'status',
    );
  }

  /** After the deadline without progress it has failed; until then it is looked at again at the deadline. */
  #overdue(deployment: Deployment, before: DeploymentCondition, name: string): DeploymentCondition {
    const deadline = (deployment.spec?.progressDeadlineSeconds ?? 600) * 1000;
    const left = Date.parse(before.lastUpdateTime ?? '') + deadline - this.parts.clock.now();
    if (before.reason === 'NewReplicaSetAvailable' || before.status === 'False') return before;
    if (left > 0) {
      this.#queue.addAfter(deployment.metadata?.uid ?? '', left + 1000);
      return before;
    }
    return condition(
      'Progressing',
      'False',
      'ProgressDeadlineExceeded',
      `ReplicaSet "${name}" has timed out progressing.`,
    );
  }
}

function condition(type: string, status: string, reason: string, message: string): DeploymentCondition {
  return { type, status, reason, message };
}

/** Times change only where something else does. */
function stamped(next: DeploymentCondition, before: DeploymentCondition | undefined, now: string): DeploymentCondition {
  if (before && before.status === next.status && before.reason === next.reason && before.message === next.message)
    return before;
  const since = before && before.status === next.status ? before.lastTransitionTime : now;
  const { type, status, reason, message } = next;
  return { type, status, lastUpdateTime: now, lastTransitionTime: since, reason, message };
}

function maxSurge({ spec }: Deployment): number {
  const { rollingUpdate } = spec?.strategy ?? {};
  return rollingUpdate ? share(rollingUpdate.maxSurge, spec?.replicas ?? 1, Math.ceil) : 0;
}

function maxUnavailable(deployment: Deployment): number {
  const { spec } = deployment;
  const { rollingUpdate } = spec?.strategy ?? {};
  if (!rollingUpdate || !spec?.replicas) return 0;
  const unavailable = share(rollingUpdate.maxUnavailable, spec.replicas, Math.floor);
  return Math.min(unavailable === 0 && maxSurge(deployment) === 0 ? 1 : unavailable, spec.replicas);
}

function share(value: number | string | undefined, of: number, round: (value: number) => number): number {
  return typeof value === 'string' ? round((Number.parseInt(value, 10) * of) / 100) : (value ?? 0);
}
