import { expect, test } from 'vitest';
import { stayingPods } from '../../../src/cli/ci/stayingPods';
import type { ObservedPod } from '../../../src/core/observe/observation';

function pod(name: string, deleted: boolean, deletionTimestamp?: string): ObservedPod {
  const metadata = { name, ...(deletionTimestamp !== undefined && { deletionTimestamp }) };
  return { uid: name, namespace: 'default', name, owners: [], deleted, pod: { metadata } };
}

test('the pods before a rollout do not stay; where none does, all are told of', () => {
  const gone = pod('gone', true);
  const leaving = pod('leaving', false, '2026-01-01T00:00:00Z');
  const fresh = pod('fresh', false);
  expect(stayingPods([gone, leaving, fresh])).toEqual([fresh]);
  expect(stayingPods([gone, leaving])).toEqual([gone, leaving]);
});
