import { greatest, least } from '../extremes';
import type { PodStart } from './podStarts';
import type { Trait } from './traits';

/** What some of a workload's pods have in common: a trait, or that they were made since a change or before it. */
export interface Common extends Trait {
  /** Milliseconds since the epoch: the first pod with the trait, or the node, was made then. */
  change?: { made: 'since' | 'before'; at: number };
}

/** Pods that have the same in common. */
export interface Candidate {
  /** All that exactly these pods have in common. */
  common: readonly Common[];
  /** Their places in the sample, rising. */
  members: readonly number[];
}

/** As many changes are looked at, the last. */
const mostChanges = 10;

/** What may make some of these starts slower: each set of pods once, and none of one pod, or of all but one. */
export function candidates(starts: readonly PodStart[]): Candidate[] {
  const sets = new Map<string, { common: Common[]; members: number[] }>();
  const add = (common: Common, members: number[]): void => {
    if (members.length < 2 || members.length > starts.length - 2) return;
    const key = members.join(' ');
    const set = sets.get(key);
    if (set) set.common.push(common);
    else sets.set(key, { common: [common], members });
  };
  for (const { trait, members } of byTrait(starts)) if (isCause(trait)) add(trait, members);
  for (const { trait, at } of changes(starts)) {
    const [since, before]: [number[], number[]] = [[], []];
    for (const [place, { created }] of starts.entries()) (created >= at ? since : before).push(place);
    add({ ...trait, change: { made: 'since', at } }, since);
    add({ ...trait, change: { made: 'before', at } }, before);
  }
  return [...sets.values()];
}

/** That an image was there makes no start slow, and an hour has no way to. */
function isCause({ kind, value }: Trait): boolean {
  return kind !== 'hour' && !(kind === 'pull' && value.endsWith(' was there'));
}

function byTrait(starts: readonly PodStart[]): { trait: Trait; members: number[] }[] {
  const found = new Map<string, { trait: Trait; members: number[] }>();
  for (const [place, { traits }] of starts.entries())
    for (const trait of traits) {
      const key = `${trait.kind} ${trait.value}`;
      const one = found.get(key);
      if (one) one.members.push(place);
      else found.set(key, { trait, members: [place] });
    }
  return [...found.values()];
}

/** When a revision, an image or a node came that was not there from the first pod on. */
function changes(starts: readonly PodStart[]): { trait: Trait; at: number }[] {
  const first = least(starts.map(({ created }) => created));
  const last = greatest(starts.map(({ created }) => created));
  const found = new Map<string, { trait: Trait; at: number }>();
  for (const { traits, created, nodeAdded } of starts)
    for (const trait of traits) {
      if (trait.kind !== 'revision' && trait.kind !== 'image' && trait.kind !== 'node') continue;
      const at = trait.kind === 'node' ? nodeAdded : created;
      if (at === undefined) continue;
      const key = `${trait.kind} ${trait.value}`;
      const known = found.get(key);
      if (!known || at < known.at) found.set(key, { trait, at });
    }
  return [...found.values()]
    .filter(({ at }) => at > first && at <= last)
    .sort((a, b) => a.at - b.at)
    .slice(-mostChanges);
}
