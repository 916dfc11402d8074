import type { StartOptions } from '../core/circumstances/start';
import { pullSavings, readyAfter } from '../core/circumstances/whatIf/saving';
import { pullSavingLines, savingText } from '../core/circumstances/whatIf/savingText';
import { whatIfChip } from '../core/circumstances/whatIf/whatIfText';
import { listed, remarksOf } from '../core/explain/meaning/standing';
import { onOneLine } from '../core/onOneLine';
import type { Trace } from '../core/trace/trace';
import { chosenCircumstances } from './chosenCircumstances';
import { observe } from './observe';
import { isSupportBundle } from './supportBundle';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { diagnosesText } from './diagnoses';
import { isFolder } from './files';
import { manifestSource, type ManifestSource } from './manifestSource';
import { partText } from './parts';
import { remarksText, warningsText } from './remarks';
import { traceText } from './traceText';
import { makesPods, simulateObjects, standingOf } from './simulation';

/** `explain FILE` and `explain DIR`: the start as text, diagram or trace. */
export async function explain(target: string, flags: Flags): Promise<string> {
  if (flags.logs || (isFolder(target) && isSupportBundle(target))) return observe(target, flags, []);
  if (flags.manifest !== undefined)
    throw new CommandError(
      '--manifest is for a start that was observed in a cluster: compare simulates two manifests',
      2,
    );
  const found = await manifestSource(target, flags);
  return typeof found === 'string' ? found : explained(found, flags);
}

function explained({ source, existing, notes }: ManifestSource, flags: Flags): string {
  const stands = standingOf(source.manifest, source.file, flags);
  const { objects, parts } = stands;
  const isText = flags.format === undefined || flags.format === 'text';
  const said = [...notes, ...parts.map((part) => partText(part, source))].join('');
  const input = { existing, text: source.manifest.text };
  const { simulation, asWritten, options } = simulateObjects(objects, flags, input);
  if (!makesPods(objects)) {
    const rest = objects.length === 0 ? '' : `There is no pod in ${source.file}: it has ${listed(objects)}.\n`;
    const refused = objects.length === 0 ? '' : diagnosesText(asWritten(simulation.trace), source);
    return `${said}${rest}${refused}`;
  }
  const trace = asWritten(simulation.trace);
  const text = traceText(trace, flags);
  if (!isText) return text;
  const sections = [
    `${changesText(flags)}${gainText(simulation.trace, flags, () => simulateObjects(objects, withoutWhatIf(flags), input).simulation.trace)}`,
    text,
    flags.why ? savingsText(options, asWritten) : '',
    `${said}${warningsText(source, asWritten(simulation.warnings))}${remarksText(source, objects, flags.scenario === undefined ? remarksOf(stands) : [], chosenCircumstances(flags))}`,
    diagnosesText(trace, source),
  ];
  return sections.filter((section) => section !== '').join('\n');
}

/** What the changes gain beside the start without them; that one is simulated, too. */
function gainText(trace: Trace, { whatIf = [] }: Flags, without: () => Trace): string {
  if (whatIf.length === 0) return '';
  const [before, after] = [readyAfter(without()), readyAfter(trace)];
  const saving = { ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
  return `${savingText(saving)}\n`;
}

function withoutWhatIf({ whatIf: _whatIf, ...flags }: Flags): Flags {
  return flags;
}

/** What other pulls would gain, each simulated. */
function savingsText(options: StartOptions, asWritten: <T>(value: T) => T): string {
  return pullSavingLines(asWritten(pullSavings(options)))
    .map((line) => `${onOneLine(line)}\n`)
    .join('');
}

/** In what the start differs from the usual one, as it was asked for. */
function changesText({ fault = [], whatIf = [] }: Flags): string {
  return [...fault, ...whatIf.map(whatIfChip)].map((change) => `What if: ${onOneLine(change)}\n`).join('');
}
