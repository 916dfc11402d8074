import { describe, expect, test } from 'vitest';
import { Observation } from '../../../src/core/observe/observation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import type { Trace } from '../../../src/core/trace/trace';
import { recordings } from '../../recordings/recordings';

/** A recorded pull, with a wait in the kubelet's queue put into what Pulled says. */
function waiting(configz: object): Trace {
  const recording = recordings('containerd').find(({ events }) =>
    events.some(({ message }) => message?.startsWith('Successfully pulled')),
  );
  const { watch = [], events = [], owners } = recording ?? {};
  const waited = events.map((event) => ({
    ...event,
    message: event.message?.replace(/ in \S+ \(\S+ including waiting\)/, ' in 100ms (3.3s including waiting)'),
  }));
  const observation = new Observation();
  for (const one of savedEvidence(JSON.stringify({ watch, events: waited, owners }))) observation.add(one);
  for (const one of savedEvidence(JSON.stringify(configz))) observation.add(one);
  return observation.trace();
}

describe('why a pull waited', () => {
  test.each([
    [{ serializeImagePulls: true }, /waited 3\.2 s for other pulls: .* one image at a time/],
    [{ serializeImagePulls: false, maxParallelImagePulls: 3 }, /at most 3 images at once/],
  ])('%j tells it', (kubeletconfig, text) => {
    expect(waiting({ kubeletconfig }).notes.filter((note) => text.test(note.text))).not.toEqual([]);
  });

  test.each([{}, { serializeImagePulls: false, maxParallelImagePulls: null }])('%j tells nothing', (kubeletconfig) => {
    expect(waiting({ kubeletconfig }).notes.filter((note) => /waited/.test(note.text))).toEqual([]);
  });
});
