import { whatIfChip } from '../core/circumstances/whatIf/whatIfText';
import { chosenCircumstances } from './chosenCircumstances';
import { observe } from './observe';
import { isSupportBundle } from './supportBundle';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { isFolder, textOf } from './files';
import { makesPods } from './makesPods';
import { manifestSource, type ManifestSource } from './manifestSource';
import { simulateObjects, standingOf } from './simulation';
import { startText } from './startText';
import { traceText } from './traceText';

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
  const { objects } = stands;
  const start = simulateObjects(objects, flags, { existing, text: source.manifest.text });
  const isText = flags.format === undefined || flags.format === 'text';
  if (!isText && makesPods(objects)) return traceText(start.asWritten(start.simulation.trace), flags);
  const { fault = [], whatIf = [] } = flags;
  const changes = [...fault, ...whatIf.map(whatIfChip)];
  const isExact = flags.scenario !== undefined;
  const told = { source, notes, stands, start, circumstances: chosenCircumstances(flags), changes, isExact };
  return startText(told, textOf, (trace) => traceText(trace, flags));
}
