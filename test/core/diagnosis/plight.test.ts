import { expect, test } from 'vitest';
import { plightOf } from '../../../src/core/diagnosis/plight';

test.each([
  ['pod web', 'event BackOff: x', 'does not run'],
  ['Deployment web', 'refused: 422 Invalid: x', 'does not run'],
  ['Secret s', 'refused: 422 Invalid: x', 'is refused'],
  ['Node node-1', 'condition Ready=False', 'is not as it should be'],
  ['PersistentVolumeClaim data', 'status.phase: Lost', 'is not as it should be'],
])('why %s (%s) %s', (subject, evidence, plight) => {
  expect(plightOf({ subject, evidence })).toBe(plight);
});
