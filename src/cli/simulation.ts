import { start } from '../core/circumstances/start';
import type { Manifest } from '../core/manifest/parseManifest';
import { podTemplatePath } from '../core/manifest/podSpecs';
import type { Simulation } from '../core/simulate/simulate';
import { chosenCircumstances } from './chosenCircumstances';
import { CommandError } from './commandError';
import type { Flags } from './commandLine';
import { readManifest } from './readInput';

/** Simulates the start of everything in a file. Throws CommandError for a bad file. */
export function simulateFile(file: string, flags: Flags, options: { revealSecrets?: boolean } = {}): Simulation {
  return simulateManifest(readManifest(file), file, flags, options);
}

/** Simulates the start of everything in a manifest; `file` is what it is called where something is wrong. */
export function simulateManifest(
  { objects }: Manifest,
  file: string,
  flags: Flags,
  options: { revealSecrets?: boolean } = {},
): Simulation {
  if (!objects.some(({ kind }) => podTemplatePath(kind) !== undefined))
    throw new CommandError(`${file}:1:1: nothing in it makes pods`);
  return start({
    objects: objects.map(({ value }) => value),
    circumstances: chosenCircumstances(flags),
    start: Date.now(),
    ...options,
  });
}
