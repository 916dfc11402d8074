import type { Pod } from '../../api/types';
import { changedPaths, type ChangedPath } from '../../comparison/changedPaths';
import type { CallDifference, ComparedCall } from '../../comparison/compareStarts';
import { isOfWorkload } from '../../comparison/workloadOf';
import type { ManifestObject } from '../../manifest/manifestObject';
import type { Manifest } from '../../manifest/parseManifest';
import { podTemplatePath } from '../../manifest/podSpecs';
import { formatPath, isSamePath, type Path } from '../../path';
import { isCriMessage } from '../../trace/criMessage';
import { textAt } from '../../trace/payload';
import type { Message } from '../../trace/trace';
import { callName } from './effects';
import type { ExplainOptions } from './explainedPod';
import { feeds, feedsOf, type Feed } from './feeds';

/** One of two starts, with the manifest that it is of. */
export interface CausingSide {
  manifest: Manifest;
  options: ExplainOptions;
  /** The start's pods. */
  pods: readonly Pod[];
}

/** A place of one of the manifests that makes the starts differ. */
export interface CausingPlace {
  side: 'left' | 'right';
  /** Into the manifest's text. */
  offset: number;
  /** The field that stands there: `spec.containers[0].image`. */
  path: string;
}

export interface CausingPlaces {
  /** The places that make a call differ; none where no line of the manifests does. */
  of: (call: ComparedCall, difference: CallDifference) => CausingPlace[];
  /** Fields that the manifests have otherwise, and of which it was not worked out what they feed: there are too many. */
  untried: number;
}

/** So many fields are tried, each of which takes a start. */
const most = 100;
/** Of a call that only one side makes, so many places are told. */
const mostOfCall = 3;

/** An object of a manifest that the other manifest has otherwise. */
interface ChangedObject {
  object: ManifestObject;
  changed: readonly ChangedPath[];
  feeds: readonly Feed[];
}

/**
 * The places of two manifests that make their starts differ, by what the fields feed that one has and the other has not,
 * or has otherwise. An object's other is that of its kind and name, else the only one of its kind.
 */
export function causingPlaces(left: CausingSide, right: CausingSide): CausingPlaces {
  const steps = causing(left, right);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** The same in steps, between which there may be other things to do. */
export function* causing(left: CausingSide, right: CausingSide): Generator<undefined, CausingPlaces> {
  const mine = yield* changesOf(left, right.manifest);
  const theirs = yield* changesOf(right, left.manifest);
  return {
    of: ({ left: one, right: other }, difference) => [
      ...(one ? placesIn('left', left, mine.objects, one, difference) : []),
      ...(other ? placesIn('right', right, theirs.objects, other, difference) : []),
    ],
    untried: mine.untried + theirs.untried,
  };
}

function* changesOf(
  { manifest, options }: CausingSide,
  other: Manifest,
): Generator<undefined, { objects: readonly ChangedObject[]; untried: number }> {
  let untried = 0;
  let left = most;
  const objects: ChangedObject[] = [];
  for (const object of manifest.objects) {
    const ofKind = other.objects.filter(({ kind }) => kind === object.kind);
    const partner = ofKind.find(({ name }) => name === object.name) ?? (ofKind.length === 1 ? ofKind[0] : undefined);
    const changed = partner ? changedPaths(object.value, partner.value) : [];
    if (changed.length === 0) continue;
    const tried = changed.slice(0, left);
    left -= tried.length;
    untried += changed.length - tried.length;
    const found: Feed[] = [];
    for (const { path } of tried) {
      found.push(...feeds(manifest, object, options, { of: (one) => isSamePath(one, path) }));
      yield;
    }
    objects.push({ object, changed, feeds: found });
  }
  return { objects, untried };
}

function placesIn(
  side: CausingPlace['side'],
  { pods }: CausingSide,
  objects: readonly ChangedObject[],
  message: Message,
  difference: CallDifference,
): CausingPlace[] {
  return objects
    .filter(({ object }) => isAbout(message, object, pods))
    .flatMap((changed) => {
      const offsets = pathsFor(changed, message, difference).flatMap((path): CausingPlace[] => {
        const place = changed.object.rangeOf(path);
        return place ? [{ side, offset: (place.key ?? place.value).start, path: formatPath(path) }] : [];
      });
      return offsets.filter((one, i) => offsets.findIndex(({ path }) => path === one.path) === i);
    });
}

/** Whether a call is for a pod of the object, or for the object itself. */
function isAbout(
  { subject, protocol, method, request }: Message,
  object: ManifestObject,
  pods: readonly Pod[],
): boolean {
  const own = { kind: object.kind, name: object.name };
  if (subject) {
    const pod = pods.find(
      ({ metadata }) => metadata?.name === subject.pod && (metadata.namespace ?? 'default') === subject.namespace,
    );
    return pod !== undefined && isOfWorkload(pod, own);
  }
  if (protocol !== 'HTTP' || !method.startsWith('POST ')) return false;
  return textAt(request, 'kind') === own.kind && textAt(request, 'metadata', 'name') === own.name;
}

function pathsFor(
  { object, changed, feeds: all }: ChangedObject,
  message: Message,
  difference: CallDifference,
): Path[] {
  if (isCriMessage(message)) {
    const call = callName(message);
    if (difference.type === 'field') {
      if (difference.part !== 'request') return [];
      const own = feedsOf(all, call, difference.field).map(({ path }) => path);
      // Without its image no image is pulled: then it is the call that hangs on the field.
      return own.length > 0 ? own : pathsOf(all.filter((feed) => feed.call === call && feed.field === undefined));
    }
    const isMade = difference.type === 'only' || difference.type === 'outcome' || difference.type === 'time';
    return isMade ? pathsOf(all.filter((feed) => feed.call === call)) : [];
  }
  if (message.protocol !== 'HTTP' || difference.type !== 'field' || difference.part !== 'request') return [];
  const template = formatPath(podTemplatePath(object.kind) ?? []);
  const ofPod = message.subject !== undefined && template !== '' ? `${template}.` : '';
  return changed
    .filter(({ field }) => field.startsWith(ofPod) && isWithin(field.slice(ofPod.length), difference.field))
    .map(({ path }) => path);
}

/** Those on which the call as a whole hangs before those that only change it. */
function pathsOf(own: readonly Feed[]): Path[] {
  const whole = own.filter(({ field }) => field === undefined);
  return (whole.length > 0 ? whole : own).slice(0, mostOfCall).map(({ path }) => path);
}

function isWithin(field: string, outer: string): boolean {
  return field === outer || field.startsWith(`${outer}.`) || field.startsWith(`${outer}[`);
}
