import type { WrittenObject } from '../core/api/kubernetesObject';
import { noEffect, subjectsOf } from '../core/circumstances/whatIf/subjectsOf';
import { whatIfText } from '../core/circumstances/whatIf/whatIfText';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';

/** Throws CommandError for a change of something that does not exist: it would change nothing, unnoticed. */
export function checkWhatIfs({ whatIf = [] }: Flags, objects: readonly WrittenObject[]): void {
  if (whatIf.length === 0) return;
  const subjects = subjectsOf(objects);
  for (const one of whatIf) {
    const problem = noEffect(one, subjects);
    if (problem !== undefined) throw new CommandError(`--what-if ${whatIfText(one)}: ${problem}`, 2);
  }
}
