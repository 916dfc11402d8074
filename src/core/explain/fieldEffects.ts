import type { KubernetesObject } from '../apiserver/objectStore';
import type { Path } from '../manifest/path';
import { effectsBetween, isFieldEffect, type Effect } from './effects';
import type { WrittenPod } from './podOf';
import { startPod, type Circumstances, type PodStart } from './podStart';
import { variations, type Variation } from './variations';
import { withValue } from './changedValue';

/** What the simulator says of one field of one pod. */
export interface FieldEffects {
  /** What of the kubelet's calls comes from the field. */
  effects: Effect[];
  /** What the start was compared with; undefined where every other value is refused too. */
  variation: Variation['sort'] | 'instead' | undefined;
  /** The part of the pod that was left out, where `variation` is `part`. */
  part?: Path;
  /** Why a pod without the field is refused by the API server, or does not get started. */
  haltWithout?: { isRefused: boolean; message: string };
  /** The start as the manifest has it. */
  start: PodStart;
  /** The start that it was compared with. */
  other?: PodStart;
}

/** A pod with all that its start needs. */
export interface StartInput {
  pod: WrittenPod;
  related: readonly KubernetesObject[];
  circumstances: Circumstances;
}

/**
 * Starts the pod as it is and with the field absent (or, where that can not be, changed), and tells which calls and
 * fields respond.
 *
 * @param path in the pod
 * @param instead a pod to compare with, in place of one that is made here
 */
export function fieldEffects(input: StartInput, path: Path, instead?: { value: unknown }): FieldEffects {
  const start = startAsIs(input);
  if (instead) {
    const other = startPod(withValue(input.pod, path, instead.value), input.related, input.circumstances);
    return { effects: effectsBetween(other.made, start.made), variation: 'instead', start, other };
  }
  let haltWithout: FieldEffects['haltWithout'];
  for (const variation of variations(input.pod, path)) {
    const other = startPod(variation.pod, input.related, input.circumstances);
    // A start that ends before it began shows nothing but that the field is needed.
    const refusal = start.errors.length === 0 ? other.errors[0]?.message : undefined;
    const halt = refusal ?? (start.stuck === undefined ? other.stuck : undefined);
    if (halt !== undefined) {
      if (variation.sort === 'absent') haltWithout = { isRefused: refusal !== undefined, message: halt };
      continue;
    }
    const all = effectsBetween(other.made, start.made);
    const effects = variation.sort === 'changed' ? ofManifest(all) : all;
    return {
      effects,
      variation: variation.sort,
      ...(variation.sort === 'part' && { part: variation.path }),
      ...(haltWithout && { haltWithout }),
      start,
      other,
    };
  }
  return { effects: [], variation: undefined, ...(haltWithout && { haltWithout }), start };
}

/** The effects that are there in the manifest's own start, where the other value is a mere stopgap. */
export function ofManifest(effects: readonly Effect[]): Effect[] {
  return effects
    .filter((effect) => (isFieldEffect(effect) ? effect.with !== undefined : effect.madeWith > 0))
    .map((effect) => (isFieldEffect(effect) ? { ...effect, without: undefined } : effect));
}

const known = new WeakMap<WrittenPod, { related: readonly KubernetesObject[]; key: string; start: PodStart }>();

/** The start as the manifest has it; kept as long as the parsed pod and what it needs are the same. */
export function startAsIs({ pod, related, circumstances }: StartInput): PodStart {
  const key = JSON.stringify(circumstances);
  const before = known.get(pod);
  const isSame =
    before?.key === key &&
    before.related.length === related.length &&
    before.related.every((object, i) => object === related[i]);
  if (isSame) return before.start;
  const start = startPod(pod, related, circumstances);
  known.set(pod, { related, key, start });
  return start;
}
