import type { ReplicaSet } from '../../../api/types';

/** What a rollout reckons with: the Deployment's wish and its ReplicaSets. */
export interface Rollout {
  wanted: number;
  /** How many pods may be there beyond those, and how many of them may be missing. */
  surge: number;
  unavailable: number;
  isRecreate: boolean;
  /** The ReplicaSet of the template; absent before it is made. */
  current?: ReplicaSet | undefined;
  olds: readonly ReplicaSet[];
}

/** A ReplicaSet with the number of pods that it is to have now. */
export interface Scaling {
  replicaSet: ReplicaSet;
  to: number;
}

/** How many pods the template's ReplicaSet is to have now (pkg/controller/deployment/util NewRSNewReplicas, 1.37). */
export function currentReplicas({ wanted, surge, isRecreate, current, olds }: Rollout): number {
  const has = current ? replicasOf(current) : 0;
  if (isRecreate || has > wanted) return wanted;
  const room = wanted + surge - sum(olds, replicasOf) - has;
  return room <= 0 ? has : has + Math.min(room, wanted - has);
}

/**
 * How older ReplicaSets are scaled down now: those of their pods that are not available first, then as many as the new
 * ones allow (pkg/controller/deployment/rolling.go reconcileOldReplicaSets, recreate.go scaleDownOldReplicaSets, 1.37).
 */
export function scalingsDown({ wanted, unavailable, isRecreate, current, olds }: Rollout): Scaling[] {
  const left = new Map(olds.map((old) => [old, replicasOf(old)]));
  const all = current ? [...olds, current] : olds;
  const take = (most: number, of: (old: ReplicaSet) => number): void => {
    for (const old of olds) {
      const taken = Math.max(0, Math.min(most, of(old)));
      left.set(old, (left.get(old) ?? 0) - taken);
      most -= taken;
    }
  };
  const least = wanted - unavailable;
  const starting = current ? replicasOf(current) - availableOf(current) : 0;
  const most = sum(all, replicasOf) - least - starting;
  if (isRecreate) take(Infinity, replicasOf);
  else if (most > 0) {
    take(most, (old) => replicasOf(old) - availableOf(old));
    take(sum(all, availableOf) - least, (old) => left.get(old) ?? 0);
  }
  return [...left].flatMap(([replicaSet, to]) => (to === replicasOf(replicaSet) ? [] : [{ replicaSet, to }]));
}

export function replicasOf({ spec }: ReplicaSet): number {
  return spec?.replicas ?? 1;
}

function availableOf({ status }: ReplicaSet): number {
  return status?.availableReplicas ?? 0;
}

function sum(sets: readonly ReplicaSet[], of: (set: ReplicaSet) => number): number {
  return sets.reduce((total, set) => total + of(set), 0);
}
