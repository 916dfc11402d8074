import { Observation } from '../../../src/core/observe/observation';
import type { Trace } from '../../../src/core/trace/trace';
import type { Recording } from '../../recordings/recordings';

/** What a watcher of a recorded case's pods and events would have told at its end. */
export function observedTrace({ watch, events }: Pick<Recording, 'watch' | 'events'>): Trace {
  const observation = new Observation();
  for (const { type, object, at } of watch)
    observation.add({ kind: 'object', type, object, arrived: { at: Date.parse(at), precision: 1 } });
  for (const event of events) observation.add({ kind: 'object', type: 'ADDED', object: { ...event, kind: 'Event' } });
  return observation.trace();
}
