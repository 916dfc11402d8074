import type { WrittenObject } from '../core/api/kubernetesObject';
import type { Circumstances } from '../core/circumstances/circumstances';
import { start, type StartOptions } from '../core/circumstances/start';
import type { Simulation } from '../core/cluster/simulate/simulate';
import { asMeant, wordsOf } from '../core/explain/meaning/asMeant';
import { withTemplatesBack, type TemplateWords } from '../core/explain/meaning/templateWords';
import { lettersAsText } from '../core/manifest/lettersAsText';
import type { ManifestObject } from '../core/manifest/manifestObject';

/** A simulation, and the way back from its words to the template expressions that stand in the file. */
export interface Simulated {
  simulation: Simulation;
  /** What it was started with. */
  options: StartOptions;
  asWritten: <T>(value: T) => T;
  /** What the words in it stand for. */
  words: TemplateWords;
}

/** What a simulation is given beside the objects and the circumstances. */
export interface SimulatedWith {
  revealSecrets?: boolean;
  existing?: readonly WrittenObject[];
  /** The manifest's text. */
  text?: string;
  /** A scenario says all that there is: the objects are posted as they are written. */
  isExact?: boolean;
}

/** Simulates the start of objects of a manifest, which begins now. */
export function simulated(
  objects: readonly ManifestObject[],
  circumstances: Circumstances,
  { existing = [], text, isExact = false, ...options }: SimulatedWith = {},
): Simulated {
  // A recording's manifest was not sent by kubectl.
  const isRecorded = circumstances.scenario?.runtime !== undefined;
  const values = objects.map((object) =>
    isRecorded && text !== undefined ? lettersAsText(object, text) : object.value,
  );
  const words = wordsOf(isExact ? [] : [...values, ...existing]);
  const input: StartOptions = {
    objects: isExact ? values : values.map(asMeant),
    existing: isExact ? [] : existing.map(asMeant),
    circumstances,
    start: Date.now(),
    ...options,
  };
  return { simulation: start(input), options: input, asWritten: (value) => withTemplatesBack(value, words), words };
}
