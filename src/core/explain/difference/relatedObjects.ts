import type { ServiceAccount } from '../../api/types';
import { declaredObject } from '../../api/asDeclared';
import type { WrittenObject } from '../../api/kubernetesObject';
import { classesFirst } from '../../circumstances/classesFirst';
import type { Manifest } from '../../manifest/parseManifest';
import { podSpecOf, type WrittenPod } from '../../manifest/podOf';
import { neededKinds } from '../../manifest/namedKinds';
import { isClusterWide, referencesOf, referencesOfPod } from '../../manifest/references';

/** Kinds that act on a pod without being named in it. */
const ambientKinds = ['Service', 'LimitRange', 'ResourceQuota', 'Namespace', 'StorageClass', 'PersistentVolume'];
/** Kinds that count where a pod names them, or a claim of devices that it names. */
const ownKinds = [...neededKinds, 'DeviceClass'];
const kindLine = new RegExp(
  `["']?kind["']?\\s*:\\s*["']?(${[...ambientKinds, ...ownKinds, '\\w*List'].join('|')})\\b`,
  'g',
);

/**
 * The objects of a manifest that take part in a pod's start: what it names, and the Services, limits and volumes
 * around it. Documents that can not hold any are not parsed: in a file of hundreds that decides the time.
 */
export function relatedObjects(
  manifest: Pick<Manifest, 'documents'>,
  pod: WrittenPod,
  namespace: string,
  existing: readonly WrittenObject[] = [],
): WrittenObject[] {
  const names = namesOf(pod);
  const related: WrittenObject[] = [];
  // A ServiceAccount may name Secrets of its own, and may stand below them.
  for (const account of accountsOf(manifest, names)) {
    for (const { field, name } of referencesOf('ServiceAccount', account))
      if (field === 'ServiceAccount.imagePullSecrets') names.add(name);
  }
  for (const document of manifest.documents) {
    if (!mayRelate(document.text, names)) continue;
    for (const { value, kind, name, namespace: own } of document.objects) {
      if ((own ?? namespace) !== namespace && !isClusterWide(kind)) continue;
      if (ambientKinds.includes(kind) || (ownKinds.includes(kind) && names.has(name))) related.push(value);
    }
  }
  for (const object of existing) {
    const { kind = '', metadata } = declaredObject(object);
    if ((metadata?.namespace ?? namespace) !== namespace && !isClusterWide(kind)) continue;
    const isNamed = ownKinds.includes(kind) && names.has(metadata?.name ?? '');
    if (!isNamed && !ambientKinds.includes(kind)) continue;
    const isThere = related
      .map((other) => declaredObject(other))
      .some((other) => other.kind === kind && other.metadata?.name === metadata?.name);
    if (!isThere) related.push(object);
  }
  return classesFirst(related);
}

function accountsOf(manifest: Pick<Manifest, 'documents'>, names: Set<string>): ServiceAccount[] {
  return manifest.documents
    .filter(({ text }) => text.includes('ServiceAccount') && text.includes('imagePullSecrets'))
    .flatMap(({ objects }) => objects.filter(({ kind, name }) => kind === 'ServiceAccount' && names.has(name)))
    .map(({ value }) => declaredObject<ServiceAccount>(value));
}

/** What the pod names, its ServiceAccount included. */
function namesOf(pod: WrittenPod): Set<string> {
  const names = new Set(referencesOfPod(pod).map(({ name }) => name));
  if (!podSpecOf(pod)?.serviceAccountName) names.add('default');
  return names;
}

/** Whether a look at the text finds a kind and a name that count. */
function mayRelate(text: string, names: Set<string>): boolean {
  const kinds = new Set([...text.matchAll(kindLine)].map(([, kind = '']) => kind));
  for (const kind of kinds) if (ambientKinds.includes(kind) || kind.endsWith('List')) return true;
  return kinds.size > 0 && [...names].some((name) => text.includes(name));
}
