import type { Pod } from '../../../api/types';
import type { StoredObjects } from '../../../api/objectStore';
import type { NodeInfo, PodInfo } from './nodeInfo';

/** One attempt to place a pod on a node. */
export interface Attempt {
  pod: Pod;
  info: PodInfo;
  node: NodeInfo;
  /** All of the cluster's, the node among them. */
  nodes: readonly NodeInfo[];
  store: StoredObjects;
}

/** Why a node does not fit. */
export interface Rejection {
  reasons: string[];
  /** Whether other pods' going could change it (Unschedulable), or not (UnschedulableAndUnresolvable). */
  resolvable: boolean;
}

/** What can make a pod that a plugin rejected fit after all. */
export type Hint =
  'PodDeleted' | 'PodAdded' | 'PersistentVolumeClaim' | 'PersistentVolume' | 'StorageClass' | 'DeviceClass';

/** A plugin of the scheduling framework, as far as it decides whether and where a pod fits (pkg/scheduler/framework/plugins, 1.37). */
export interface Plugin {
  name: string;
  /** Refuses the pod whatever the node, or says nothing. */
  preFilter?: (attempt: Attempt) => string | undefined;
  filter?: (attempt: Attempt) => Rejection | undefined;
  /** How good each of the nodes that fit is, 0 to 100 (mostly by comparison with the others). */
  score?: (attempts: readonly Attempt[]) => number[];
  /** How much the score counts. */
  weight?: number;
  /** After which events the pod is tried again. */
  hints: readonly Hint[];
}

/** A rejection that only a change of the pod or the node would lift. */
export function unresolvable(...reasons: string[]): Rejection {
  return { reasons, resolvable: false };
}

/** A rejection that may end when other pods go. */
export function unschedulable(...reasons: string[]): Rejection {
  return { reasons, resolvable: true };
}
