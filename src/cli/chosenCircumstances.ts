import { circumstancesOf, type Circumstances } from '../core/circumstances/circumstances';
import type { Flags } from './commandLine';
import { readScenario } from './readInput';

/** The circumstances that the flags ask for. Throws CommandError for a scenario that cannot be read. */
export function chosenCircumstances({ namespace, kubernetes, seconds, assume, scenario }: Flags): Circumstances {
  return circumstancesOf({ namespace, kubernetes, seconds, assume, scenario: readScenario(scenario) });
}
