import type { WrittenObject } from '../../api/kubernetesObject';
import { withValue } from '../../changedValue';
import { startsWithPath, valueAt, type Path } from '../../path';
import { effectsBetween, isFieldEffect, type Effect } from './effects';
import { likeImages } from './likeImages';
import type { WrittenPod } from '../../manifest/podOf';
import { refusedPaths, repairedPod } from './repairedPod';
import { otherChoice } from './otherChoice';
import { startPod, type PodStart, type PodSurroundings } from './podStart';
import { schedulable } from './schedulable';
import { isSameValue } from '../../isSameValue';
import { changed, variations, without, type Variation } from './variations';

/** What the simulator says of one field of one pod. */
export interface FieldEffects {
  /** What of the kubelet's calls comes from the field. */
  effects: Effect[];
  /** What the start was compared with; undefined where every other value is refused too. */
  variation: Variation['sort'] | undefined;
  /** The part of the pod that was left out, where `variation` is `part`. */
  part?: Path;
  /** Why a pod without the field is refused by the API server, or does not get started. */
  haltWithout?: { isRefused: boolean; message: string };
  /** The API server's words, where it refuses the pod: the rest is about a pod without what it refuses. */
  refusal?: string;
  /** Why no node takes the pod: the rest is about the same pod on a node. */
  unscheduled?: string;
  /** The field has the value that it has without being written: what another value changes, in the manifest's start. */
  decided?: Effect[];
  /** The start as the manifest has it. */
  start: PodStart;
  /** Of the start that it was compared with, what is told beside the calls; its calls are let go. */
  other?: Pick<PodStart, 'stored' | 'stuck'>;
}

/** A pod with all that its start needs. */
export interface StartInput {
  pod: WrittenPod;
  related: readonly WrittenObject[];
  surroundings: PodSurroundings;
}

/**
 * Starts the pod as it is and with the field absent (or, where that can not be, changed), and tells which calls and
 * fields respond.
 *
 * @param path in the pod
 */
export function fieldEffects(input: StartInput, path: Path): FieldEffects {
  const start = startAsIs(input);
  let known = ofStarts.get(start);
  if (!known) ofStarts.set(start, (known = new Map()));
  const key = JSON.stringify(path);
  let effects = known.get(key);
  if (!effects) known.set(key, (effects = foundEffects(input, path, start)));
  return effects;
}

/** By the start as it is and the path: a manifest that did not change has the same answers. */
const ofStarts = new WeakMap<PodStart, Map<string, FieldEffects>>();

function foundEffects(input: StartInput, path: Path, start: PodStart): FieldEffects {
  const refusal = start.errors[0]?.message;
  if (refusal === undefined) return start.isWaiting ? onANode(input, path, start) : compared(input, path, start);
  const repaired = repairedInput(input, refusal);
  return { ...compared(repaired, path, startAsIs(repaired)), refusal };
}

/** What the field does in a pod that no node takes: it keeps the pod, or one sees it where a node takes the pod. */
function onANode(input: StartInput, path: Path, start: PodStart): FieldEffects {
  const asIs = compared(input, path, start);
  if (asIs.other && asIs.other.stuck === undefined && asIs.variation !== 'part') return asIs;
  let placed = placedInputs.get(start);
  if (!placed) placedInputs.set(start, (placed = schedulable(input.pod, input.related, input.surroundings)));
  const other = startAsIs(placed);
  if (other.calls.length === 0 || valueAt(placed.pod, path) === undefined) return asIs;
  return { ...compared(placed, path, other), ...(start.stuck !== undefined && { unscheduled: start.stuck }) };
}

const placedInputs = new WeakMap<PodStart, StartInput>();

const repairs = new WeakMap<PodStart, StartInput>();

/** The input with a pod that the API server takes, as far as leaving things out helps. */
function repairedInput(input: StartInput, refusal: string): StartInput {
  const start = startAsIs(input);
  const known = repairs.get(start);
  if (known) return known;
  let repaired = input;
  let message: string | undefined = refusal;
  for (let tries = 0; tries < 3 && message !== undefined; tries++) {
    repaired = { ...repaired, pod: repairedPod(repaired.pod, message) };
    message = startAsIs(repaired).errors[0]?.message;
  }
  repairs.set(start, repaired);
  return repaired;
}

function compared(input: StartInput, path: Path, start: PodStart): FieldEffects {
  const startOther = (pod: WrittenPod): PodStart =>
    startPod(pod, input.related, likeImages(input.surroundings, input.pod, pod));
  let haltWithout: FieldEffects['haltWithout'];
  let stopgap: FieldEffects | undefined;
  for (const variation of variations(input.pod, path)) {
    const { sort } = variation;
    let other = startOther(variation.pod);
    let refusal = start.errors.length === 0 ? other.errors[0]?.message : undefined;
    if (refusal !== undefined && sort === 'absent') {
      haltWithout = { isRefused: true, message: refusal };
      // What can not be without the field goes with it.
      const bare = withoutRefused(variation.pod, path, refusal);
      if (bare) other = startOther(bare);
      if (bare) refusal = other.errors[0]?.message;
    }
    const stuck = start.stuck === undefined && refusal === undefined ? other.stuck : undefined;
    if (stuck !== undefined && sort === 'absent') haltWithout ??= { isRefused: false, message: stuck };
    const isPart = sort === 'part';
    // A start that ends before it began shows nothing but that the field is needed.
    if (refusal !== undefined || (stuck !== undefined && (sort !== 'absent' || haltWithout?.isRefused))) continue;
    // A pod that starts with the field alone says more than one without half of itself.
    if (isPart && stopgap && start.stuck === undefined) break;
    const all = effectsBetween(other.made, start.made);
    const found: FieldEffects = {
      effects: sort === 'changed' ? ofManifest(all) : all,
      variation: sort,
      ...(isPart && { part: variation.path }),
      start,
      other: { stored: other.stored, stuck: other.stuck },
    };
    // Where neither gets started, another comparison may show what keeps the pod.
    const isMute = start.stuck !== undefined && other.stuck !== undefined && all.length === 0;
    const isDefault =
      sort === 'absent' && all.length === 0 && !isMute && isDefaultValue(valueAt(input.pod, path), start, other, path);
    const decided = isDefault ? decidedBy(input, path, start, startOther) : undefined;
    if (stuck === undefined && !isMute)
      return { ...found, ...(decided && { decided }), ...(haltWithout && { haltWithout }) };
    stopgap ??= found;
  }
  return { ...(stopgap ?? { effects: [], variation: undefined, start }), ...(haltWithout && { haltWithout }) };
}

/** Whether the field has the value that it has without being written: the API server stores it alike, or it is false. */
function isDefaultValue(value: unknown, start: PodStart, other: PodStart, path: Path): boolean {
  if (path[0] !== 'spec') return false;
  const [stored, unwritten] = [valueAt(start.stored, path), valueAt(other.stored, path)];
  return (value === false && unwritten === undefined) || (stored !== undefined && isSameValue(stored, unwritten));
}

/** What another value of a field changes: with the values of the manifest's own start. */
function decidedBy(
  input: StartInput,
  path: Path,
  start: PodStart,
  startOther: (pod: WrittenPod) => PodStart,
): Effect[] {
  const choice = otherChoice(valueAt(input.pod, path));
  const other = startOther(choice === undefined ? changed(input.pod, path) : withValue(input.pod, path, choice));
  const all = other.errors.length > 0 ? [] : effectsBetween(other.made, start.made);
  return all.filter((effect) => isFieldEffect(effect) || effect.madeWith === 0 || effect.madeWithout === 0);
}

/**
 * The pod without the other fields that the API server refuses, as its message names them: `spec.os.name: Required
 * value: …`. Undefined where there are none.
 */
function withoutRefused(pod: WrittenPod, path: Path, message: string): WrittenPod | undefined {
  let bare = pod;
  for (const [refused] of refusedPaths(message)) {
    const isRelated = startsWithPath(path, refused) || startsWithPath(refused, path);
    if (refused.length < 3 || isRelated || valueAt(bare, refused) === undefined) continue;
    bare = without(bare, refused);
  }
  return bare === pod ? undefined : bare;
}

/** The effects that are there in the manifest's own start, where the other value is a mere stopgap. */
export function ofManifest(effects: readonly Effect[]): Effect[] {
  return effects
    .filter((effect) => (isFieldEffect(effect) ? effect.with !== undefined : effect.madeWith > 0))
    .map((effect) => (isFieldEffect(effect) ? { ...effect, without: undefined } : effect));
}

const known = new WeakMap<WrittenPod, { input: StartInput; start: PodStart }>();

/** The start as the manifest has it; kept as long as the parsed pod and what it needs are the same. */
export function startAsIs(input: StartInput): PodStart {
  const { pod, related, surroundings } = input;
  const before = known.get(pod);
  if (before && isSameList(before.input.related, related) && isSameIn(before.input.surroundings, surroundings))
    return before.start;
  const start = startPod(pod, related, surroundings);
  known.set(pod, { input, start });
  return start;
}

/** Whether two lists have the same objects, by their identity. */
export function isSameList(a: readonly WrittenObject[], b: readonly WrittenObject[]): boolean {
  return a.length === b.length && a.every((object, i) => object === b[i]);
}

function isSameIn(a: PodSurroundings, b: PodSurroundings): boolean {
  return a.world === b.world && a.seconds === b.seconds && a.kubernetes === b.kubernetes && a.namespace === b.namespace;
}
