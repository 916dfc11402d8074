import { expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';

test('no call ends after the simulation, whenever that ends', () => {
  const objects = parseManifest(
    '{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { containers: [{ name: app, image: nginx }] } }',
  ).objects.map(({ value }) => value);
  for (let ms = 1; ms <= 40; ms++) {
    const simulation = simulate({ objects, seconds: ms / 1000, start: 0 });
    // kubectl's POST takes 4 ms, and the simulation begins with its answer.
    for (const { end } of [...simulation.apiCalls(), ...simulation.calls]) expect(end).toBeLessThanOrEqual(ms + 4);
  }
});
