import { expect, test } from 'vitest';
import type { Pod } from '../../../src/core/api/types';
import { Observation } from '../../../src/core/observe/observation';
import { pathLines } from '../../../src/core/story/pathLines';

const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString().replace('.000Z', 'Z'); // prettier-ignore

/** A pod that was Ready after 2 s and was seen first when the kubelet had written its status again. */
function seenFirst(writtenAt: number): Observation {
  const observation = new Observation();
  const pod: Pod & { apiVersion: string; kind: string } = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'web',
      creationTimestamp: at(0),
      managedFields: [{ manager: 'kubelet', subresource: 'status', operation: 'Update', time: at(writtenAt) }],
    },
    spec: { nodeName: 'n1', containers: [{ name: 'app', image: 'app' }] },
    status: {
      phase: 'Running',
      startTime: at(0),
      conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: at(2) }],
      containerStatuses: [
        {
          name: 'app',
          image: 'app',
          imageID: '',
          ready: true,
          restartCount: 0,
          state: { running: { startedAt: at(1) } },
        },
      ],
    },
  };
  observation.add({ kind: 'object', type: 'ADDED', object: pod });
  return observation;
}

test('a pod was Ready since its condition says so, whenever the kubelet wrote its status again', () => {
  const whole = (writtenAt: number): string | undefined => {
    const trace = seenFirst(writtenAt).trace({ uids: ['web'], now: Date.parse(at(100)) });
    return pathLines(trace)[0];
  };
  expect(whole(2)).toMatch(/^where the time of pod web went: 2\.\d s .*until it was Ready$/);
  expect(whole(78)).toBe(whole(2));
});
