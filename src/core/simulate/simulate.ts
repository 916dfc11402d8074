import type { ApiView } from '../api/view';
import type { Pod } from '../api/types';
import type { KubernetesObject } from '../apiserver/objectStore';
import type { KubernetesVersion } from '../kubernetesRelease';
import type { Trace } from '../trace/trace';
import type { Scenario } from './scenario';

/** A CRI call, as the recordings have it. */
export interface CriCall {
  /** Milliseconds since the epoch. */
  start: number;
  end: number;
  /** The method's name without its service: `RunPodSandbox`. */
  method: string;
  request: unknown;
  response?: unknown;
  error?: { code: string; message: string };
}

/** One event of the pod watch. */
export interface WatchEvent {
  /** Milliseconds since the epoch. */
  at: number;
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: Pod;
}

export interface SimulationInput {
  /** The manifest's objects in their order, as written. Pods and workloads are started, the rest is there for them. */
  objects: KubernetesObject[];
  /** Objects that exist already: the workspace's other files. */
  existing?: KubernetesObject[];
  /** Where objects go that name no namespace. Default: `default`. */
  namespace?: string;
  scenario?: Scenario;
  /** How long is simulated. Default: until nothing more happens that a person would want to see, at most 10 minutes. */
  seconds?: number;
  kubernetes?: KubernetesVersion;
  /** When it starts, in milliseconds since the epoch. */
  start?: number;
  /** A seed for uids and suffixes. */
  seed?: number;
  /** Secret values appear as `‹secret NAME/KEY›` unless this is true (the terminal's `calls`). */
  revealSecrets?: boolean;
}

export interface Simulation extends ApiView {
  calls: CriCall[];
  watch: WatchEvent[];
  trace: Trace;
}

/**
 * Starts the manifest's pods in a simulated cluster, as Kubernetes would.
 * Never throws for what a manifest says: what the API server refuses is in `errors`.
 */
export declare function simulate(input: SimulationInput): Simulation;
