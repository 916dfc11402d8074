import { circumstancesOf, type Circumstances } from '../core/circumstances/circumstances';
import { ofCluster } from '../core/circumstances/ofCluster';
import { firstRelease } from '../core/circumstances/chosenRelease';
import type { ClusterRelease } from '../core/observe/clusterRelease';
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

/**
 * The same for a start beside one that was observed: of its cluster's release and runtime, where no flag says otherwise.
 * Without a cluster, what the flags ask for.
 */
export function circumstancesBeside(flags: Flags, cluster: ClusterRelease | undefined): Circumstances {
  const chosen = chosenCircumstances(flags);
  if (!cluster) return chosen;
  const { runtime } = flags;
  return { ...ofCluster(chosen, cluster), ...(runtime !== undefined && { runtime }) };
}
