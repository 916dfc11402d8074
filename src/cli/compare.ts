import type { ClusterRelease } from '../core/observe/clusterRelease';
import { savedStart, type SavedStart } from '../core/observe/savedStart';
import { whatIfText } from '../core/circumstances/whatIf/whatIfText';
import { usualLevel } from '../core/trace/level';
import { circumstancesBeside } from './chosenCircumstances';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { comparedCalls, comparedMarkdown, comparedStarts, comparedText, type ComparedStart } from './comparedText';
import { existingBeside } from './existingBeside';
import { refuseWithoutPods } from './makesPods';
import { manifestIn } from './manifestIn';
import { readText } from './readInput';
import { readSaved } from './readSaved';
import { shownValue } from './shownValue';
import { simulateObjects, standingOf } from './simulation';

/**
 * `compare A B`: two starts call by call. What says how a start is simulated (`--fault`, `--what-if`, `--kubernetes`,
 * `--runtime`, `--scenario`) is of B alone.
 */
export function compare(a: string, flags: Flags, [b = '']: readonly string[]): string {
  const { fault: _, kubernetes: __, scenario: ___, whatIf: ____, runtime: _____, ...common } = flags;
  const { format = 'text', level = usualLevel } = flags;
  if (format !== 'text' && format !== 'json' && format !== 'markdown')
    throw new CommandError(`--format is text, json or markdown, not ${shownValue(format)}`, 2);
  if (a === '-' && b === '-') throw new CommandError('only one of the two can be standard input', 2);
  const [first, second] = [givenIn(a), givenIn(b)];
  // A manifest beside what was observed is started as it would be there.
  const cluster = (first.saved ?? second.saved)?.release;
  const [left, right] = [startOf(first, common, cluster), startOf(second, flags, cluster)];
  const starts = comparedStarts(left, right, level);
  if (format === 'markdown') return comparedMarkdown(starts);
  if (format === 'text') return comparedText(starts);
  const { comparison, notes } = starts;
  const { counts, ends } = comparison;
  const calls = comparedCalls(starts);
  return `${JSON.stringify({ a, b, counts, calls, ends, ...(notes.length > 0 && { notes }) }, undefined, 2)}\n`;
}

/** A file, and the start in it if it is saved output. */
interface Given {
  file: string;
  text: string;
  saved?: SavedStart;
}

function givenIn(file: string): Given {
  const text = readText(file);
  const saved = readSaved(() => savedStart(file, text));
  return { file, text, ...(saved && { saved }) };
}

/** The start in a file: as a cluster recorded it, or the simulation of a manifest. */
function startOf({ file, text, saved }: Given, flags: Flags, cluster: ClusterRelease | undefined): ComparedStart {
  if (saved) {
    for (const [flag, given] of [
      ['fault', flags.fault],
      ['what-if', flags.whatIf],
    ] as const)
      if (given) throw new CommandError(`${file} was observed: --${flag} is for a manifest`, 2);
    return { name: file, trace: saved.trace, notes: [] };
  }
  const manifest = manifestIn(text, file);
  const { objects } = standingOf(manifest, file, flags);
  refuseWithoutPods(objects, file);
  const { objects: existing, notes } = existingBeside(file);
  const { simulation, asWritten } = simulateObjects(objects, flags, { existing, cluster });
  const trace = asWritten(simulation.trace);
  const side = { manifest, file, options: { ...circumstancesBeside(flags, cluster), existing }, pods: trace.view.pods };
  return { name: nameOf(file, flags), trace, side, notes: notes.map((note) => note.trimEnd()) };
}

/** A file with what its start has otherwise, as both sides may be the same file. */
function nameOf(file: string, { fault = [], whatIf = [] }: Flags): string {
  const changes = [
    ...fault.map((id) => `--fault '${id}'`),
    ...whatIf.map((change) => `--what-if '${whatIfText(change)}'`),
  ];
  return [file, ...changes].join(' ');
}
