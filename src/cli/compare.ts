import { faultCatalog } from '../core/circumstances/faultCatalog';
import { comparedCallText, countsText, differenceMark, differenceText } from '../core/comparison/differenceWords';
import { compareStarts, type ComparedCall, type StartComparison } from '../core/comparison/compareStarts';
import { markdown, type Section } from '../core/explain/text/markdown';
import { onOneLine } from '../core/onOneLine';
import type { ManifestObject } from '../core/manifest/manifestObject';
import { podOf, podSpecOf } from '../core/manifest/podOf';
import { referencesOf } from '../core/manifest/references';
import { savedObservation } from '../core/observe/savedObservation';
import { SavedOutputError } from '../core/observe/savedOutput';
import type { Fault } from '../core/scenario/fault';
import { code, words } from '../core/textRuns';
import { atLevel } from '../core/trace/atLevel';
import { usualLevel } from '../core/trace/level';
import type { Trace } from '../core/trace/trace';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { existingBeside } from './existingBeside';
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
  const [left, right] = [startOf(a, common), startOf(b, flags)];
  const comparison = compareStarts(atLevel(left, level), atLevel(right, level));
  if (format === 'json') return `${JSON.stringify({ a, b, ...comparison }, undefined, 2)}\n`;
  const hasSeveralPods = left.view.pods.length > 1 || right.view.pods.length > 1;
  const heads = [`A: ${a}: ${headOf(left)}`, `B: ${b}: ${headOf(right)}`];
  return format === 'text' ? asText(heads, comparison, hasSeveralPods) : asMarkdown(heads, comparison, hasSeveralPods);
}

function headOf({ title, kubernetes, source }: Trace): string {
  return `${title} · ${kubernetes && `Kubernetes ${kubernetes}, `}${source}`;
}

function different({ calls }: StartComparison): ComparedCall[] {
  return calls.filter(({ differences }) => differences.length > 0);
}

function asText(heads: readonly string[], comparison: StartComparison, hasSeveralPods: boolean): string {
  const lines = [countsText(comparison.counts), '', ...heads];
  const calls = different(comparison);
  if (calls.length > 0) lines.push('');
  for (const call of calls) {
    const [sign, mark] = differenceMark(call);
    lines.push(`${sign} ${mark.padEnd('only in A'.length)}  ${comparedCallText(call, hasSeveralPods)}`);
    for (const difference of call.differences) {
      const text = differenceText(difference);
      if (text) lines.push(`      ${text.what}`, `        A: ${text.left}`, `        B: ${text.right}`);
    }
  }
  // No text of others begins a line of its own, where it would pass for one of ours.
  return lines.map((line) => `${onOneLine(line)}\n`).join('');
}

function asMarkdown(heads: readonly string[], comparison: StartComparison, hasSeveralPods: boolean): string {
  const sections = different(comparison).map((call): Section => {
    const [sign, mark] = differenceMark(call);
    return {
      lines: [words`${code(sign)} ${[{ strong: mark }]}: ${comparedCallText(call, hasSeveralPods)}`],
      items: call.differences.flatMap((difference) => {
        const text = differenceText(difference);
        return text ? [words`${code(text.what)}: A ${code(text.left)}, B ${code(text.right)}`] : [];
      }),
    };
  });
  return `${markdown([{ lines: [[countsText(comparison.counts)]] }, { items: heads.map((head) => [head]) }, ...sections])}\n`;
}

/** The start that a file tells of: as a cluster saw it, or of a manifest as it is simulated. */
function startOf(file: string, flags: Flags): Trace {
  const text = readText(file);
  const saved = savedStart(file, text);
  if (saved) {
    if (flags.fault !== undefined) throw new CommandError(`${file} was observed: --fault is for a manifest`, 2);
    return saved;
  }
  const { objects } = standingOf(manifestIn(text, file), file, flags);
  if (!makesPods(objects)) throw new CommandError(`${file}:1:1: nothing in it makes pods`);
  const faults = flags.fault === undefined ? [] : [faultNamed(flags.fault, objects)];
  const existing = file === '-' ? [] : existingBeside(file).objects;
  const { simulation, asWritten } = simulateObjects(objects, flags, { existing, faults });
  return asWritten(simulation.trace);
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
