import {
  comparedCallText,
  countsText,
  differenceMark,
  differenceText,
  endName,
  notThere,
  type DifferenceText,
} from '../core/comparison/differenceWords';
import {
  compareStarts,
  type CallDifference,
  type ComparedCall,
  type StartComparison,
} from '../core/comparison/compareStarts';
import { causingPlaces, type CausingPlace, type CausingSide } from '../core/explain/difference/causingPlaces';
import { comparisonMarkdown, startTitle, type WrittenComparison } from '../core/explain/text/comparisonMarkdown';
import { onOneLine } from '../core/onOneLine';
import { atLevel } from '../core/trace/atLevel';
import type { Level } from '../core/trace/level';
import type { Trace } from '../core/trace/trace';
import { placeText, type ManifestFile } from './manifestFile';

/** One of two starts that are compared. */
export interface ComparedStart {
  /** What it is called. */
  name: string;
  trace: Trace;
  /** Of a simulated one, the manifest, and what it is simulated with. */
  side?: ManifestFile & CausingSide;
  notes: readonly string[];
}

/** Two starts beside each other, and the lines that make them differ. */
export interface ComparedStarts {
  left: ComparedStart;
  right: ComparedStart;
  comparison: StartComparison;
  places: PlacesOf;
  notes: readonly string[];
}

/** Compares two starts in so much detail. */
export function comparedStarts(left: ComparedStart, right: ComparedStart, level: Level): ComparedStarts {
  const comparison = compareStarts(atLevel(left.trace, level), atLevel(right.trace, level));
  const { places, notes: own } = causesOf(left, right);
  return { left, right, comparison, places, notes: [...new Set([...left.notes, ...right.notes, ...own])] };
}

/** What differs, in words. */
export function comparedText(starts: ComparedStarts): string {
  return asText(written(starts));
}

/** What differs, as Markdown. */
export function comparedMarkdown(starts: ComparedStarts): string {
  return `${comparisonMarkdown(written(starts))}\n`;
}

/** Each call of two starts as data, with the places of the manifests that make it differ. */
export function comparedCalls({ comparison, places }: ComparedStarts): object[] {
  return comparison.calls.map((call) => ({
    ...call,
    differences: call.differences.map((one) => withPlaces(one, places(call, one))),
  }));
}

function written({ left, right, comparison, places, notes }: ComparedStarts): WrittenComparison {
  const hasSeveralPods = left.trace.view.pods.length > 1 || right.trace.view.pods.length > 1;
  const heads = [`A: ${left.name}: ${startTitle(left.trace)}`, `B: ${right.name}: ${startTitle(right.trace)}`] as const;
  return { heads, comparison, hasSeveralPods, places, notes };
}

/** The places of the manifests that make a call differ, `FILE:LINE:COLUMN (field)`; none where no line of them does. */
type PlacesOf = (call: ComparedCall, difference: CallDifference) => string[];

interface Causes {
  places: PlacesOf;
  notes: string[];
}

const noCauses: Causes = { places: () => [], notes: [] };

function withPlaces(difference: CallDifference, places: readonly string[]): object {
  return places.length > 0 ? { ...difference, places } : difference;
}

/** What in two manifests makes their starts differ. */
function causesOf(left: ComparedStart, right: ComparedStart): Causes {
  const [a, b] = [left.side, right.side];
  if (!a || !b) return noCauses;
  const found = causingPlaces(a, b);
  const textOf = ({ side, offset, path }: CausingPlace): string =>
    `${placeText(side === 'left' ? a : b, offset)} (${path})`;
  const { untried } = found;
  return {
    places: (call, difference) => [...new Set(found.of(call, difference).map(textOf))],
    notes:
      untried > 0
        ? [`note: ${untried} more fields differ between the manifests; what they change was not computed`]
        : [],
  };
}

function different({ calls }: StartComparison): ComparedCall[] {
  return calls.filter(({ differences }) => differences.length > 0);
}

function asText({ heads, comparison, hasSeveralPods, places, notes }: WrittenComparison): string {
  const lines = [countsText(comparison.counts), '', ...heads];
  const calls = different(comparison);
  if (calls.length > 0) lines.push('');
  for (const call of calls) {
    const [sign, mark] = differenceMark(call);
    lines.push(`${sign} ${mark.padEnd('only in A'.length)}  ${comparedCallText(call, hasSeveralPods)}`);
    for (const difference of call.differences) {
      const text = differenceText(difference);
      if (text) lines.push(...sidesText(text));
      for (const place of places(call, difference)) lines.push(`        from ${place}`);
    }
  }
  const ends = comparison.ends.filter(({ differences }) => differences.length > 0);
  if (ends.length > 0) lines.push('', 'How the pods end:');
  for (const end of ends) {
    lines.push(`~ ${endName(end)}`);
    for (const one of end.differences) lines.push(...sidesText(one));
  }
  if (notes.length > 0) lines.push('', ...notes);
  // No text of others begins a line of its own, where it would pass for one of ours.
  return lines.map((line) => `${onOneLine(line)}\n`).join('');
}

function sidesText({ what, left, right }: DifferenceText): string[] {
  return [`      ${what}`, `        A: ${left ?? notThere}`, `        B: ${right ?? notThere}`];
}
