import type { Pod } from '../api/types';

/** What the runtime does, or has done, for a container. */
export type ContainerWork =
  'pulling' | 'pullFailed' | 'pulled' | 'creating' | 'created' | 'starting' | 'running' | 'stopping' | 'ended';

/** The pod's sandbox, as far as it is known. */
export interface Sandbox {
  state: 'making' | 'ready' | 'failed' | 'stopped' | 'removed';
  id?: string;
  ip?: string;
}

/** A pod at a moment, as far as the trace tells. */
export interface PodAt {
  /** As the API server has it; undefined where nothing tells it yet. */
  pod?: Pod;
  isDeleted?: true;
  /** Nobody saw its status, which is inferred from what the runtime was asked. */
  isInferred?: true;
  sandbox?: Sandbox;
  /** By their names, what the runtime was last asked of the containers. */
  work: ReadonlyMap<string, ContainerWork>;
}
