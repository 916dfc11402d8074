import type { Container, Pod } from '../api/types';
import type { KubernetesObject } from '../apiserver/objectStore';
import type { Path } from '../manifest/path';
import { entryOf } from '../entryOf';

/** Where a value that is judged stands, and what is around it in the right types. */
export interface FactContext {
  /** The path of the field in its pod, or in its object. */
  path: Path;
  /** The pod that the field is part of. */
  pod?: Pod;
  /** An object of the manifest or the workspace; undefined where none is known. */
  find(kind: string, name: string): KubernetesObject | undefined;
}

/** The container that the path goes through. */
export function containerOf({ pod, path }: FactContext): Partial<Container> | undefined {
  const [, list, index] = path;
  if (typeof index !== 'number' || typeof list !== 'string' || !list.endsWith('ontainers')) return undefined;
  const containers = entryOf(pod?.spec as Record<string, unknown> | undefined, list);
  const container: unknown = Array.isArray(containers) ? containers[index] : undefined;
  return typeof container === 'object' && container !== null ? container : undefined;
}
