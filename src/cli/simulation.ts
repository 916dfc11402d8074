import type { PodSpec } from '../core/api/types';
import { asDeclared } from '../core/apiserver/asDeclared';
import type { Manifest } from '../core/manifest/parseManifest';
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
  return simulateManifest(readManifest(file), file, flags, options);
}

/**
 * Simulates the start of everything in a manifest; `file` is what it is called where something is wrong.
 * With `endings`, and without a scenario, init containers and a Job's containers end well after a while.
 */
export function simulateManifest(
  manifest: Manifest,
  file: string,
  flags: Flags,
  { endings = false, ...options }: { revealSecrets?: boolean; endings?: boolean } = {},
): Simulation {
  if (!manifest.objects.some(({ kind }) => podTemplatePath(kind) !== undefined))
    throw new CommandError(`${file}:1:1: nothing in it makes pods`);
  const scenario = readScenario(flags.scenario) ?? (endings ? { containers: endingsOf(manifest) } : undefined);
  return simulate({
    objects: manifest.objects.map(({ value }) => value),
    ...(flags.namespace !== undefined && { namespace: flags.namespace }),
    ...(scenario !== undefined && { scenario }),
    ...(flags.seconds !== undefined && { seconds: flags.seconds }),
    ...(flags.kubernetes !== undefined && { kubernetes: flags.kubernetes }),
    start: Date.now(),
    ...options,
  });
}

function endingsOf(manifest: Manifest): Record<string, ContainerPlan> {
  const plans = manifest.objects.flatMap((object) =>
    podSpecsOf(object).map((path) =>
      usualEndings(asDeclared<PodSpec>(valueAt(object.value, path), 'PodSpec'), { init: 800, finishing: 2000 }),
    ),
  );
  return Object.fromEntries(plans.flatMap((plan) => Object.entries(plan)));
}
