import type { Assumption } from '../trace/assumption';
import { worldFor, type StartOptions } from './start';

/** What a start takes for granted, or would take if nobody had turned it off, in the order of the manifest. */
export function assumed({ circumstances, ...options }: StartOptions): { assumption: Assumption; isOff: boolean }[] {
  const { without = [], ...others } = circumstances;
  return worldFor({ ...options, circumstances: others }).assumptions.map((assumption) => ({
    assumption,
    isOff: without.includes(assumption.id),
  }));
}
