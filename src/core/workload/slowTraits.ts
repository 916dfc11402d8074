import { differInTime } from '../comparison/timeDifferences';
import type { Span } from '../trace/pathPart';
import { candidates, type Candidate, type Common } from './candidates';
import { chanceOf, divisor, leastChance } from './fisher';
import type { Measure } from './measures';
import type { PodStart } from './podStarts';
import { median } from './quantiles';
import { slowOnes } from './slowOnes';

/** What slow pods share, and the others do not. */
export interface SlowTrait {
  /** All that exactly these pods have in common; which of it makes them slow, the sample does not tell. */
  common: readonly Common[];
  /** In what they are slow: the whole start, phases of it. */
  in: readonly SlowMeasure[];
}

export interface SlowMeasure {
  /** Of `Measure`. */
  name: string;
  /** The median of the pods that share it, and of the others, each of so many. */
  sharing: Span & { pods: number };
  others: Span & { pods: number };
  /** How many of the slow pods share it, of how many; the same of the pods that are not slow. */
  slow: { sharing: number; of: number };
  notSlow: { sharing: number; of: number };
  /** The probability that a sample in which nothing makes any difference has anything as clear as that. */
  chance: number;
}

/** The rate of false alarms: the share of samples without any real difference in which one is still reported. */
const level = 0.05;
/** A phase whose slow ones take less of the median start longer than this share is not looked at. */
const worthLooking = 0.05;
/** How many shared traits are listed for one measure. */
const most = 5;

/** A candidate among the pods that have a measure. */
interface Group {
  candidate: Candidate;
  measure: Measured;
  members: ReadonlySet<number>;
  chance: number;
  /** Tests of the same pods are one. */
  test: string;
  least: number;
}

/** A measure of which some pods are slow. */
interface Measured extends Measure {
  /** The places in the sample. */
  slow: ReadonlySet<number>;
  key: string;
}

/**
 * What the slow pods of a workload share more than chance allows, the surest first: for the whole start and each phase, by
 * Fisher's exact test between being slow and sharing something; all of them together are wrong in at most one of twenty
 * samples in which nothing makes a difference. Nothing where the sample is too small for that, or where those who share
 * it are not slower by more than the times are known to.
 *
 * @param measures of these starts, the whole start first
 */
export function slowTraits(starts: readonly PodStart[], measures: readonly Measure[]): SlowTrait[] {
  const measured = measures.flatMap((measure) => withSlowOnes(measure, measures[0]!));
  if (measured.length === 0) return [];
  const sets = candidates(starts);
  const groups = measured.flatMap((measure) => sets.flatMap((candidate) => groupOf(candidate, measure)));
  const distinct = new Map(groups.map(({ test, least }) => [test, least]));
  const by = divisor([...distinct.values()], level);
  const found = new Map<Candidate, SlowMeasure[]>();
  for (const name of new Set(measured.map((measure) => measure.name)))
    for (const { candidate, told } of surest(
      groups.filter(({ measure }) => measure.name === name),
      by,
    )) {
      const known = found.get(candidate);
      if (known) known.push(told);
      else found.set(candidate, [told]);
    }
  return [...found].map(([{ common }, told]) => ({ common, in: told })).sort((a, b) => leastOf(a) - leastOf(b));
}

function leastOf({ in: told }: SlowTrait): number {
  return Math.min(...told.map(({ chance }) => chance));
}

/** A measure once for each way in which some of its pods are slow, where that matters for the whole start. */
function withSlowOnes(measure: Measure, whole: Measure): Measured[] {
  const { places, spans } = measure;
  return slowOnes(spans).flatMap((slow): Measured[] => {
    const medianOf = (isSlow: boolean): number => median(spans.filter((_, at) => slow.has(at) === isSlow)).milliseconds;
    if (medianOf(true) - medianOf(false) < median(whole.spans).milliseconds * worthLooking) return [];
    const slowPlaces = places.filter((_, at) => slow.has(at));
    return [{ ...measure, slow: new Set(slowPlaces), key: `${places.join(' ')}|${slowPlaces.join(' ')}` }];
  });
}

/** A candidate with how likely it is by chance; none of fewer than two, or of all, of the pods that have the measure. */
function groupOf(candidate: Candidate, measure: Measured): Group[] {
  const has = new Set(measure.places);
  const members = candidate.members.filter((place) => has.has(place));
  const all = measure.places.length;
  if (members.length < 2 || members.length > all - 2) return [];
  const both = members.filter((place) => measure.slow.has(place)).length;
  const draw = { all, marked: measure.slow.size, drawn: members.length };
  return [
    {
      candidate,
      measure,
      members: new Set(members),
      chance: chanceOf(both, draw),
      test: `${measure.key}|${members.join(' ')}`,
      least: leastChance(draw),
    },
  ];
}

/** Those that are no chance, the surest first; what is slow only through one before it is left out. */
function surest(groups: readonly Group[], by: number): { candidate: Candidate; told: SlowMeasure }[] {
  const able = groups
    .filter(({ chance }) => chance * by <= level)
    .sort((a, b) => a.chance - b.chance || b.members.size - a.members.size);
  const explained = new Set<number>();
  const found: { candidate: Candidate; told: SlowMeasure }[] = [];
  for (const group of able) {
    const told = toldOf(group, explained, by);
    if (!told) continue;
    found.push({ candidate: group.candidate, told });
    for (const place of group.members) explained.add(place);
    if (found.length === most) break;
  }
  return found;
}

/** A group's finding among the pods that no other finding explains yet; undefined if it is no longer significant. */
function toldOf({ measure, members }: Group, explained: ReadonlySet<number>, by: number): SlowMeasure | undefined {
  const { name, places, spans, slow } = measure;
  const [sharing, others]: [Span[], Span[]] = [[], []];
  const [counted, counts] = [
    { sharing: 0, of: 0 },
    { sharing: 0, of: 0 },
  ];
  for (const [at, place] of places.entries()) {
    if (explained.has(place)) continue;
    const count = slow.has(place) ? counted : counts;
    count.of++;
    if (members.has(place)) count.sharing++;
    (members.has(place) ? sharing : others).push(spans[at]!);
  }
  if (counted.sharing < 2 || others.length === 0) return undefined;
  const all = sharing.length + others.length;
  const chance = by * chanceOf(counted.sharing, { all, marked: counted.of, drawn: sharing.length });
  const [theirs, rest] = [median(sharing), median(others)];
  if (chance > level || theirs.milliseconds <= rest.milliseconds || !differInTime(theirs, rest)) return undefined;
  return {
    name,
    sharing: { ...theirs, pods: sharing.length },
    others: { ...rest, pods: others.length },
    slow: counted,
    notSlow: counts,
    chance,
  };
}
