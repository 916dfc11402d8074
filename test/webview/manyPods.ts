import type { PodLane } from '../../src/core/observe/podLanes';

/** The lines of so many watched pods, slowest first, of which so many are started. */
export function manyPods(count: number, started = 0): PodLane[] {
  return Array.from({ length: count }, (_, i) => ({
    uid: `uid-${i}`,
    name: i === 0 ? 'nginx' : `web-${i}`,
    status: 'Running',
    ready: '1/1',
    progress: i < started ? 'started' : 'starting',
    seconds: count - i,
  }));
}
