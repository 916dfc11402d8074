import { circumstancesOf, type Circumstances } from '../core/circumstances/circumstances';
import { underWhatIfs } from '../core/circumstances/whatIf/underWhatIfs';
import type { Scenario } from '../core/scenario/scenario';
import { strictValidation } from '../core/scenario/fieldValidation';
import type { Flags } from './commandLine';
import { readScenario } from './readInput';

/** The circumstances that the flags ask for, but for faults of a pod. Throws CommandError for a scenario that cannot be read. */
export function chosenCircumstances(flags: Flags): Circumstances {
  const { namespace, kubernetes, seconds, assume, scenario, validate, whatIf = [] } = flags;
  const chosen = circumstancesOf({
    namespace,
    kubernetes,
    seconds,
    assume,
    scenario: validated(readScenario(scenario), validate),
    ...(validate === 'ignore' && { without: [strictValidation] }),
  });
  return underWhatIfs(chosen, whatIf);
}

/** A scenario with what the flag says of unknown fields. */
function validated(scenario: Scenario | undefined, validate: Flags['validate']): Scenario | undefined {
  if (!scenario || validate === undefined) return scenario;
  return { ...scenario, fieldValidation: validate === 'strict' ? 'Strict' : 'Ignore' };
}
