import { expect, test } from 'vitest';
import { podLanes } from '../../../src/core/observe/podLanes';
import type { ObservedPod } from '../../../src/core/observe/observation';
import type { PodStatus } from '../../../src/core/api/types';

const created = '2026-01-01T00:00:00Z';
const at = (seconds: number): string => new Date(Date.parse(created) + seconds * 1000).toISOString();

function pod(name: string, status: PodStatus, deleted = false): ObservedPod {
  const metadata = { name, namespace: 'shop', uid: name, creationTimestamp: created };
  const containers = [{ name: 'app', image: 'app' }];
  return { uid: name, namespace: 'shop', name, owners: [], deleted, pod: { metadata, spec: { containers }, status } };
}

test('what failed is first, then the slowest; who still starts has taken until now', () => {
  const ready = (seconds: number): PodStatus => ({
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'True', lastTransitionTime: at(seconds) }],
  });
  const ended = (exitCode: number, seconds: number): PodStatus => ({
    phase: exitCode === 0 ? 'Succeeded' : 'Failed',
    containerStatuses: [
      {
        name: 'app',
        image: 'app',
        imageID: '',
        ready: false,
        restartCount: 0,
        state: { terminated: { exitCode, finishedAt: at(seconds), reason: exitCode === 0 ? 'Completed' : 'Error' } },
      },
    ],
  });
  const pods = [
    pod('quick', ready(2)),
    pod('waits', { phase: 'Pending' }),
    pod('slow', ready(60)),
    pod('broke', ended(1, 5)),
    pod('done', ended(0, 3), true),
  ];
  const lanes = podLanes(pods, Date.parse(at(40)));
  expect(lanes.map(({ name, seconds, progress, status }) => [name, seconds, progress, status])).toEqual([
    ['broke', 5, 'failed', 'Error'],
    ['slow', 60, 'started', 'Running'],
    ['waits', 40, 'starting', 'Pending'],
    ['done', 3, 'started', 'Deleted'],
    ['quick', 2, 'started', 'Running'],
  ]);
});
