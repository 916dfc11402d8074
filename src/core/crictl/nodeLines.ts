import type { WrittenObject } from '../api/kubernetesObject';
import type { Circumstances } from '../circumstances/circumstances';
import { start } from '../circumstances/start';
import { asMeant } from '../explain/meaning/asMeant';
import type { Inspected } from './inspected';
import { nodeComparisons } from './nodeComparison';
import { nodeComparisonText } from './nodeComparisonText';
import { replaysOf } from './replay';

/** What crictl printed beside what is predicted of a manifest's objects; without these, beside the requests themselves. In lines. */
export function nodeLines(
  inspected: readonly Inspected[],
  objects: readonly WrittenObject[] | undefined,
  circumstances: Circumstances,
): string[] {
  const namespace = circumstances.namespace ?? inspected.find((one) => one.namespace !== '')?.namespace;
  const replays =
    objects &&
    replaysOf(
      start({
        objects: objects.map(asMeant),
        circumstances: { ...circumstances, ...(namespace !== undefined && { namespace }) },
      }),
    );
  return nodeComparisons(inspected, replays).flatMap(nodeComparisonText);
}
