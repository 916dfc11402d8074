import type { PodSpec } from '../core/api/types';
import { asDeclared } from '../core/apiserver/asDeclared';
import type { WrittenObject } from '../core/apiserver/objectStore';
import { asMeant } from '../core/explain/asMeant';
import { standing, type Standing } from '../core/explain/standing';
import type { Manifest } from '../core/manifest/parseManifest';
import type { ManifestObject } from '../core/manifest/manifestObject';
import { valueAt } from '../core/manifest/path';
import { podSpecsOf, podTemplatePath } from '../core/manifest/podSpecs';
import type { ContainerPlan } from '../core/simulate/scenario';
import { usualEndings } from '../core/simulate/usualEndings';
import { simulate, type Simulation } from '../core/simulate/simulate';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { readManifest, readScenario } from './readInput';

/** Simulates the start of everything in a file. Throws CommandError for a bad file. */
export function simulateFile(file: string, flags: Flags, options: { revealSecrets?: boolean } = {}): Simulation {
  const { objects } = standingOf(readManifest(file), file, flags);
  if (!makesPods(objects)) throw new CommandError(`${file}:1:1: nothing in it makes pods`);
  return simulateObjects(objects, flags, options);
}

/** How a manifest is read: with a scenario, which says exactly what there is, all is posted as it is written. */
export function standingOf(manifest: Manifest, file: string, { scenario }: Flags): Standing {
  if (scenario === undefined) return standing(manifest, file.replaceAll('\\', '/'));
  return { objects: manifest.objects, parts: [], remarks: [] };
}

export function makesPods(objects: readonly ManifestObject[]): boolean {
  return objects.some(({ kind }) => podTemplatePath(kind) !== undefined);
}

/**
 * Simulates the start of objects of a manifest. With `endings`, and without a scenario, init containers and a Job's
 * containers end well after a while.
 */
export function simulateObjects(
  objects: readonly ManifestObject[],
  flags: Flags,
  {
    endings = false,
    existing = [],
    ...options
  }: { revealSecrets?: boolean; endings?: boolean; existing?: readonly WrittenObject[] } = {},
): Simulation {
  const scenario = readScenario(flags.scenario) ?? (endings ? { containers: endingsOf(objects) } : undefined);
  const values = objects.map(({ value }) => value);
  const isExact = flags.scenario !== undefined;
  return simulate({
    objects: isExact ? values : values.map(asMeant),
    ...(!isExact && { existing: existing.map(asMeant) }),
    ...(flags.namespace !== undefined && { namespace: flags.namespace }),
    ...(scenario !== undefined && { scenario }),
    ...(flags.seconds !== undefined && { seconds: flags.seconds }),
    ...(flags.kubernetes !== undefined && { kubernetes: flags.kubernetes }),
    start: Date.now(),
    ...options,
  });
}

function endingsOf(objects: readonly ManifestObject[]): Record<string, ContainerPlan> {
  const plans = objects.flatMap((object) =>
    podSpecsOf(object).map((path) =>
      usualEndings(asDeclared<PodSpec>(valueAt(object.value, path), 'PodSpec'), { init: 800, finishing: 2000 }),
    ),
  );
  return Object.fromEntries(plans.flatMap((plan) => Object.entries(plan)));
}
