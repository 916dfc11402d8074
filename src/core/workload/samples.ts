import { groupedBy } from '../groupedBy';
import type { PodStart } from './podStarts';

/** The pods of each workload of which several are there. */
export function workloadSamples(starts: readonly PodStart[]): PodStart[][] {
  const samples = groupedBy(starts, ({ namespace, workload: { kind, name } }) => `${namespace}/${kind} ${name}`);
  return [...samples.values()].filter(({ length }) => length > 1);
}

/** The pods whose start came to its end, and took as long as is told. */
export function countedStarts(sample: readonly PodStart[]): PodStart[] {
  return sample.filter(({ reached }) => reached === 'Ready' || reached === 'Succeeded');
}
