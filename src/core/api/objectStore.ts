import type { KubernetesObject } from './kubernetesObject';

/** What is stored, to look at. */
export type StoredObjects = Pick<ObjectStore, 'get' | 'list' | 'inNamespace'>;

/** The cluster's objects, by kind, namespace and name, in the order of their creation. */
export class ObjectStore {
  readonly #kinds = new Map<string, Map<string, KubernetesObject>>();

  /** Adds the object, or replaces the one of the same kind, namespace and name. */
  put(object: KubernetesObject): void {
    const kind = object.kind ?? '';
    let objects = this.#kinds.get(kind);
    if (!objects) this.#kinds.set(kind, (objects = new Map()));
    objects.set(this.#key(object.metadata?.namespace, object.metadata?.name), object);
  }

  /** The object, or undefined. A cluster-wide kind (Node, PersistentVolume, …) has the namespace ''. */
  get<T extends KubernetesObject>(kind: string, namespace: string, name: string): T | undefined {
    return this.#kinds.get(kind)?.get(this.#key(namespace, name)) as T | undefined;
  }

  /** The kind's objects in one namespace, or in all. */
  list<T extends KubernetesObject>(kind: string, namespace?: string): T[] {
    const all = [...(this.#kinds.get(kind)?.values() ?? [])] as T[];
    return namespace === undefined ? all : all.filter((object) => (object.metadata?.namespace ?? '') === namespace);
  }

  /** All objects of a namespace, of whatever kind. */
  inNamespace(namespace: string): KubernetesObject[] {
    return [...this.#kinds.values()].flatMap((objects) =>
      [...objects.values()].filter(({ metadata }) => metadata?.namespace === namespace),
    );
  }

  delete(kind: string, namespace: string, name: string): void {
    this.#kinds.get(kind)?.delete(this.#key(namespace, name));
  }

  #key(namespace: string | undefined, name: string | undefined): string {
    return `${namespace ?? ''}/${name ?? ''}`;
  }
}
