import { faultCatalog } from '../core/circumstances/faultCatalog';
import { comparedCallText, countsText, differenceMark, differenceText } from '../core/comparison/differenceWords';
import {
  compareStarts,
  type CallDifference,
  type ComparedCall,
  type StartComparison,
} from '../core/comparison/compareStarts';
import { changedFeeds } from '../core/explain/difference/changedFeeds';
import { callName } from '../core/explain/difference/effects';
import { feedsOf } from '../core/explain/difference/feeds';
import { markdown, type Section } from '../core/explain/text/markdown';
import { onOneLine } from '../core/onOneLine';
import type { ManifestObject } from '../core/manifest/manifestObject';
import { podOf, podSpecOf } from '../core/manifest/podOf';
import { referencesOf } from '../core/manifest/references';
import { savedObservation } from '../core/observe/savedObservation';
import { SavedOutputError } from '../core/observe/savedOutput';
import { formatPath } from '../core/path';
import type { Fault } from '../core/scenario/fault';
import { code, words } from '../core/textRuns';
import { atLevel } from '../core/trace/atLevel';
import { isCriMessage } from '../core/trace/criMessage';
import { usualLevel } from '../core/trace/level';
import type { Trace } from '../core/trace/trace';
import { chosenCircumstances } from './chosenCircumstances';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { existingBeside } from './existingBeside';
import { placeText, type ManifestFile } from './manifestFile';
import { manifestIn, readText } from './readInput';
import { makesPods, simulateObjects, standingOf } from './simulation';

/**
 * `compare A B`: two starts call by call. What says how a start is simulated (`--fault`, `--kubernetes`, `--scenario`) is
 * of B alone.
 */
export function compare(a: string, b: string, flags: Flags): string {
  const { fault: _, kubernetes: __, scenario: ___, ...common } = flags;
  const { format = 'text', level = usualLevel } = flags;
  if (format !== 'text' && format !== 'json' && format !== 'markdown')
    throw new CommandError(`--format is text, json or markdown, not ${format}`, 2);
  if (a === '-' && b === '-') throw new CommandError('standard input can be one of the two only', 2);
  const [{ trace: left, source }, { trace: right, source: other }] = [startOf(a, common), startOf(b, flags)];
  const comparison = compareStarts(atLevel(left, level), atLevel(right, level));
  const sides = source && other ? [linesOf(source, other, common), linesOf(other, source, flags)] : [];
  const places: PlacesOf = (call, field) => [...new Set(sides.flatMap((find) => find(call, field)))];
  if (format === 'json') {
    const calls = comparison.calls.map((call) => ({ ...call, differences: call.differences.map((one) => withPlaces(one, places(call, one))) })); // prettier-ignore
    return `${JSON.stringify({ a, b, counts: comparison.counts, calls }, undefined, 2)}\n`;
  }
  const hasSeveralPods = left.view.pods.length > 1 || right.view.pods.length > 1;
  const heads = [`A: ${a}: ${headOf(left)}`, `B: ${b}: ${headOf(right)}`];
  return format === 'text'
    ? asText(heads, comparison, hasSeveralPods, places)
    : asMarkdown(heads, comparison, hasSeveralPods, places);
}

/** The lines of the manifests that make a field differ, `FILE:LINE:COLUMN (field)`; none for other differences. */
type PlacesOf = (call: ComparedCall, difference: CallDifference) => string[];

function withPlaces(difference: CallDifference, places: readonly string[]): object {
  return places.length > 0 ? { ...difference, places } : difference;
}

/** The lines of one manifest that are otherwise in the other, by what they feed. */
function linesOf(source: ManifestFile, other: ManifestFile, flags: Flags): PlacesOf {
  const all = changedFeeds(source.manifest, other.manifest, chosenCircumstances(flags));
  return ({ left, right }, difference) => {
    if (difference.type !== 'field' || difference.part !== 'request') return [];
    return [left, right].flatMap((message) => {
      if (!message || !isCriMessage(message)) return [];
      const own = all.filter(({ object }) => message.subject?.pod.startsWith(object.name));
      return feedsOf(own, callName(message), difference.field).flatMap(({ object, path }) => {
        const place = object.rangeOf(path);
        return place ? [`${placeText(source, (place.key ?? place.value).start)} (${formatPath(path)})`] : [];
      });
    });
  };
}

function headOf({ title, kubernetes, source }: Trace): string {
  return `${title} · ${kubernetes && `Kubernetes ${kubernetes}, `}${source}`;
}

function different({ calls }: StartComparison): ComparedCall[] {
  return calls.filter(({ differences }) => differences.length > 0);
}

function asText(
  heads: readonly string[],
  comparison: StartComparison,
  hasSeveralPods: boolean,
  places: PlacesOf,
): string {
  const lines = [countsText(comparison.counts), '', ...heads];
  const calls = different(comparison);
  if (calls.length > 0) lines.push('');
  for (const call of calls) {
    const [sign, mark] = differenceMark(call);
    lines.push(`${sign} ${mark.padEnd('only in A'.length)}  ${comparedCallText(call, hasSeveralPods)}`);
    for (const difference of call.differences) {
      const text = differenceText(difference);
      if (text) lines.push(`      ${text.what}`, `        A: ${text.left}`, `        B: ${text.right}`);
      for (const place of places(call, difference)) lines.push(`        from ${place}`);
    }
  }
  // No text of others begins a line of its own, where it would pass for one of ours.
  return lines.map((line) => `${onOneLine(line)}\n`).join('');
}

function asMarkdown(
  heads: readonly string[],
  comparison: StartComparison,
  hasSeveralPods: boolean,
  places: PlacesOf,
): string {
  const sections = different(comparison).map((call): Section => {
    const [sign, mark] = differenceMark(call);
    return {
      lines: [words`${code(sign)} ${[{ strong: mark }]}: ${comparedCallText(call, hasSeveralPods)}`],
      items: call.differences.flatMap((difference) => {
        const text = differenceText(difference);
        if (!text) return [];
        const from = places(call, difference).map((place) => words`, from ${code(place)}`);
        return [[...words`${code(text.what)}: A ${code(text.left)}, B ${code(text.right)}`, ...from.flat()]];
      }),
    };
  });
  return `${markdown([{ lines: [[countsText(comparison.counts)]] }, { items: heads.map((head) => [head]) }, ...sections])}\n`;
}

/** The start that a file tells of: as a cluster saw it, or of a manifest as it is simulated. */
function startOf(file: string, flags: Flags): { trace: Trace; source?: ManifestFile } {
  const text = readText(file);
  const saved = savedStart(file, text);
  if (saved) {
    if (flags.fault !== undefined) throw new CommandError(`${file} was observed: --fault is for a manifest`, 2);
    return { trace: saved };
  }
  const manifest = manifestIn(text, file);
  const { objects } = standingOf(manifest, file, flags);
  if (!makesPods(objects)) throw new CommandError(`${file}:1:1: nothing in it makes pods`);
  const faults = flags.fault === undefined ? [] : [faultNamed(flags.fault, objects)];
  const existing = file === '-' ? [] : existingBeside(file).objects;
  const { simulation, asWritten } = simulateObjects(objects, flags, { existing, faults });
  return { trace: asWritten(simulation.trace), source: { manifest, file } };
}

/** The start that saved output tells of; undefined for what no cluster has stored: a manifest may have a status, too. */
function savedStart(name: string, text: string): Trace | undefined {
  try {
    const trace = savedObservation([{ name, text }]).trace();
    const { pods, events } = trace.view;
    return events.length > 0 || pods.some(({ metadata }) => metadata?.uid) ? trace : undefined;
  } catch (error) {
    if (error instanceof SavedOutputError) return undefined;
    throw error;
  }
}

function faultNamed(id: string, objects: readonly ManifestObject[]): Fault {
  const faults = objects.flatMap(({ kind, value }) => {
    const pod = podOf(value);
    return pod ? faultCatalog(podSpecOf(pod), referencesOf(kind, value)) : [];
  });
  const found = faults.find((fault) => fault.id === id);
  if (found) return found;
  const known = [...new Set(faults.map((fault) => fault.id))].join(', ');
  throw new CommandError(`--fault is one of ${known}; not ${id}`, 2);
}
