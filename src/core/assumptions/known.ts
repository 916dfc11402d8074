import type { KubernetesObject } from '../apiserver/objectStore';
import { isClusterWide } from '../explain/references';

/** The objects that the manifest and the workspace have. */
export interface Known {
  /** The object of that kind and name; the namespace does not matter to kinds that lie in none. */
  find(kind: string, namespace: string, name: string): KubernetesObject | undefined;
  /** All of the kind that a pod in the namespace can refer to. */
  all(kind: string, namespace: string): readonly KubernetesObject[];
  /** Names of the kind that are written somewhere, for what a wrong name may have meant. */
  names(kind: string, namespace: string): readonly string[];
}

/**
 * @param namespace where objects lie that name none
 * @param names the names of all objects of a kind, where `objects` are only some of them
 */
export function knownObjects(objects: readonly KubernetesObject[], namespace: string, names?: Known['names']): Known {
  const byKind = new Map<string, KubernetesObject[]>();
  for (const object of objects) {
    const { kind = '' } = object;
    const ofKind = byKind.get(kind);
    if (ofKind) ofKind.push(object);
    else byKind.set(kind, [object]);
  }
  const all: Known['all'] = (kind, where) =>
    (byKind.get(kind) ?? []).filter(
      ({ metadata }) => isClusterWide(kind) || (metadata?.namespace ?? namespace) === where,
    );
  return {
    all,
    find: (kind, where, name) => all(kind, where).find(({ metadata }) => metadata?.name === name),
    names: names ?? ((kind, where) => all(kind, where).flatMap(({ metadata }) => metadata?.name ?? [])),
  };
}
