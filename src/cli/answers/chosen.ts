import { circumstancesOf, type Circumstances } from '../../core/circumstances/circumstances';
import { firstRelease, releaseWords } from '../../core/circumstances/chosenRelease';
import { underWhatIfs } from '../../core/circumstances/whatIf/underWhatIfs';
import type { WhatIf } from '../../core/circumstances/whatIf/whatIf';
import { readWhatIf, withWhatIf } from '../../core/circumstances/whatIf/whatIfText';
import { nearestVersion } from '../../core/release/nearestVersion';
import { runtimeChoices, runtimeNamed } from '../../core/scenario/runtimes/runtimeOf';
import { CommandError } from '../commandError';
import { shownValue } from '../shownValue';
import { asArguments } from './asArguments';

/** What a question says of the circumstances. */
export interface AskedCircumstances {
  kubernetes?: string | undefined;
  runtime?: string | undefined;
  namespace?: string | undefined;
  assume?: 'usual' | 'nothing' | undefined;
}

/** The circumstances that a question asks for, over those that the face is set to. Throws CommandError. */
export function chosen(
  { kubernetes, runtime, namespace, assume }: AskedCircumstances,
  whatIf: readonly WhatIf[],
  usual: Circumstances,
): Circumstances {
  if (kubernetes !== undefined && !nearestVersion(kubernetes))
    throw new CommandError(`kubernetes is a release such as 1.34, not ${shownValue(kubernetes)}`);
  if (runtime !== undefined && runtimeNamed(runtime) === undefined)
    throw new CommandError(
      `runtime is ${Object.keys(runtimeChoices).join(', ')}, or as a node reports it, such as containerd://1.7.27; not ${shownValue(runtime)}`,
    );
  const asked = circumstancesOf({
    ...(kubernetes !== undefined && firstRelease([['flag', kubernetes]])),
    runtime,
    namespace,
    assume,
  });
  return underWhatIfs({ ...usual, ...asked }, whatIf);
}

/** That another release is simulated than was named, a line; none where it is that one. */
export function releaseNotes(circumstances: Circumstances): string[] {
  return circumstances.origin?.asked === undefined ? [] : [`note: ${asArguments(releaseWords(circumstances))}\n`];
}

/** The changes of circumstances that lines ask for. Throws CommandError. */
export function readChanges(lines: readonly string[] = []): WhatIf[] {
  return lines.reduce((all: WhatIf[], line) => {
    const read = readWhatIf(line);
    if ('problem' in read) throw new CommandError(`whatIf ${shownValue(line)}: ${read.problem}`);
    return withWhatIf(all, read);
  }, []);
}
