import type { PathSet } from './nodePaths';
import type { NodeDescription } from './scenario';

/** What a kind of node has otherwise than the usual one. */
export interface NodeKind {
  /** What a person calls it. */
  title: string;
  node: Partial<NodeDescription>;
  /** What lies on it beside that which every Linux has and its container runtime brings. */
  paths: readonly PathSet[];
  /** The handlers of containerd on it, where these are not `runc` alone. CRI-O has its own. */
  handlers?: readonly string[];
  /** How many images its kubelet pulls at once. Default: 1. */
  parallelPulls?: number;
}
