import { entryOf } from '../entryOf';
import { declaredObject } from '../api/asDeclared';
import type { KubernetesObject } from '../api/kubernetesObject';

/** How far the rollout of a workload is, in a sentence: it goes on, is done, or has failed for good. */
export interface Rollout {
  state: 'going' | 'done' | 'failed';
  text: string;
}

/** The fields that tell it. */
interface RolledOut extends KubernetesObject {
  spec?: {
    replicas?: number;
    suspend?: boolean;
    completions?: number;
    updateStrategy?: { type?: string; rollingUpdate?: { partition?: number } };
  };
  status?: {
    observedGeneration?: number;
    replicas?: number;
    updatedReplicas?: number;
    availableReplicas?: number;
    readyReplicas?: number;
    fullyLabeledReplicas?: number;
    desiredNumberScheduled?: number;
    updatedNumberScheduled?: number;
    numberAvailable?: number;
    numberReady?: number;
    currentRevision?: string;
    updateRevision?: string;
    succeeded?: number;
    conditions?: { type: string; status: string; reason?: string; message?: string }[];
  };
}

/**
 * What a workload's own status tells of its rollout, by the rules of `kubectl rollout status`
 * (kubectl/pkg/polymorphichelpers/rollout_status.go, 0.37); a Job is done when it is complete. Undefined for what is no workload,
 * or has no status that tells.
 */
export function rolloutOf(object: KubernetesObject): Rollout | undefined {
  const rule = entryOf(rules, object.kind);
  if (!rule) return undefined;
  // What is null, or of another type than the API has it, counts as nothing.
  const declared = declaredObject<RolledOut>(object);
  const { metadata, status } = declared;
  const name = `${object.kind} ${metadata?.name}`;
  const generation = metadata?.generation ?? 0;
  if (object.kind !== 'Job' && (status?.observedGeneration ?? 0) < generation)
    return { state: 'going', text: `${name}: its controller has not seen the change yet` };
  const { state, text } = rule(declared);
  return { state, text: `${name}: ${text}` };
}

const going = (text: string): Rollout => ({ state: 'going', text });
const done = (text: string): Rollout => ({ state: 'done', text });

type Rule = (object: RolledOut) => Rollout;

const rules: Readonly<Record<string, Rule>> = {
  Deployment({ spec = {}, status = {} }) {
    const { replicas = 1 } = spec;
    const { updatedReplicas = 0, availableReplicas = 0, conditions = [] } = status;
    const old = (status.replicas ?? 0) - updatedReplicas;
    if (conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded'))
      return { state: 'failed', text: 'it exceeded its progress deadline' };
    if (updatedReplicas < replicas) return going(`${updatedReplicas} of ${replicas} new pods are created`);
    if (old > 0) return going(`${old} old ${pods(old)} yet to be removed`);
    if (availableReplicas < updatedReplicas)
      return going(`${availableReplicas} of ${updatedReplicas} new pods are available`);
    return done('it is rolled out');
  },
  ReplicaSet: byReplicas,
  ReplicationController: byReplicas,
  DaemonSet({ spec = {}, status = {} }) {
    const { desiredNumberScheduled = 0, updatedNumberScheduled = 0, numberAvailable = 0, numberReady = 0 } = status;
    // Pods of an older template stay until somebody deletes them: the rollout is never told to be done.
    if (spec.updateStrategy?.type === 'OnDelete') return counted(numberReady, desiredNumberScheduled);
    if (updatedNumberScheduled < desiredNumberScheduled)
      return going(`${updatedNumberScheduled} of ${desiredNumberScheduled} new pods are created`);
    if (numberAvailable < desiredNumberScheduled)
      return going(`${numberAvailable} of ${desiredNumberScheduled} pods are available`);
    return done('it is rolled out');
  },
  StatefulSet({ spec = {}, status = {} }) {
    const { replicas = 1, updateStrategy = {} } = spec;
    const { readyReplicas = 0, updatedReplicas = 0, currentRevision, updateRevision } = status;
    if (readyReplicas < replicas || updateStrategy.type === 'OnDelete') return counted(readyReplicas, replicas);
    const partition = updateStrategy.rollingUpdate?.partition ?? 0;
    const wanted = Math.max(0, replicas - partition);
    if (partition > 0) {
      if (updatedReplicas < wanted) return going(`${updatedReplicas} of ${wanted} new pods are created`);
      return done('it is rolled out, as far as its partition says');
    }
    if (currentRevision !== updateRevision)
      return going(`${updatedReplicas} of ${replicas} pods have the new revision`);
    return done('it is rolled out');
  },
  Job({ spec = {}, status = {} }) {
    const { conditions = [], succeeded = 0 } = status;
    const isTrue = (wanted: string) =>
      conditions.find(({ type, status: value }) => type === wanted && value === 'True');
    const failed = isTrue('Failed');
    if (failed) return { state: 'failed', text: `it failed (${failed.reason ?? 'no reason given'})` };
    if (isTrue('Complete')) return done('it is complete');
    if (spec.suspend) return going('it is suspended');
    const { completions = 'its' } = spec;
    return going(`${succeeded} of ${completions} ${completions === 1 ? 'pod' : 'pods'} succeeded`);
  },
};

function byReplicas({ spec = {}, status = {} }: RolledOut): Rollout {
  return counted(status.readyReplicas ?? 0, spec.replicas ?? 1);
}

function counted(ready: number, wanted: number): Rollout {
  return ready < wanted ? going(`${ready} of ${wanted} pods are ready`) : done('its pods are ready');
}

function pods(count: number): string {
  return count === 1 ? 'pod has' : 'pods have';
}
