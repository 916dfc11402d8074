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
import type { ClusterRelease } from '../core/observe/clusterRelease';
import { SavedOutputError } from '../core/observe/saved/savedOutputError';
import { savedStart, type SavedStart } from '../core/observe/savedStart';
import { atLevel } from '../core/trace/atLevel';
import { usualLevel } from '../core/trace/level';
import type { Trace } from '../core/trace/trace';
import { circumstancesBeside } from './chosenCircumstances';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { existingBeside } from './existingBeside';
import { placeText, type ManifestFile } from './manifestFile';
import { manifestIn, readText } from './readInput';
import { shownValue } from './shownValue';
import { makesPods, simulateObjects, standingOf } from './simulation';

/**
 * `compare A B`: two starts call by call. What says how a start is simulated (`--fault`, `--what-if`, `--kubernetes`, `--runtime`,
 * `--scenario`) is
 * of B alone.
 */
export function compare(a: string, b: string, flags: Flags): string {
  const { fault: _, kubernetes: __, scenario: ___, whatIf: ____, runtime: _____, ...common } = flags;
  const { format = 'text', level = usualLevel } = flags;
  if (format !== 'text' && format !== 'json' && format !== 'markdown')
    throw new CommandError(`--format is text, json or markdown, not ${shownValue(format)}`, 2);
  if (a === '-' && b === '-') throw new CommandError('standard input can be one of the two only', 2);
  const [first, second] = [givenIn(a), givenIn(b)];
  // A manifest beside what was observed is started as it would be there.
  const cluster = (first.saved ?? second.saved)?.release;
  const [left, right] = [startOf(first, common, cluster), startOf(second, flags, cluster)];
  const comparison = compareStarts(atLevel(left.trace, level), atLevel(right.trace, level));
  const { places, notes: own } = causesOf(left, right);
  const notes = [...new Set([...left.notes, ...right.notes, ...own])];
  const { counts, ends } = comparison;
  if (format === 'json') {
    const calls = comparison.calls.map((call) => ({ ...call, differences: call.differences.map((one) => withPlaces(one, places(call, one))) })); // prettier-ignore
    return `${JSON.stringify({ a, b, counts, calls, ends, ...(notes.length > 0 && { notes }) }, undefined, 2)}\n`;
  }
  const hasSeveralPods = left.trace.view.pods.length > 1 || right.trace.view.pods.length > 1;
  const heads = [`A: ${a}: ${startTitle(left.trace)}`, `B: ${b}: ${startTitle(right.trace)}`] as const;
  return format === 'text'
    ? asText({ heads, comparison, hasSeveralPods, places, notes })
    : `${comparisonMarkdown({ heads, comparison, hasSeveralPods, places, notes })}\n`;
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
function causesOf(left: Start, right: Start): Causes {
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
        ? [`note: of ${untried} more fields that differ between the manifests it was not worked out what they change`]
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

/** A file, and the start that it tells of where it is saved output. */
interface Given {
  file: string;
  text: string;
  saved?: SavedStart;
}

function givenIn(file: string): Given {
  const text = readText(file);
  const saved = savedIn(file, text);
  return { file, text, ...(saved && { saved }) };
}

function savedIn(file: string, text: string): SavedStart | undefined {
  try {
    return savedStart(file, text);
  } catch (error) {
    if (error instanceof SavedOutputError) throw new CommandError(error.message);
    throw error;
  }
}

/** The start that a file tells of: as a cluster saw it, or of a manifest as it is simulated. */
interface Start {
  trace: Trace;
  /** Of a simulated one, the manifest, and what it is simulated with. */
  side?: ManifestFile & CausingSide;
  notes: readonly string[];
}

function startOf({ file, text, saved }: Given, flags: Flags, cluster: ClusterRelease | undefined): Start {
  if (saved) {
    for (const [flag, given] of [
      ['fault', flags.fault],
      ['what-if', flags.whatIf],
    ] as const)
      if (given) throw new CommandError(`${file} was observed: --${flag} is for a manifest`, 2);
    return { trace: saved.trace, notes: [] };
  }
  const manifest = manifestIn(text, file);
  const { objects } = standingOf(manifest, file, flags);
  if (!makesPods(objects)) throw new CommandError(`${file}:1:1: nothing in it makes pods`);
  const { objects: existing, notes } = existingBeside(file);
  const { simulation, asWritten } = simulateObjects(objects, flags, { existing, cluster });
  const trace = asWritten(simulation.trace);
  const side = { manifest, file, options: { ...circumstancesBeside(flags, cluster), existing }, pods: trace.view.pods };
  return { trace, side, notes: notes.map((note) => note.trimEnd()) };
}
