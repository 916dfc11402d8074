import { declaredObject } from '../api/asDeclared';
import type { KubernetesObject, WrittenObject } from '../api/kubernetesObject';
import { groupedBy } from '../groupedBy';
import { isClusterWide } from '../manifest/references';

/** The objects that the manifest and the workspace have, in the right types. */
export interface Known {
  /** The object of that kind and name; the namespace does not matter to kinds that lie in none. */
  find<T extends KubernetesObject>(kind: string, namespace: string, name: string): T | undefined;
  /** All of the kind that a pod in the namespace can refer to. */
  all<T extends KubernetesObject>(kind: string, namespace: string): readonly T[];
  /** Names of the kind that are written somewhere, for what a wrong name may have meant. */
  names(kind: string, namespace: string): readonly string[];
}

/**
 * @param namespace where objects lie that name none
 * @param names the names of all objects of a kind, where `objects` are only some of them
 */
export function knownObjects(objects: readonly WrittenObject[], namespace: string, names?: Known['names']): Known {
  const byKind = groupedBy(
    objects.map((written) => declaredObject(written)),
    ({ kind = '' }) => kind,
  );
  const all = <T extends KubernetesObject>(kind: string, where: string): T[] =>
    ((byKind.get(kind) ?? []) as T[]).filter(
      ({ metadata }) => isClusterWide(kind) || (metadata?.namespace ?? namespace) === where,
    );
  return {
    all,
    find: <T extends KubernetesObject>(kind: string, where: string, name: string) =>
      all<T>(kind, where).find(({ metadata }) => metadata?.name === name),
    names: names ?? ((kind, where) => all(kind, where).flatMap(({ metadata }) => metadata?.name ?? [])),
  };
}
