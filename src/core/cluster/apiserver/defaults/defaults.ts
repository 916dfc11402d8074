import type { Fill } from './fill';
import { containerDefaults } from './containerDefaults';
import { podDefaults } from './podDefaults';
import { volumeDefaults } from './volumeDefaults';
import { workloadDefaults } from './workloadDefaults';
import { entryOf } from '../../../entryOf';

const all: Readonly<Record<string, Fill>> = {
  ...podDefaults,
  ...containerDefaults,
  ...volumeDefaults,
  ...workloadDefaults,
};

/** The defaulting of a definition of core/api/schema, where it has one. */
export function defaultsOf(definition: string): Fill | undefined {
  return entryOf(all, definition);
}
