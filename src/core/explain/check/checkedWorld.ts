import { declaredObject } from '../../api/asDeclared';
import { selectsLabels } from '../../api/labelSelector';
import type { WrittenObject } from '../../api/kubernetesObject';
import type { Service } from '../../api/types';
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

/** So many pods with a label in common are kept; a Service that chooses none of them is looked at among all. */
const mostAlike = 100;

/** All objects of the files that are checked, found by what a pod asks for; looking is not slower in a large world. */
export class CheckedWorld {
  readonly #namespace: string;
  /** Variants of an application have objects of the same names, each in files or folders of its own. */
  readonly #byKey = new Map<string, WrittenObject[]>();
  /** The steps of the path of each object's file. */
  readonly #stepsTo = new Map<WrittenObject, readonly string[]>();
  readonly #byKind = new Map<string, WrittenObject[]>();
  readonly #ambient = new Map<string, WrittenObject[]>();
  readonly #storage: WrittenObject[] = [];
  /** The namespaces that objects of a kind and a name give themselves. */
  readonly #namespaces = new Map<string, Set<string>>();
  /** The labels of pods, by each of them. */
  readonly #labels = new Map<string, Readonly<Record<string, string>>[]>();

  /**
   * @param existing objects of files that are not checked
   * @param files those of each file, with its path
   * @param namespace where objects lie that name none
   */
  constructor(
    existing: readonly WrittenObject[],
    files: readonly { file: string; values: readonly WrittenObject[] }[],
    namespace: string,
  ) {
    this.#namespace = namespace;
    for (const { file, values } of files) {
      const steps = file.split('/');
      for (const value of values) this.#stepsTo.set(value, steps);
    }
    for (const value of [...existing, ...files.flatMap(({ values }) => values)]) {
      const { kind = '', metadata: { name = '', namespace: own = '' } = {} } = declaredObject(value);
      const space = this.#spaceOf(value);
      if (podTemplatePath(kind)) {
        this.#takeLabels(value, space);
        continue;
      }
      const alike = listIn(this.#byKey, `${kind} ${space} ${name}`);
      if (alike.length < mostAlike) alike.push(value);
      if (named.has(kind)) {
        const key = `${kind} ${name}`;
        this.#namespaces.set(key, (this.#namespaces.get(key) ?? new Set()).add(own));
        listIn(this.#byKind, `${kind} ${space}`).push(value);
      }
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
      const object = this.#nearest(`${kind} ${isWide ? '' : space} ${name}`, maker);
      if (!object) {
        for (const other of this.#byKind.get(`${kind} ${isWide ? '' : space}`) ?? []) found.add(other);
        return;
      }
      if (found.has(object)) return;
      found.add(object);
      for (const one of referencesOf(kind, object)) take(one.kind, one.name);
    };
    const namespace = this.#nearest(`Namespace  ${space}`, maker);
    if (namespace) found.add(namespace);
    const pod = podOf(maker);
    const references = pod ? referencesOfPod(pod) : [];
    for (const { kind, name } of references) take(kind, name);
    if (!references.some(({ kind }) => kind === 'ServiceAccount')) {
      const account = this.#nearest(`ServiceAccount ${space} default`, maker);
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

  /** The only namespace in which an object of that name is, where all of them say theirs and none says this one. */
  otherNamespace(kind: string, namespace: string, name: string): string | undefined {
    const spaces = this.#namespaces.get(`${kind} ${name}`);
    if (spaces?.size !== 1) return undefined;
    const [only] = spaces;
    return only === '' || only === namespace ? undefined : only;
  }

  /** Whether a Service has no selector, or chooses pods of the world. */
  choosesPods(service: WrittenObject): boolean {
    const { selector = {} } = declaredObject<Service>(service).spec ?? {};
    const [first] = Object.entries(selector);
    if (!first) return true;
    const near = this.#labels.get(`${this.#spaceOf(service)} ${first.join('=')}`) ?? [];
    return near.some((labels) => selectsLabels(selector, labels));
  }

  /** Of several of the same name, the last in the maker's file, or in the folder that is nearest to it. */
  #nearest(key: string, maker: WrittenObject): WrittenObject | undefined {
    const alike = this.#byKey.get(key) ?? [];
    if (alike.length < 2) return alike[0];
    const from = this.#stepsTo.get(maker) ?? [];
    let [best, most] = [alike.at(-1), -1];
    for (const one of alike) {
      const steps = this.#stepsTo.get(one) ?? [];
      const differs = steps.findIndex((step, i) => step !== from[i]);
      const shared = differs < 0 ? steps.length : differs;
      if (shared >= most) [best, most] = [one, shared];
    }
    return best;
  }

  #takeLabels(maker: WrittenObject, space: string): void {
    const pod = podOf(maker);
    const labels = (pod && declaredObject(pod).metadata?.labels) ?? {};
    for (const pair of Object.entries(labels)) {
      const all = listIn(this.#labels, `${space} ${pair.join('=')}`);
      if (all.length < mostAlike) all.push(labels);
    }
  }

  #spaceOf(value: WrittenObject): string {
    const { kind = '', metadata } = declaredObject(value);
    return isClusterWide(kind) ? '' : (metadata?.namespace ?? this.#namespace);
  }
}

function listIn<T>(map: Map<string, T[]>, key: string): T[] {
  const known = map.get(key);
  if (known) return known;
  const made: T[] = [];
  map.set(key, made);
  return made;
}
