import type { Assumption } from '../trace/assumption';
import { strictValidation } from '../scenario/fieldValidation';
import { worldFor, type StartOptions } from './start';

const strictness: Assumption = {
  id: strictValidation,
  place: undefined,
  what: 'kubectl asks for strict validation: an unknown field refuses the object',
};

/** What a start takes for granted, or would take if nobody had turned it off, in the order of the manifest. */
export function assumed({ circumstances, ...options }: StartOptions): { assumption: Assumption; isOff: boolean }[] {
  const { without = [], ...others } = circumstances;
  const found = worldFor({ ...options, circumstances: others }).assumptions.map((assumption) => ({
    assumption,
    isOff: without.includes(assumption.id),
  }));
  return without.includes(strictValidation) ? [...found, { assumption: strictness, isOff: true }] : found;
}
