import { formatSpan } from '../trace/formatSpan';
import type { Common } from './candidates';
import type { SlowMeasure, SlowTrait } from './slowTraits';
import type { TraitKind } from './traits';

/** How a trait is said of the pods that have it. */
const words: Readonly<Record<TraitKind, (value: string) => string>> = {
  node: (value) => `on ${value}`,
  zone: (value) => `in zone ${value}`,
  image: (value) => `with image ${value}`,
  owner: (value) => `of ${value}`,
  revision: (value) => `of ${value}`,
  pull: (value) => `where ${value}`,
  volume: (value) => `with ${value}`,
  hour: (value) => `in the hour from ${value}`,
};

/** What says most of pods that have all of it in common comes first. */
const order: readonly TraitKind[] = ['node', 'zone', 'pull', 'volume', 'revision', 'image', 'owner', 'hour'];
/** How many further traits of the same pods are listed beside the first. */
const mostBeside = 4;

/**
 * `slower on node-b (the same pods: in zone b):`, and below it in what, a line each: `· image pull 14 s (median of 4), the
 * others 2.1 s (median of 8); 4 of 4 slow pods share that, …`.
 */
export function sharedText({ common, in: told }: SlowTrait): string[] {
  const sorted = [...common].sort((a, b) => rankOf(a) - rankOf(b) || order.indexOf(a.kind) - order.indexOf(b.kind));
  const [first] = sorted as [Common];
  const isBefore = first.change?.made === 'before';
  const beside = sorted.slice(1).filter((one) => one.change === undefined);
  const others = beside.slice(0, mostBeside).map(commonText);
  const same =
    others.length > 0 ? ` (the same pods: ${others.join(', ')}${beside.length > mostBeside ? ', …' : ''})` : '';
  const who = isBefore ? `faster since ${changeText(first)}` : `slower ${commonText(first)}${same}`;
  return [`${who}:`, ...told.map((measure) => `· ${measureText(measure, isBefore)}`)];
}

/** A change says when; that pods were made before one says more than what they have in common. */
function rankOf({ change }: Common): number {
  return change ? 0 : 1;
}

function commonText(common: Common): string {
  return common.change ? `since ${changeText(common)}` : words[common.kind](common.value);
}

function changeText({ kind, value, change }: Common): string {
  const what = kind === 'node' ? `node ${value} was added` : kind === 'image' ? `image ${value} came` : `${value} came`;
  const at = change ? new Date(change.at).toISOString().replace('T', ' ').replace('.000Z', ' UTC') : '';
  return `${what} (${at})`;
}

function measureText({ name, sharing, others, slow, notSlow, chance }: SlowMeasure, isBefore: boolean): string {
  const took = (whole: typeof sharing): string => `${formatSpan(whole)} (median of ${whole.pods})`;
  const times = isBefore ? `${took(others)}, before ${took(sharing)}` : `${took(sharing)}, the others ${took(others)}`;
  const who = isBefore ? 'are older' : 'share that';
  const counts = `${slow.sharing} of ${slow.of} slow pods ${who}, ${notSlow.sharing} of ${notSlow.of} others`;
  return `${name} ${name === 'Ready' || name === 'done' || name === 'Ready or done' ? 'in ' : ''}${times}; ${counts}; ${chanceText(chance)}`;
}

/** How rare such a sample is by chance, rounded to what is certain. */
function chanceText(chance: number): string {
  const times = Math.min(1_000_000, 1 / chance);
  const step = 10 ** Math.floor(Math.log10(times));
  const rounded = (Math.floor(times / step) * step).toLocaleString('en-US');
  return `by chance in less than 1 of ${rounded} samples`;
}
