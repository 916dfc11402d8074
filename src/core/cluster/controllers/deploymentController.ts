import type { Deployment, DeploymentCondition, DeploymentStatus, ReplicaSet } from '../../api/types';
import type { ApiClient } from '../apiserver/apiClient';
import type { ObjectEvent } from '../apiserver/objectEvent';
import { time } from '../../api/timestamps';
import { selects } from '../../api/labelSelector';
import { reactionMs, type ControllerParts } from './framework/controllerParts';
import { controllerOf, controllerRef } from '../../componentHelpers/controllerRef';
import { PodControl } from './framework/podControl';
import { currentReplicas, replicasOf, scalingsDown, type Rollout } from './framework/rollout';
import { templateHash } from './framework/templateHash';
import { WorkQueue } from './framework/workQueue';
import { isSameValue } from '../../isSameValue';
import { scaledValue } from './framework/scaledValue';

const hashLabel = 'pod-template-hash';
const revision = 'deployment.kubernetes.io/revision';
/** How long until the pods of a Recreate are looked at again, in milliseconds. */
const recreateMs = 100;
/** The progressDeadlineSeconds that stands for none (util/deployment_util.go HasProgressDeadline, 1.37). */
const noDeadline = 2 ** 31 - 1;

/** Keeps one ReplicaSet for the template, and tells how far it is (pkg/controller/deployment, 1.37). */
export class DeploymentController {
  readonly #deployments = new Map<string, Deployment>();
  /** The ReplicaSet of the template, and those of other templates that were adopted, by name, by the owner's uid. */
  readonly #replicaSets = new Map<string, ReplicaSet>();
  readonly #olds = new Map<string, Map<string, ReplicaSet>>();
  /** ReplicaSets that nothing manages, by uid. */
  readonly #orphans = new Map<string, ReplicaSet>();
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
      this.#observeReplicaSet(type, object as ReplicaSet);
    }
  }

  #observeReplicaSet(type: ObjectEvent['type'], replicaSet: ReplicaSet): void {
    const { uid = '', name = '' } = replicaSet.metadata ?? {};
    const owner = controllerOf(replicaSet)?.uid;
    if (type === 'DELETED' || owner !== undefined) this.#orphans.delete(uid);
    else this.#orphans.set(uid, replicaSet);
    const deployment = this.#deployments.get(owner ?? '');
    if (owner === undefined || !deployment) return;
    if (isOfTemplate(replicaSet, deployment)) this.#replicaSets.set(owner, replicaSet);
    else {
      const olds = this.#olds.get(owner) ?? new Map<string, ReplicaSet>();
      if (type === 'DELETED') olds.delete(name);
      else olds.set(name, replicaSet);
      this.#olds.set(owner, olds);
    }
    this.#queue.addAfter(owner, reactionMs);
  }

  #sync(uid: string): void {
    const deployment = this.#deployments.get(uid);
    if (!deployment?.spec) return;
    this.#adopt(deployment);
    if (!deployment.spec.paused) {
      if (!this.#replicaSets.has(uid)) {
        if (this.#waitsForOlds(deployment)) return;
        if (!this.#create(deployment)) return this.#queue.addRateLimited(uid);
      } else this.#scale(deployment);
    }
    this.#updateStatus(this.#deployments.get(uid) ?? deployment);
  }

  /** ReplicaSets that nothing manages and that the selector chooses are taken over. */
  #adopt(deployment: Deployment): void {
    for (const orphan of this.#orphans.values()) {
      const { namespace, labels, ownerReferences = [], deletionTimestamp } = orphan.metadata ?? {};
      if (namespace !== deployment.metadata?.namespace || deletionTimestamp) continue;
      if (!selects(deployment.spec.selector, labels)) continue;
      const references = [...ownerReferences, controllerRef(deployment)];
      this.#client.patch(orphan, (stored) => ({
        ...stored,
        metadata: { ...stored.metadata, ownerReferences: references },
      }));
    }
  }

  #rolloutOf(deployment: Deployment): Rollout {
    const uid = deployment.metadata?.uid ?? '';
    return {
      wanted: deployment.spec.replicas ?? 1,
      surge: maxSurge(deployment),
      unavailable: maxUnavailable(deployment),
      isRecreate: deployment.spec.strategy?.type === 'Recreate',
      current: this.#replicaSets.get(uid),
      olds: [...(this.#olds.get(uid)?.values() ?? [])],
    };
  }

  /** rolloutRecreate in recreate.go: the new pods wait until the old ones are gone. */
  #waitsForOlds(deployment: Deployment): boolean {
    const rollout = this.#rolloutOf(deployment);
    if (!rollout.isRecreate || rollout.olds.length === 0) return false;
    this.#scale(deployment);
    const isGone = rollout.olds.every(({ metadata }) => this.parts.pods.of(metadata?.uid ?? '').length === 0);
    if (!isGone) this.#queue.addAfter(deployment.metadata?.uid ?? '', recreateMs);
    return !isGone;
  }

  /** rolloutRolling in rolling.go: up where there is room, else down. */
  #scale(deployment: Deployment): void {
    const rollout = this.#rolloutOf(deployment);
    const { current } = rollout;
    const to = currentReplicas(rollout);
    const scalings = current && to !== replicasOf(current) ? [{ replicaSet: current, to }] : scalingsDown(rollout);
    for (const { replicaSet, to: replicas } of scalings) this.#scaleTo(deployment, replicaSet, replicas);
  }

  /** scaleReplicaSet in sync.go. */
  #scaleTo(deployment: Deployment, replicaSet: ReplicaSet, replicas: number): void {
    const from = replicasOf(replicaSet);
    const wanted = deployment.spec.replicas ?? 1;
    this.#client.update(replicaSet, (stored) => ({
      ...stored,
      metadata: {
        ...stored.metadata,
        generation: (stored.metadata?.generation ?? 1) + 1,
        annotations: {
          ...stored.metadata?.annotations,
          'deployment.kubernetes.io/desired-replicas': String(wanted),
          'deployment.kubernetes.io/max-replicas': String(wanted + maxSurge(deployment)),
        },
      },
      spec: { ...stored.spec, replicas },
    }));
    const message = `Scaled ${replicas > from ? 'up' : 'down'} replica set ${replicaSet.metadata?.name} from ${from} to ${replicas}`;
    this.#events.record(deployment, 'Normal', 'ScalingReplicaSet', message);
  }

  /** getNewReplicaSet in sync.go: with as many replicas as older ReplicaSets leave room for. */
  #create(deployment: Deployment): boolean {
    const { metadata = {}, spec } = deployment;
    const { template, selector, replicas: wanted = 1 } = spec;
    const replicas = currentReplicas(this.#rolloutOf(deployment));
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
          'deployment.kubernetes.io/desired-replicas': String(wanted),
          'deployment.kubernetes.io/max-replicas': String(wanted + maxSurge(deployment)),
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
    const { olds } = this.#rolloutOf(deployment);
    const all = replicaSet ? [...olds, replicaSet] : olds;
    const count = (of: (one: ReplicaSet) => number | undefined): number =>
      all.reduce((sum, one) => sum + (of(one) ?? 0), 0);
    const { replicas: updated = 0, conditions = [] } = replicaSet?.status ?? {};
    const replicas = count(({ status }) => status?.replicas);
    const readyReplicas = count(({ status }) => status?.readyReplicas);
    const availableReplicas = count(({ status }) => status?.availableReplicas);
    const wanted = deployment.spec?.replicas ?? 1;
    const unavailable = Math.max(0, (olds.length > 0 ? count(replicasOf) : wanted) - availableReplicas);
    const before = deployment.status ?? {};
    const now = time(clock.now());
    const isComplete =
      updated === wanted && replicas === wanted && availableReplicas === wanted && replicaSet?.status !== undefined;
    const hasMoved =
      updated > (before.updatedReplicas ?? 0) ||
      replicas - updated < (before.replicas ?? 0) - (before.updatedReplicas ?? 0) ||
      availableReplicas > (before.availableReplicas ?? 0);
    const was = (of: string): DeploymentCondition | undefined => before.conditions?.find(({ type }) => type === of);
    const progressing = was('Progressing');
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
    list.push(stamped(available, was('Available'), now));
    if (failure) {
      const failed = condition('ReplicaFailure', 'True', failure.reason ?? '', failure.message ?? '');
      list.push(stamped(failed, was('ReplicaFailure'), now));
    }
    const status: DeploymentStatus = {
      observedGeneration: deployment.metadata?.generation ?? 1,
      ...(replicas > 0 && { replicas }),
      ...(updated > 0 && { updatedReplicas: updated }),
      ...(readyReplicas > 0 && { readyReplicas }),
      ...(availableReplicas > 0 && { availableReplicas }),
      ...(unavailable > 0 && { unavailableReplicas: unavailable }),
      ...(this.parts.release.gates.DeploymentReplicaSetTerminatingReplicas && { terminatingReplicas: 0 }),
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

/** Whether it makes pods of the Deployment's template (util/deployment_util.go EqualIgnoreHash, 1.37). */
function isOfTemplate({ metadata, spec }: ReplicaSet, deployment: Deployment): boolean {
  const { template } = deployment.spec;
  if (metadata?.name === `${deployment.metadata?.name}-${templateHash(template)}`) return true;
  const { [hashLabel]: _, ...labels } = spec?.template?.metadata?.labels ?? {};
  const own = { ...spec?.template, metadata: { ...spec?.template?.metadata, labels } };
  return isSameValue(own, { ...template, metadata: { ...template.metadata, labels: template.metadata?.labels ?? {} } });
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
  return rollingUpdate ? scaledValue(rollingUpdate.maxSurge ?? 0, spec?.replicas ?? 1, Math.ceil) : 0;
}

function maxUnavailable(deployment: Deployment): number {
  const { spec } = deployment;
  const { rollingUpdate } = spec?.strategy ?? {};
  if (!rollingUpdate || !spec?.replicas) return 0;
  const unavailable = scaledValue(rollingUpdate.maxUnavailable ?? 0, spec.replicas, Math.floor);
  return Math.min(unavailable === 0 && maxSurge(deployment) === 0 ? 1 : unavailable, spec.replicas);
}
