import { circumstancesOf, type Circumstances } from '../core/circumstances/circumstances';
import { strictValidation } from '../core/scenario/fieldValidation';
import type { Flags } from './commandLine';
import { readScenario } from './readInput';

/** The circumstances that the flags ask for. Throws CommandError for a scenario that cannot be read. */
export function chosenCircumstances({
  namespace,
  kubernetes,
  seconds,
  assume,
  scenario,
  validate,
}: Flags): Circumstances {
  const said = readScenario(scenario);
  return circumstancesOf({
    namespace,
    kubernetes,
    seconds,
    assume,
    scenario: said && validate ? { ...said, fieldValidation: validate === 'strict' ? 'Strict' : 'Ignore' } : said,
    ...(validate === 'ignore' && { without: [strictValidation] }),
  });
}
