import { withImageChanges } from '../core/circumstances/imageChanges';
import { standing, type Standing } from '../core/explain/meaning/standing';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { Manifest } from '../core/manifest/parseManifest';
import type { ClusterRelease } from '../core/observe/clusterRelease';
import type { WrittenObject } from '../core/api/kubernetesObject';
import { checkWhatIfs } from './checkWhatIfs';
import { circumstancesBeside } from './chosenCircumstances';
import { chosenFaults } from './chosenFaults';
import type { Flags } from './commandLine';
import { refuseWithoutPods } from './makesPods';
import { readManifest } from './readInput';
import { simulated, type Simulated } from './simulated';

/**
 * Simulates the start of everything in a file. Throws CommandError for a bad file. With a scenario, all is posted: what
 * the API server says of objects that make no pods is an outcome, too.
 */
export function simulateFile(file: string, flags: Flags, options: { revealSecrets?: boolean } = {}): Simulated {
  const manifest = readManifest(file);
  const { objects } = standingOf(manifest, file, flags);
  if (flags.scenario === undefined) refuseWithoutPods(objects, file);
  return simulateObjects(objects, flags, { text: manifest.text, ...options });
}

/** How a manifest is read: with a scenario, which says exactly what there is, all is posted as it is written. */
export function standingOf(manifest: Manifest, file: string, { scenario }: Flags): Standing {
  if (scenario === undefined) return standing(manifest, file.replaceAll('\\', '/'));
  return { objects: manifest.objects, parts: [], made: [], again: [] };
}

/** Simulates the start of objects of a manifest; with a scenario, which says all that there is, as they are written; `text` is the manifest's. */
export function simulateObjects(
  objects: readonly ManifestObject[],
  flags: Flags,
  {
    cluster,
    ...options
  }: {
    revealSecrets?: boolean;
    existing?: readonly WrittenObject[];
    text?: string;
    /** Of a start that this one is compared with. */
    cluster?: ClusterRelease | undefined;
  } = {},
): Simulated {
  const isExact = flags.scenario !== undefined;
  const circumstances = circumstancesBeside(flags, cluster);
  const values = objects.map(({ value }) => value);
  checkWhatIfs(flags, [...values, ...withImageChanges(values, circumstances.imageChanges)]);
  const faults = [...(circumstances.faults ?? []), ...chosenFaults(flags, objects)];
  return simulated(objects, { ...circumstances, ...(faults.length > 0 && { faults }) }, { ...options, isExact });
}
