import { subjectsOf } from '../core/circumstances/whatIf/subjectsOf';
import type { WhatIf } from '../core/circumstances/whatIf/whatIf';
import { readWhatIf, whatIfChip, withWhatIf } from '../core/circumstances/whatIf/whatIfText';
import { asMeant } from '../core/explain/meaning/asMeant';
import type { ManifestObject } from '../core/manifest/manifestObject';
import { chosenCircumstances } from './chosenCircumstances';
import { isSupportBundle } from './supportBundle';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { isFolder, textOf } from './files';
import { makesPods } from './makesPods';
import { manifestSource, type ManifestSource } from './manifestSource';
import { simulateObjects, standingOf } from './simulation';
import { startText } from './startText';
import { gainText, pullSavingsText } from './whatIfGain';
import { traceText } from './traceText';

/** `explain FILE` and `explain DIR`: the start as text, diagram or trace. */
export async function explain(target: string, flags: Flags): Promise<string> {
  if (flags.logs || (isFolder(target) && isSupportBundle(target))) {
    const { observe } = await import('./observe');
    return observe(target, flags, []);
  }
  if (flags.manifest !== undefined)
    throw new CommandError('--manifest is for a start observed in a cluster: use compare for two manifests', 2);
  const found = await manifestSource(target, flags);
  return typeof found === 'string' ? found : explained(found, flags);
}

function explained({ source, existing, notes }: ManifestSource, asked: Flags): string {
  const stands = standingOf(source.manifest, source.file, asked);
  const { objects } = stands;
  const flags = withAnswers(asked, objects);
  const input = { existing, text: source.manifest.text };
  const start = simulateObjects(objects, flags, input);
  const isText = flags.format === undefined || flags.format === 'text';
  if ((!isText || flags.at !== undefined) && makesPods(objects))
    return traceText(start.asWritten(start.simulation.trace), flags);
  const { fault = [], whatIf = [] } = flags;
  const changes = [...fault, ...whatIf.map(whatIfChip)];
  const isExact = flags.scenario !== undefined;
  const { whatIf: _whatIf, ...usual } = flags;
  const told = {
    source,
    notes,
    stands,
    start,
    circumstances: chosenCircumstances(flags),
    changes,
    isExact,
    ...(makesPods(objects) && {
      gain: gainText(start.simulation.trace, flags, () => simulateObjects(objects, usual, input).simulation.trace),
      savings: flags.why ? pullSavingsText(start.options, start.asWritten) : '',
    }),
  };
  return startText(told, textOf, (trace) => traceText(trace, flags));
}

/** A day: as long as any start is simulated. */
const never = '24h';

/** The flags with `--answers-after` as a change of each container that something asks; one of its own comes before that. */
function withAnswers(flags: Flags, objects: readonly ManifestObject[]): Flags {
  const { answersAfter, whatIf = [] } = flags;
  if (answersAfter === undefined) return flags;
  const { asked } = subjectsOf(objects.map(({ value }) => asMeant(value)));
  if (asked.length === 0)
    throw new CommandError('--answers-after: no container has a probe, so it makes no difference', 2);
  const changes = asked.map((container): WhatIf => {
    const read = readWhatIf(`answers-after ${container} ${answersAfter === 'never' ? never : answersAfter}`);
    if ('problem' in read) throw new CommandError(`--answers-after ${answersAfter}: ${read.problem}`, 2);
    return read;
  });
  return { ...flags, whatIf: whatIf.reduce(withWhatIf, changes) };
}
