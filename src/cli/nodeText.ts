import { start } from '../core/circumstances/start';
import { asMeant } from '../core/explain/meaning/asMeant';
import type { Inspected } from '../core/crictl/inspected';
import { nodeComparisons } from '../core/crictl/nodeComparison';
import { nodeComparisonText } from '../core/crictl/nodeComparisonText';
import { replaysOf } from '../core/crictl/replay';
import type { Manifest } from '../core/manifest/parseManifest';
import { chosenCircumstances } from './chosenCircumstances';
import type { Flags } from './commandLine';

/** What crictl printed beside what is predicted of the manifest's pods; of no manifest, beside the requests themselves. */
export function nodeText(inspected: readonly Inspected[], manifest: Manifest | undefined, flags: Flags): string {
  const namespace = flags.namespace ?? inspected.find((one) => one.namespace !== '')?.namespace;
  const replays =
    manifest &&
    replaysOf(
      start({
        objects: manifest.objects.map(({ value }) => asMeant(value)),
        circumstances: { ...chosenCircumstances(flags), ...(namespace !== undefined && { namespace }) },
      }),
    );
  const lines = nodeComparisons(inspected, replays).flatMap(nodeComparisonText);
  if (!manifest) lines.push('With --manifest FILE it is compared with what is predicted of FILE.');
  return lines.map((line) => `${line}\n`).join('');
}
