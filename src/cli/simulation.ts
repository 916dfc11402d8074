import { kindMeant } from '../core/api/kinds';
import type { WrittenObject } from '../core/api/kubernetesObject';
import { withImageChanges } from '../core/circumstances/imageChanges';
import { start, type StartOptions } from '../core/circumstances/start';
import { subjectsOf, noEffect } from '../core/circumstances/whatIf/subjectsOf';
import { whatIfText } from '../core/circumstances/whatIf/whatIfText';
import { asMeant, wordsOf } from '../core/explain/meaning/asMeant';
import { standing, type Standing } from '../core/explain/meaning/standing';
import { withTemplatesBack } from '../core/explain/meaning/templateWords';
import type { ManifestObject } from '../core/manifest/manifestObject';
import type { Manifest } from '../core/manifest/parseManifest';
import { lettersAsText } from '../core/manifest/lettersAsText';
import { podTemplatePath } from '../core/manifest/podSpecs';
import type { Simulation } from '../core/cluster/simulate/simulate';
import { circumstancesBeside } from './chosenCircumstances';
import type { ClusterRelease } from '../core/observe/clusterRelease';
import { chosenFaults } from './chosenFaults';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { readManifest } from './readInput';

/** A simulation, and the way back from its words to the template expressions that stand in the file. */
interface Simulated {
  simulation: Simulation;
  /** What it was started with. */
  options: StartOptions;
  asWritten: <T>(value: T) => T;
}

/** Simulates the start of everything in a file. Throws CommandError for a bad file. */
export function simulateFile(file: string, flags: Flags, options: { revealSecrets?: boolean } = {}): Simulated {
  const manifest = readManifest(file);
  const { objects } = standingOf(manifest, file, flags);
  if (!makesPods(objects)) throw new CommandError(`${file}:1:1: nothing in it makes pods`);
  return simulateObjects(objects, flags, { text: manifest.text, ...options });
}

/** How a manifest is read: with a scenario, which says exactly what there is, all is posted as it is written. */
export function standingOf(manifest: Manifest, file: string, { scenario }: Flags): Standing {
  if (scenario === undefined) return standing(manifest, file.replaceAll('\\', '/'));
  return { objects: manifest.objects, parts: [], made: [], again: [] };
}

export function makesPods(objects: readonly ManifestObject[]): boolean {
  return objects.some(
    ({ kind }) => podTemplatePath(kind) !== undefined || podTemplatePath(kindMeant(kind) ?? '') !== undefined,
  );
}

/** Simulates the start of objects of a manifest; with a scenario, which says all that there is, as they are written; `text` is the manifest's. */
export function simulateObjects(
  objects: readonly ManifestObject[],
  flags: Flags,
  {
    existing = [],
    text,
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
  // A recording's manifest was not sent by kubectl.
  const isRecorded = circumstances.scenario?.runtime !== undefined;
  const values = objects.map((object) =>
    isRecorded && text !== undefined ? lettersAsText(object, text) : object.value,
  );
  checkWhatIfs(flags, [...values, ...withImageChanges(values, circumstances.imageChanges)]);
  const faults = [...(circumstances.faults ?? []), ...chosenFaults(flags, objects)];
  const words = wordsOf(isExact ? [] : [...values, ...existing]);
  const input: StartOptions = {
    objects: isExact ? values : values.map(asMeant),
    existing: isExact ? [] : existing.map(asMeant),
    circumstances: { ...circumstances, ...(faults.length > 0 && { faults }) },
    start: Date.now(),
    ...options,
  };
  const simulation = start(input);
  return { simulation, options: input, asWritten: (value) => withTemplatesBack(value, words) };
}

/** A change of what is not there would change nothing, and nobody would notice. */
export function checkWhatIfs({ whatIf = [] }: Flags, objects: readonly WrittenObject[]): void {
  if (whatIf.length === 0) return;
  const subjects = subjectsOf(objects);
  for (const one of whatIf) {
    const problem = noEffect(one, subjects);
    if (problem !== undefined) throw new CommandError(`--what-if ${whatIfText(one)}: ${problem}`, 2);
  }
}
