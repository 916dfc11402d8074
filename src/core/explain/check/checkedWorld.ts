import { declaredObject } from '../../api/asDeclared';
import type { WrittenObject } from '../../api/kubernetesObject';
import { neededKinds } from '../../manifest/namedKinds';
import { podOf } from '../../manifest/podOf';
import { podTemplatePath } from '../../manifest/podSpecs';
import { isClusterWide, referencesOf, referencesOfPod } from '../../manifest/references';
import { valueAt } from '../../path';

/** Kinds that count for pods that name them. */
const named = new Set([...neededKinds, 'DeviceClass']);
/** Kinds that count for every pod of their namespace. Services are none: they only fill environments. */
const ambient = new Set(['LimitRange', 'ResourceQuota']);
/** Kinds that count where there is a claim. */
const ofStorage = new Set(['StorageClass', 'PersistentVolume']);

/** All objects of the files that are checked, found by what a pod asks for; looking is not slower in a large world. */
export class CheckedWorld {
  readonly #namespace: string;
  readonly #byKey = new Map<string, WrittenObject>();
  readonly #byKind = new Map<string, WrittenObject[]>();
  readonly #ambient = new Map<string, WrittenObject[]>();
  readonly #storage: WrittenObject[] = [];

  /** @param namespace where objects lie that name none */
  constructor(objects: readonly WrittenObject[], namespace: string) {
    this.#namespace = namespace;
    for (const value of objects) {
      const { kind = '', metadata: { name = '' } = {} } = declaredObject(value);
      if (podTemplatePath(kind)) continue;
      const space = this.#spaceOf(value);
      this.#byKey.set(`${kind} ${space} ${name}`, value);
      if (named.has(kind)) listIn(this.#byKind, `${kind} ${space}`).push(value);
      if (ambient.has(kind)) listIn(this.#ambient, space).push(value);
      if (ofStorage.has(kind)) this.#storage.push(value);
    }
  }

  /**
   * The objects that may take part in the start of a maker's pods. Of a kind of which something is asked for that is not
   * there, all: one of them may have been meant.
   */
  around(maker: WrittenObject): WrittenObject[] {
    const space = this.#spaceOf(maker);
    const found = new Set<WrittenObject>(this.#ambient.get(space));
    const take = (kind: string, name: string, isWide = isClusterWide(kind)): void => {
      const object = this.#byKey.get(`${kind} ${isWide ? '' : space} ${name}`);
      if (!object) {
        for (const other of this.#byKind.get(`${kind} ${isWide ? '' : space}`) ?? []) found.add(other);
        return;
      }
      if (found.has(object)) return;
      found.add(object);
      for (const one of referencesOf(kind, object)) take(one.kind, one.name);
    };
    const namespace = this.#byKey.get(`Namespace  ${space}`);
    if (namespace) found.add(namespace);
    const pod = podOf(maker);
    const references = pod ? referencesOfPod(pod) : [];
    for (const { kind, name } of references) take(kind, name);
    if (!references.some(({ kind }) => kind === 'ServiceAccount')) {
      const account = this.#byKey.get(`ServiceAccount ${space} default`);
      if (account) take('ServiceAccount', 'default');
    }
    const templates = valueAt(maker, ['spec', 'volumeClaimTemplates']);
    const volumes = valueAt(pod, ['spec', 'volumes']);
    const asksForStorage =
      Array.isArray(templates) ||
      (Array.isArray(volumes) &&
        volumes.some((one) => valueAt(one, ['persistentVolumeClaim']) ?? valueAt(one, ['ephemeral'])));
    if (asksForStorage) {
      for (const object of this.#storage) found.add(object);
      for (const claim of this.#byKind.get(`PersistentVolumeClaim ${space}`) ?? []) found.add(claim);
    }
    return [...found];
  }

  #spaceOf(value: WrittenObject): string {
    const { kind = '', metadata } = declaredObject(value);
    return isClusterWide(kind) ? '' : (metadata?.namespace ?? this.#namespace);
  }
}

function listIn(map: Map<string, WrittenObject[]>, key: string): WrittenObject[] {
  const known = map.get(key);
  if (known) return known;
  const made: WrittenObject[] = [];
  map.set(key, made);
  return made;
}
