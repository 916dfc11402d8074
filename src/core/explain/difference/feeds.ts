import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { startsWithPath, valueAt, type Path } from '../../path';
import { podTemplatePath } from '../../manifest/podSpecs';
import { isFieldEffect } from './effects';
import { explainedPod, type ExplainOptions } from './explainedPod';
import { fieldEffects } from './fieldEffects';
import type { WrittenPod } from '../../manifest/podOf';
import { walkSchema } from '../../api/schemaWalk';
import { textAt } from '../../manifest/textAt';

/** One field of a request that one field of the manifest feeds. */
export interface Feed {
  /** The path in the manifest's object. */
  path: Path;
  /** The call with what it is about: `CreateContainer app`. */
  call: string;
  /** `config.linux.resources.cpu_quota`; undefined where the call as a whole hangs on the path. */
  field?: string;
}

/**
 * Which fields of an object feed which fields of the kubelet's calls, found by leaving each field out. That is a
 * start for each field: where only one call is of interest, naming it leaves other containers' fields out.
 *
 * @param wanted the call that is of interest; which of the object's paths are
 */
export function feeds(
  manifest: Manifest,
  object: ManifestObject,
  options: ExplainOptions = {},
  { call, of = () => true }: { call?: string; of?: (path: Path) => boolean } = {},
): Feed[] {
  const input = explainedPod(manifest, object, options);
  if (!input) return [];
  const template = podTemplatePath(object.kind) ?? [];
  const found: Feed[] = [];
  for (const path of leafPaths(input.pod)) {
    if (call !== undefined && isOfAnotherContainer(input.pod, path, call)) continue;
    const full = object.kind === 'Pod' ? path : [...template, ...path];
    // What a template is given on top (its pod's name) stands nowhere.
    if (!of(full) || !object.rangeOf(full)) continue;
    for (const effect of fieldEffects(input, path).effects) {
      if (call !== undefined && effect.call !== call) continue;
      const field = isFieldEffect(effect) ? effect.field : undefined;
      found.push({ path: full, call: effect.call, ...(field !== undefined && { field }) });
      const named = field === undefined ? namingField(input.pod, path, effect.call) : undefined;
      if (named !== undefined) found.push({ path: full, call: effect.call, field: named });
    }
  }
  return found;
}

/**
 * The feeds of one field of a request, the most particular first: those that feed little else before those on which
 * half of the pod hangs. A field that holds others (`config.envs[PORT]`) has all of theirs.
 */
export function feedsOf<T extends Feed>(all: readonly T[], call: string, field: string): T[] {
  const counts = new Map<string, number>();
  for (const { path } of all) counts.set(path.join('\n'), (counts.get(path.join('\n')) ?? 0) + 1);
  const matching = all.filter((feed) => feed.call === call && feed.field !== undefined && isWithin(feed.field, field));
  const unique = matching.filter(
    (feed, i) => matching.findIndex((other) => startsWithPath(other.path, feed.path)) === i,
  );
  return unique.sort((a, b) => (counts.get(a.path.join('\n')) ?? 0) - (counts.get(b.path.join('\n')) ?? 0));
}

function isWithin(field: string, outer: string): boolean {
  return field === outer || field.startsWith(`${outer}.`) || field.startsWith(`${outer}[`);
}

/**
 * The field of a request that a call has its name from, where the path's value is what it is named by: with another image
 * it is another call, which no comparison of one call's fields shows.
 */
function namingField(pod: WrittenPod, path: Path, call: string): string | undefined {
  const [method, subject] = partsOfName(call);
  const [list, last] = path.slice(-2);
  const text = textAt(pod, path);
  if (text === '') return undefined;
  if ((method === 'PullImage' || method === 'ImageStatus') && last === 'image')
    return subject.startsWith(text) ? 'image.image' : undefined;
  return method === 'ExecSync' && list === 'command' && subject.includes(text) ? `cmd[${last}]` : undefined;
}

/** The method of a call, and what it is about: '' where its name does not say. */
function partsOfName(call: string): [method: string, subject: string] {
  const end = call.indexOf(' ');
  return end < 0 ? [call, ''] : [call.slice(0, end), call.slice(end + 1)];
}

/** The paths of a pod's scalars, entries of maps included. */
function leafPaths(pod: WrittenPod): Path[] {
  const paths: Path[] = [];
  const add = (value: unknown, path: Path): void => {
    if (Array.isArray(value)) value.forEach((item, i) => add(item, [...path, i]));
    else if (typeof value === 'object' && value !== null) {
      const entries = Object.entries(value);
      if (entries.length === 0) paths.push(path);
      for (const [key, entry] of entries) add(entry, [...path, key]);
    } else paths.push(path);
  };
  walkSchema('Pod', { metadata: pod.metadata, spec: pod.spec }, [], ({ path, type, value }) => {
    const isInner = /^\[?[A-Z]/.test(type) && !['Quantity', 'IntOrString', 'Time'].includes(type);
    if (!isInner || (typeof value === 'object' && value !== null && Object.keys(value).length === 0)) add(value, path);
  });
  return paths;
}

/** Whether the path lies in a container that the call is not about. */
function isOfAnotherContainer(pod: WrittenPod, path: Path, call: string): boolean {
  const [, list, index] = path;
  if (typeof index !== 'number' || typeof list !== 'string' || !list.endsWith('ontainers')) return false;
  const [method, subject] = partsOfName(call);
  const container = valueAt(pod.spec, [list, index]);
  if (method === 'CreateContainer') return textAt(container, ['name']) !== subject;
  return (method === 'PullImage' || method === 'ImageStatus') && !subject.startsWith(textAt(container, ['image']));
}
