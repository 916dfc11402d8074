import { circumstancesOf, type Circumstances } from '../core/circumstances/circumstances';
import { underWhatIfs } from '../core/circumstances/whatIf/underWhatIfs';
import type { Flags } from './commandLine';
import { readScenario } from './readInput';

/** The circumstances that the flags ask for, but for faults of a pod. Throws CommandError for a scenario that cannot be read. */
export function chosenCircumstances(flags: Flags): Circumstances {
  const { namespace, kubernetes, seconds, assume, scenario, whatIf = [] } = flags;
  const chosen = circumstancesOf({ namespace, kubernetes, seconds, assume, scenario: readScenario(scenario) });
  return underWhatIfs(chosen, whatIf);
}
