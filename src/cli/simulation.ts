import type { WrittenObject } from '../core/api/kubernetesObject';
import { start } from '../core/circumstances/start';
import { subjectsOf, unknownSubject } from '../core/circumstances/whatIf/subjectsOf';
import { whatIfText } from '../core/circumstances/whatIf/whatIfText';
import { asMeant, wordsOf } from '../core/explain/meaning/asMeant';
import { standing, type Standing } from '../core/explain/meaning/standing';
import { withTemplatesBack } from '../core/explain/meaning/templateWords';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { Manifest } from '../core/manifest/parseManifest';
import { podTemplatePath } from '../core/manifest/podSpecs';
import type { Simulation } from '../core/cluster/simulate/simulate';
import { chosenCircumstances } from './chosenCircumstances';
import { chosenFaults } from './chosenFaults';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { readManifest } from './readInput';

/** A simulation, and the way back from its words to the template expressions that stand in the file. */
interface Simulated {
  simulation: Simulation;
  asWritten: <T>(value: T) => T;
}

/** Simulates the start of everything in a file. Throws CommandError for a bad file. */
export function simulateFile(file: string, flags: Flags, options: { revealSecrets?: boolean } = {}): Simulated {
  const { objects } = standingOf(readManifest(file), file, flags);
  if (!makesPods(objects)) throw new CommandError(`${file}:1:1: nothing in it makes pods`);
  return simulateObjects(objects, flags, options);
}

/** How a manifest is read: with a scenario, which says exactly what there is, all is posted as it is written. */
export function standingOf(manifest: Manifest, file: string, { scenario }: Flags): Standing {
  if (scenario === undefined) return standing(manifest, file.replaceAll('\\', '/'));
  return { objects: manifest.objects, parts: [], made: [], again: [] };
}

export function makesPods(objects: readonly ManifestObject[]): boolean {
  return objects.some(({ kind }) => podTemplatePath(kind) !== undefined);
}

/** Simulates the start of objects of a manifest; with a scenario, which says all that there is, as they are written. */
export function simulateObjects(
  objects: readonly ManifestObject[],
  flags: Flags,
  { existing = [], ...options }: { revealSecrets?: boolean; existing?: readonly WrittenObject[] } = {},
): Simulated {
  const values = objects.map(({ value }) => value);
  const isExact = flags.scenario !== undefined;
  checkWhatIfs(flags, values);
  const circumstances = chosenCircumstances(flags);
  const faults = [...(circumstances.faults ?? []), ...chosenFaults(flags, objects)];
  const words = wordsOf(isExact ? [] : [...values, ...existing]);
  const simulation = start({
    objects: isExact ? values : values.map(asMeant),
    existing: isExact ? [] : existing.map(asMeant),
    circumstances: { ...circumstances, ...(faults.length > 0 && { faults }) },
    start: Date.now(),
    ...options,
  });
  return { simulation, asWritten: (value) => withTemplatesBack(value, words) };
}

/** A change of what is not there would change nothing, and nobody would notice. */
function checkWhatIfs({ whatIf = [] }: Flags, objects: readonly WrittenObject[]): void {
  if (whatIf.length === 0) return;
  const subjects = subjectsOf(objects);
  for (const one of whatIf) {
    const problem = unknownSubject(one, subjects);
    if (problem !== undefined) throw new CommandError(`--what-if ${whatIfText(one)}: ${problem}`, 2);
  }
}
