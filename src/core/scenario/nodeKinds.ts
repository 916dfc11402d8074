import { entryOf } from '../entryOf';
import { nodeOfBottlerocket } from './nodeOfBottlerocket';
import { nodeOfControlPlane } from './nodeOfControlPlane';
import { nodeOfDebian } from './nodeOfDebian';
import { nodeOfKind } from './nodeOfKind';
import type { NodeKind } from './nodeKind';
import { containerdPaths, crioPaths, distributionPaths, typesOf } from './nodePaths';
import { runtimeOf } from './runtimes/runtimeOf';
import type { PathType } from './scenario';

/** The kinds of nodes that a person chooses from (`like` of a node). */
export const nodeKinds = {
  kind: nodeOfKind,
  debian: nodeOfDebian,
  bottlerocket: nodeOfBottlerocket,
  'control-plane': nodeOfControlPlane,
} as const satisfies Readonly<Record<string, NodeKind>>;

/** The kind of that name; undefined for any other word, as settings and scenarios are what a person typed. */
export function nodeKindOf(name: string | undefined): NodeKind | undefined {
  return name === undefined ? undefined : entryOf<NodeKind>(nodeKinds, name);
}

/** What lies on a node of the kind, with its container runtime. */
export function pathsOfKind(kind: NodeKind, runtime: string): Record<string, PathType> {
  return Object.fromEntries(typesOf([...kind.paths, pathsOfRuntime(runtime)]));
}

/**
 * Whether a path is known to lie on other nodes and not on this one: of another kind, where its kind is known, or with
 * another container runtime, where that is.
 *
 * @param like the name of the node's kind
 * @param runtime as a node tells it
 */
export function isOfOtherNodes(path: string, like: string | undefined, runtime: string | undefined): boolean {
  const kind = nodeKindOf(like);
  const isOn = (sets: Parameters<typeof typesOf>[0]): boolean => typesOf(sets).has(path);
  if (kind) {
    const all = [...Object.values<NodeKind>(nodeKinds).flatMap(({ paths }) => paths), distributionPaths];
    const own = [...kind.paths, pathsOfRuntime(runtime ?? '')];
    return isOn([...all, containerdPaths, crioPaths]) && !isOn(own);
  }
  return runtime !== undefined && isOn([containerdPaths, crioPaths]) && !isOn([pathsOfRuntime(runtime)]);
}

function pathsOfRuntime(runtime: string): typeof crioPaths {
  return runtimeOf(runtime).scheme === 'cri-o' ? crioPaths : containerdPaths;
}
