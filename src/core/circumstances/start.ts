import type { StatefulSet } from '../api/types';
import { declaredObject } from '../api/asDeclared';
import type { WrittenObject } from '../api/kubernetesObject';
import { knownObjects } from '../assumptions/known';
import { podTemplatePath } from '../manifest/podSpecs';
import { simulate, type Simulation } from '../cluster/simulate/simulate';
import { strictValidation, type FieldValidation } from '../scenario/fieldValidation';
import type { SimulationInput } from '../cluster/simulate/simulationInput';
import { classesFirst } from './classesFirst';
import type { Circumstances } from './circumstances';
import { chosenDurations } from './durations';
import { withImageChanges } from './imageChanges';
import { takingPart } from './takingPart';
import { worldOf, type World } from './worldOf';

/** How long containers that are to end take, in milliseconds. */
const endings = { init: 800, finishing: 2000 };

export interface StartOptions extends Pick<SimulationInput, 'start' | 'revealSecrets'> {
  /** The manifest's objects, in their order; their pods are started. */
  objects: readonly WrittenObject[];
  /** Objects of the workspace's other files. */
  existing?: readonly WrittenObject[];
  circumstances: Circumstances;
}

/** Starts the pods of a manifest's objects under the circumstances. */
export function start(options: StartOptions): Simulation {
  return preparedStart(options).run(options.circumstances);
}

/** A start of which all is known but the release: it is made again in another one without looking for its world anew. */
export interface PreparedStart {
  /** The objects that are applied, those that are there before, and the world around them. */
  written: readonly WrittenObject[];
  others: readonly WrittenObject[];
  world: World;
  run: (of: Pick<Circumstances, 'kubernetes' | 'release'> & Pick<SimulationInput, 'atLeastUntil'>) => Simulation;
}

export function preparedStart(options: StartOptions): PreparedStart {
  const { circumstances, start: at, revealSecrets } = options;
  const { written, others, world } = among(options);
  const { namespace, seconds } = circumstances;
  const profile = chosenDurations(circumstances);
  const input = {
    objects: written,
    existing: others,
    // A scenario says itself which containers end.
    ...(!circumstances.scenario && { endings }),
    fieldValidation: fieldValidationFor(circumstances),
    ...(namespace !== undefined && { namespace }),
    ...(profile && { profile }),
    ...(seconds !== undefined && { seconds }),
    ...(at !== undefined && { start: at }),
    ...(revealSecrets !== undefined && { revealSecrets }),
  };
  const run: PreparedStart['run'] = ({ kubernetes, release, atLeastUntil }) =>
    startIn(world, {
      ...input,
      ...(kubernetes && { kubernetes }),
      ...(release && { release }),
      ...(atLeastUntil !== undefined && { atLeastUntil }),
    });
  return { written, others, world, run };
}

/** kubectl asks for strictness; recordings, which name their runtime, were made without. */
function fieldValidationFor({ scenario, without = [] }: Circumstances): FieldValidation {
  if (without.includes(strictValidation)) return 'Ignore';
  return scenario?.fieldValidation ?? (scenario?.runtime === undefined ? 'Strict' : 'Ignore');
}

/** Whether an unknown field refuses an object. */
export function isStrict(circumstances: Circumstances): boolean {
  return fieldValidationFor(circumstances) === 'Strict';
}

/** The world that the pods are started in. */
export function worldFor(options: StartOptions): World {
  return among(options).world;
}

/** The objects that are there, and the world around them. */
function among({ objects: asWritten, existing = [], circumstances }: StartOptions): {
  written: WrittenObject[];
  others: WrittenObject[];
  world: World;
} {
  const objects = withImageChanges(asWritten, circumstances.imageChanges);
  const left = new Set((circumstances.faults ?? []).map((fault) => fault.without));
  const isThere = (object: WrittenObject): boolean => {
    const { kind, metadata } = declaredObject(object);
    return !left.has(`${kind} ${metadata?.name}`);
  };
  const there = objects.filter(isThere);
  const written = circumstances.scenario ? there : claimsFirst(there);
  const others = existing.filter(isThere);
  const makers = written.filter((object) => podTemplatePath(declaredObject(object).kind ?? '') !== undefined);
  const { namespace = 'default' } = circumstances;
  const known = knownObjects([...written, ...others], namespace);
  return {
    written,
    others: takingPart(written, others, namespace),
    world: worldOf(makers, known, circumstances),
  };
}

/** The claims that a StatefulSet finds are there before it, or its controller makes them of its templates. */
function claimsFirst(objects: readonly WrittenObject[]): WrittenObject[] {
  const stems = objects.flatMap((object) => {
    const { kind, metadata, spec } = declaredObject<StatefulSet>(object);
    if (kind !== 'StatefulSet') return [];
    return (spec?.volumeClaimTemplates ?? []).map((claim) => `${claim.metadata?.name}-${metadata?.name}-`);
  });
  const isOfSet = (object: WrittenObject): boolean => {
    const { kind, metadata: { name = '' } = {} } = declaredObject(object);
    return kind === 'PersistentVolumeClaim' && stems.some((stem) => name.startsWith(stem));
  };
  return [...objects.filter(isOfSet), ...objects.filter((object) => !isOfSet(object))];
}

/** Starts objects in a world; its scenario and objects come from there. */
export function startIn(
  { scenario, objects, assumptions, missing }: World,
  input: Omit<SimulationInput, 'scenario' | 'assumptions' | 'missing'>,
): Simulation {
  const existing = classesFirst([...(input.existing ?? []), ...objects]);
  return simulate({ ...input, existing, scenario, assumptions, missing });
}
