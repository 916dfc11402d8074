import { declaredObject } from '../api/asDeclared';
import type { KubernetesObject, WrittenObject } from '../api/kubernetesObject';
import type { PersistentVolume, PersistentVolumeClaim, PriorityClass, ResourceQuota } from '../api/types';
import { askedPodsOf } from '../assumptions/askedPods';
import { fits } from '../assumptions/storage';
import { isClusterWide, referencesOf } from '../manifest/references';

/** Kinds of which an object counts only where one that counts names it. */
const named = new Set(['ConfigMap', 'Secret', 'ServiceAccount', 'RuntimeClass', 'ResourceClaim', 'ResourceClaimTemplate']); // prettier-ignore
/** What a quota limits of claims. */
const ofClaims = /(?:^|\/)(?:persistentvolumeclaims|requests\.storage)$/;

/**
 * The objects of the workspace's other files that take part in the start of a manifest's objects: what these name, by
 * others or by a claim that is made for a pod, and what acts on pods without being named (Services, limits and quotas
 * of their namespaces, classes). A claim that nobody names counts where it may take a volume away, or where a quota
 * counts it. Objects that make pods are not looked at; all of them stay.
 *
 * @param written the manifest's objects
 * @param namespace where objects go that name none
 */
export function takingPart(
  written: readonly WrittenObject[],
  others: readonly WrittenObject[],
  namespace: string,
): WrittenObject[] {
  if (others.length === 0) return [];
  const spaceOf = (object: KubernetesObject): string =>
    isClusterWide(object.kind ?? '') ? '' : (object.metadata?.namespace ?? namespace);
  const keyOf = (object: KubernetesObject): string => `${object.kind} ${spaceOf(object)} ${object.metadata?.name}`;
  const own = written.map((object) => declaredObject(object));
  const found = others.map((value) => ({ value, object: declaredObject(value) }));
  const byKey = new Map(found.map(({ object }) => [keyOf(object), object]));
  const spaces = new Set(own.map(spaceOf));

  const taken = new Set<KubernetesObject>();
  const take = (object: KubernetesObject | undefined): void => {
    if (!object || taken.has(object)) return;
    taken.add(object);
    follow(object);
  };
  const follow = (object: KubernetesObject): void => {
    for (const one of referencesOf(object.kind ?? '', object)) {
      const space = one.isClusterWide ? '' : (one.namespace ?? (spaceOf(object) || namespace));
      take(byKey.get(`${one.kind} ${space} ${one.name}`));
    }
  };
  for (const object of own) follow(object);
  for (const space of spaces) take(byKey.get(`ServiceAccount ${space} default`));

  const asked = written.flatMap((object) => askedPodsOf(object, namespace) ?? []);
  const isMade = claimsMadeFor(asked);
  const claims = found.filter(({ object }) => object.kind === 'PersistentVolumeClaim').map(({ object }) => object);
  for (const claim of claims) if (isMade(spaceOf(claim), claim.metadata?.name ?? '')) take(claim);

  const hasStorage =
    own.some(({ kind }) => kind === 'PersistentVolumeClaim') ||
    asked.some(({ pod }) => pod.spec.volumes?.some((volume) => volume.persistentVolumeClaim ?? volume.ephemeral));
  const isMaking =
    own.some(({ kind }) => kind === 'PersistentVolumeClaim') ||
    asked.some((each) => each.claims.length > 0 || each.pod.spec.volumes?.some(({ ephemeral }) => ephemeral));
  const volumes = hasStorage ? [...own, ...byKey.values()].filter(isVolume) : [];
  const isCounted = (space: string): boolean =>
    isMaking && [...own, ...byKey.values()].some((quota) => isQuotaOfClaims(quota) && spaceOf(quota) === space);

  const takesPart = (object: KubernetesObject): boolean => {
    const { kind = '' } = object;
    if (taken.has(object)) return true;
    if (named.has(kind) || !(isClusterWide(kind) || spaces.has(spaceOf(object)) || isClaim(object))) return false;
    if (isClaim(object)) {
      const claim = { ...object, metadata: { ...object.metadata, namespace: spaceOf(object) } };
      return isCounted(spaceOf(object)) || volumes.some((volume) => mayTake(claim, volume));
    }
    if (kind === 'PersistentVolume' || kind === 'StorageClass') return hasStorage;
    return !isPriorityClass(object) || object.globalDefault === true;
  };
  return found.filter(({ object }) => takesPart(object)).map(({ value }) => value);
}

/** Whether a claim has the name of one that is made for the pods: of a StatefulSet's template, or of a volume of theirs. */
function claimsMadeFor(
  asked: readonly NonNullable<ReturnType<typeof askedPodsOf>>[],
): (namespace: string, name: string) => boolean {
  const exact = new Set<string>();
  const stems: string[] = [];
  for (const { namespace, pod, claims } of asked) {
    for (const { claim } of claims) stems.push(`${namespace} ${(claim.metadata?.name ?? '').replace(/\d{1,9}$/, '')}`);
    for (const { name, ephemeral } of pod.spec.volumes ?? [])
      if (ephemeral) exact.add(`${namespace} ${pod.metadata?.name}-${name}`);
  }
  return (namespace, name) => {
    const key = `${namespace} ${name}`;
    return exact.has(key) || stems.some((stem) => key.startsWith(stem) && /^\d+$/.test(key.slice(stem.length)));
  };
}

function mayTake(claim: PersistentVolumeClaim, volume: PersistentVolume): boolean {
  const { volumeName } = claim.spec ?? {};
  return volumeName ? volumeName === volume.metadata?.name : fits(volume, claim);
}

function isClaim(object: KubernetesObject): object is PersistentVolumeClaim {
  return object.kind === 'PersistentVolumeClaim';
}

function isVolume(object: KubernetesObject): object is PersistentVolume {
  return object.kind === 'PersistentVolume';
}

function isPriorityClass(object: KubernetesObject): object is PriorityClass {
  return object.kind === 'PriorityClass';
}

function isQuotaOfClaims(object: KubernetesObject): boolean {
  const isQuota = (one: KubernetesObject): one is ResourceQuota => one.kind === 'ResourceQuota';
  return isQuota(object) && Object.keys(object.spec?.hard ?? {}).some((resource) => ofClaims.test(resource));
}
