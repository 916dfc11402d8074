import type { Container, Pod } from '../../api/types';
import type { AskingPlace } from '../../trace/assumption';
import type { World } from '../../circumstances/worldOf';
import type { Path } from '../../path';
import { entryOf } from '../../entryOf';

/** Where a value that is judged stands, and what is around it in the right types. */
export interface FactContext {
  /** The path of the field in its pod, or in its object. */
  path: Path;
  /** The pod that the field is part of. */
  pod?: Pod;
  /** Where it stands in the manifest, and the world that the pod is started in; undefined outside of pods. */
  place: AskingPlace;
  world: World | undefined;
}

/** The container that the path goes through. */
export function containerOf({ pod, path }: FactContext): Partial<Container> | undefined {
  const [, list, index] = path;
  if (typeof index !== 'number' || typeof list !== 'string' || !list.endsWith('ontainers')) return undefined;
  const containers = entryOf(pod?.spec, list);
  const container: unknown = Array.isArray(containers) ? containers[index] : undefined;
  return typeof container === 'object' && container !== null ? container : undefined;
}
