import { containerDefaults } from './containerDefaults';
import { podDefaults } from './podDefaults';
import { volumeDefaults } from './volumeDefaults';
import { workloadDefaults } from './workloadDefaults';
import { entryOf } from '../../../entryOf';

/** Fills in what a definition's fields default to, in place, before the fields' own definitions are visited. */
export type Fill = (object: Record<string, unknown>) => void;

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
