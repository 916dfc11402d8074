import type { Manifest } from '../core/manifest/parseManifest';
import { podTemplatePath } from '../core/manifest/podSpecs';
import { simulate, type Simulation } from '../core/simulate/simulate';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { readManifest, readScenario } from './readInput';

/** Simulates the start of everything in a file. Throws CommandError for a bad file. */
export function simulateFile(file: string, flags: Flags, options: { revealSecrets?: boolean } = {}): Simulation {
  return simulateManifest(readManifest(file), file, flags, options);
}

/** Simulates the start of everything in a manifest; `file` is what it is called where something is wrong. */
export function simulateManifest(
  manifest: Manifest,
  file: string,
  flags: Flags,
  options: { revealSecrets?: boolean } = {},
): Simulation {
  if (!manifest.objects.some(({ kind }) => podTemplatePath(kind) !== undefined))
    throw new CommandError(`${file}:1:1: nothing in it makes pods`);
  const scenario = readScenario(flags.scenario);
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
