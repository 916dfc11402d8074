import { expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { recordings } from '../../../recordings/recordings';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}

test('a simulation changes nothing of the objects that it is given: a manifest shares them with its next version', () => {
  const ended = recordings('own').filter(({ manifest }) => {
    const objects = parseManifest(manifest).objects.map(({ value }) => frozen(value));
    return simulate({ objects, seconds: 3 }).trace.messages.length > 0;
  });
  expect(ended.length).toBeGreaterThan(290);
});
