import { circumstancesOf, type Circumstances } from '../core/circumstances/circumstances';
import { firstRelease } from '../core/circumstances/chosenRelease';
import { strictValidation } from '../core/scenario/fieldValidation';
import { underWhatIfs } from '../core/circumstances/whatIf/underWhatIfs';
import type { Flags } from './commandLine';
import { readScenario } from './readInput';

/** The circumstances that the flags ask for, but for faults of a pod. Throws CommandError for a scenario that cannot be read. */
export function chosenCircumstances(flags: Flags): Circumstances {
  const { namespace, kubernetes, runtime, node, seconds, assume, scenario, validate, whatIf = [] } = flags;
  const said = readScenario(scenario);
  const chosen = circumstancesOf({
    namespace,
    ...firstRelease([['flag', kubernetes]]),
    runtime,
    node: node === undefined ? undefined : { like: node },
    seconds,
    assume,
    scenario: said && validate ? { ...said, fieldValidation: validate === 'strict' ? 'Strict' : 'Ignore' } : said,
    ...(validate === 'ignore' && { without: [strictValidation] }),
  });
  return underWhatIfs(chosen, whatIf);
}
