import { declaredObject } from '../api/asDeclared';
import { strictValidation } from '../scenario/fieldValidation';
import type { Assumption } from '../trace/assumption';
import { worldFor, type StartOptions } from './start';

/** What a start takes for granted, or would take if nobody had turned it off, in the order of the manifest. */
export function assumed({ circumstances, ...options }: StartOptions): { assumption: Assumption; isOff: boolean }[] {
  const { without = [], ...others } = circumstances;
  const found = worldFor({ ...options, circumstances: others }).assumptions.map((assumption) => ({
    assumption,
    isOff: without.includes(assumption.id),
  }));
  return without.includes(strictValidation) ? [...found, { assumption: strictness(options), isOff: true }] : found;
}

/** What only shows where it was turned off: unknown fields are left out then. */
function strictness({ objects }: Pick<StartOptions, 'objects'>): Assumption {
  const { kind = '', metadata: { name = '', namespace } = {} } = declaredObject(objects.at(-1) ?? {});
  return {
    id: strictValidation,
    what: 'kubectl asks for strict validation: an unknown field refuses the object',
    place: { kind, name, ...(namespace !== undefined && { namespace }), path: [] },
  };
}
