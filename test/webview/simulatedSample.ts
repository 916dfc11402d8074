import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, parseManifest, workloadsOf } from '../../src/host/explainer';
import type { Trace } from '../../src/core/trace/trace';

/** The whole start of the first workload in a sample, as the panel of that sample has it. */
export function simulatedSample(name: string): Trace {
  const manifest = parseManifest(readFileSync(join(import.meta.dirname, '../../samples', `${name}.yaml`), 'utf8'));
  const [workload] = workloadsOf(manifest);
  if (!workload) throw new Error(`samples/${name}.yaml has no workload`);
  return explain({ manifest, workload, existing: [], faults: [], circumstances: {}, start: 0 });
}
