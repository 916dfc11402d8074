import type { PodStart } from './podStarts';

/** The pods of each workload of which several are there. */
export function workloadSamples(starts: readonly PodStart[]): PodStart[][] {
  const samples = new Map<string, PodStart[]>();
  for (const start of starts) {
    const { kind, name } = start.workload;
    const key = `${start.namespace}/${kind} ${name}`;
    const sample = samples.get(key);
    if (sample) sample.push(start);
    else samples.set(key, [start]);
  }
  return [...samples.values()].filter(({ length }) => length > 1);
}

/** The pods whose start came to its end, and took as long as is told. */
export function countedStarts(sample: readonly PodStart[]): PodStart[] {
  return sample.filter(({ reached }) => reached === 'Ready' || reached === 'Succeeded');
}
