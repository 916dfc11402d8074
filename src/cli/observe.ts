import { observedCalls } from '../core/observe/calls/observedCalls';
import type { Inspected } from '../core/crictl/inspected';
import { nodeLines } from '../core/crictl/nodeLines';
import { changesOfPulls } from '../core/circumstances/whatIf/observedSaving';
import { savedInspection } from '../core/crictl/savedInspection';
import type { Manifest } from '../core/manifest/parseManifest';
import type { SavedFile } from '../core/observe/savedObservation';
import { chosenCircumstances, circumstancesBeside } from './chosenCircumstances';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { isFolder } from './files';
import { saveStart } from './saveStart';
import { observedStart, observedText } from './observedText';
import { supportBundle } from './supportBundle';
import { traceText } from './traceText';
import { readSaved } from './readSaved';
import { readLog, readManifest, readText } from './readInput';

/** `observe FILE…`: the start in saved output of a cluster, all files together. */
export function observe(file: string, flags: Flags, more: readonly string[]): string {
  refuseUnused(flags);
  const left: string[] = [];
  const saved = [file, ...more].flatMap((name): SavedFile[] => {
    const bundle = isFolder(name) ? supportBundle(name) : undefined;
    for (const one of bundle?.left ?? []) left.push(one);
    return bundle?.files ?? [{ name, text: readText(name) }];
  });
  const logs = (flags.logs ?? []).map((name) => ({ name, text: readLog(name), isLog: true }));
  const { manifest: from } = flags;
  const source = from === undefined ? undefined : { manifest: readManifest(from), file: from };
  const { inspected, others } = inspectedIn(saved);
  const node = inspected.length === 0 ? '' : nodeText(inspected, source?.manifest, flags);
  if (node !== '' && others.length === 0) {
    if (flags.format === undefined || flags.format === 'text') return node;
    throw new CommandError('the comparison with what crictl printed is text only: omit --format', 2);
  }
  const start = { ...observedStart([...others, ...logs], { source, left }), node };
  const { trace } = start;
  if (flags.save !== undefined) saveStart(flags.save, start.observation, start.selection);
  if (flags.format === 'calls')
    return observedCalls(trace)
      .map((call) => `${JSON.stringify(call)}\n`)
      .join('');
  if ((flags.format !== undefined && flags.format !== 'text') || flags.at !== undefined) return traceText(trace, flags);
  // What the start is compared with is as it was.
  const { whatIf: _whatIf, ...usual } = flags;
  return observedText(
    start,
    (release) => circumstancesBeside(usual, release),
    () => traceText(trace, flags),
    flags,
  );
}

/** What says how a start is simulated is for the manifest that this one is compared with, if for anything. */
function refuseUnused(flags: Flags): void {
  const { fault, whatIf = [], values, rendered, recursive, manifest } = flags;
  // Of other pulls the gain is estimated.
  const other = whatIf.find(({ name }) => !changesOfPulls.includes(name));
  const given = Object.entries({ fault, [`what-if ${other?.name}`]: other, values, rendered, recursive });
  const { assume, scenario, seconds, validate, kubernetes, runtime, node, namespace } = flags;
  const ofManifest = Object.entries({ assume, scenario, seconds, validate, kubernetes, runtime, node, namespace });
  for (const [flag, value] of [...given, ...(manifest === undefined ? ofManifest : [])])
    if (value !== undefined)
      throw new CommandError(`--${flag} is for a simulated start: this one was observed in a cluster`, 2);
}

/** What crictl printed beside what is predicted of the manifest. */
function nodeText(inspected: readonly Inspected[], manifest: Manifest | undefined, flags: Flags): string {
  const objects = manifest?.objects.map(({ value }) => value);
  const lines = nodeLines(inspected, objects, chosenCircumstances(flags));
  if (!manifest) lines.push('With --manifest FILE, it is compared with the prediction for FILE.');
  return lines.map((line) => `${line}\n`).join('');
}

/** What crictl printed, and the files that are other ones. */
function inspectedIn(files: readonly SavedFile[]): { inspected: Inspected[]; others: SavedFile[] } {
  const inspected: Inspected[] = [];
  const others = files.filter(({ name, text }) => {
    const found = readSaved(() => savedInspection(text), name);
    if (found) inspected.push(...found);
    return !found;
  });
  return { inspected, others };
}
