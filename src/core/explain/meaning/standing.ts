import { isCustom } from '../../api/kinds';
import { isPart } from '../../manifest/isPart';
import { mayBeSecret } from '../../manifest/mayBeSecret';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { formatPath, valueAt } from '../../path';
import { podTemplatePath } from '../../manifest/podSpecs';
import { readingOf } from './asMeant';
import { isMadeByAnother } from './madeAnew';

/** Something that a person should know of how a manifest is read, and the offset of what it is about. */
export interface Remark {
  offset: number;
  message: string;
}

/** A manifest's objects by what becomes of them. */
export interface Standing {
  /** What is started, or is there for what is. */
  objects: ManifestObject[];
  /** What is no whole object, but changes another. */
  parts: ManifestObject[];
  /** What the owners make anew that stand beside it. */
  made: ManifestObject[];
  /** What stands again below, which counts. */
  again: ManifestObject[];
}

/** Whether an object tells kustomize what to do: it is no object of a cluster. */
export function isKustomization({ apiVersion }: Pick<ManifestObject, 'apiVersion'>): boolean {
  return apiVersion.startsWith('kustomize.config.k8s.io/');
}

/**
 * What of a manifest does not stand alone.
 *
 * @param file its path, with slashes: it tells where patches are to be expected
 */
export function partsOf({ objects }: Pick<Manifest, 'objects'>, file = ''): ManifestObject[] {
  const isAmongPatches = /patch|overlay|component/i.test(file);
  return objects.filter((object) => !isKustomization(object) && isPart(object.value, isAmongPatches));
}

/** Which of a manifest's objects stand for themselves; `file` as of `partsOf`. */
export function standing(manifest: Pick<Manifest, 'objects'>, file = ''): Standing {
  const parts = partsOf(manifest, file);
  const whole = manifest.objects.filter((object) => !isKustomization(object) && !parts.includes(object));
  const values = whole.map(({ value }) => value);
  const made = whole.filter(({ value }) => isMadeByAnother(value, values));
  const kept = whole.filter((object) => !made.includes(object));
  const last = new Map(kept.map((object) => [keyOf(object), object]));
  const isLast = (object: ManifestObject): boolean => last.get(keyOf(object)) === object;
  return { objects: kept.filter(isLast), parts, made, again: kept.filter((object) => !isLast(object)) };
}

/**
 * What of a file counts for the pods of other files: a quota or limits that stand beside pods in one file are those of
 * another trial or application, which is not applied.
 */
export function sharedWithOthers<T extends Pick<ManifestObject, 'kind'>>(objects: readonly T[]): T[] {
  const hasPods = objects.some(({ kind }) => podTemplatePath(kind) !== undefined);
  return objects.filter(({ kind }) => !hasPods || (kind !== 'ResourceQuota' && kind !== 'LimitRange'));
}

/** How what is not written as it is meant is read. */
export function remarksOf({ objects, made, again }: Standing): Remark[] {
  const repeated = again.map(({ kind, name, range }) => ({
    offset: range.start,
    message: `${kind} ${name} appears again below: the last one that is applied wins.`,
  }));
  return [
    ...savedRemarks(objects, made),
    ...repeated,
    ...placeholderRemarks(objects),
    ...customRemarks(objects),
    ...scalerRemarks(objects),
  ];
}

/** What an object is known by; one whose name is to be generated is another each time. */
function keyOf({ kind, namespace, name, value, range }: ManifestObject): string {
  const isNamed = valueAt(value, ['metadata', 'name']) !== undefined;
  return `${kind} ${namespace} ${isNamed ? name : range.start}`;
}

function savedRemarks(objects: readonly ManifestObject[], made: readonly ManifestObject[]): Remark[] {
  const saved = objects.filter(({ value }) => readingOf(value).isSaved);
  const [first] = saved;
  const [firstMade] = made;
  return [
    ...(first
      ? [{ offset: first.range.start, message: `${listed(saved)} ${saved.length === 1 ? 'was' : 'were'} read from a cluster: explained as if created again, without status, uid and whatever else the cluster wrote.` }] // prettier-ignore
      : []),
    ...(firstMade
      ? [{ offset: firstMade.range.start, message: `${listed(made)} ${made.length === 1 ? 'is' : 'are'} left out: the owner, which is also here, creates new ones.` }] // prettier-ignore
      : []),
  ];
}

function placeholderRemarks(objects: readonly ManifestObject[]): Remark[] {
  const told = new Set<string>();
  return objects.flatMap((object) => {
    const isSecret = mayBeSecret(object.value);
    return readingOf(object.value).placeholders.flatMap(({ path, text }) => {
      const what = isSecret ? `A text of ${object.kind} ${object.name}` : text.replaceAll(/\s+/g, ' ');
      const field = isSecret ? 'its field' : formatPath(path);
      if (told.has(what)) return [];
      told.add(what);
      const place = isSecret ? object.range : (object.rangeOf(path)?.value ?? object.range);
      const message = `${what} is taken for a placeholder: a possible value of ${field} stands in for it.`;
      return [{ offset: place.start, message }];
    });
  });
}

function customRemarks(objects: readonly ManifestObject[]): Remark[] {
  const custom = objects.filter(({ apiVersion }) => isCustom(apiVersion));
  const [first] = custom;
  if (!first) return [];
  const message = `${listed(custom)}: treated as if the cluster had the definition; not part of a pod's start by ${custom.length === 1 ? 'itself' : 'themselves'}.`; // prettier-ignore
  return [{ offset: first.range.start, message }];
}

/** What would change the number of pods, by what no manifest tells: their load. */
function scalerRemarks(objects: readonly ManifestObject[]): Remark[] {
  const scalers = objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
  const [first] = scalers;
  if (!first) return [];
  const message = `${listed(scalers)}: the simulation does not scale, so the replicas stay as written.`;
  return [{ offset: first.range.start, message }];
}

/** The most objects that a remark names. */
const mostNamed = 5;

/** `Service web, ConfigMap settings and 3 more`. */
export function listed(objects: readonly Pick<ManifestObject, 'kind' | 'name'>[]): string {
  const names = objects.slice(0, mostNamed).map(({ kind, name }) => (name === '' ? kind : `${kind} ${name}`));
  const more = objects.length - names.length;
  if (more > 0) return `${names.join(', ')} and ${more} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
}
