import type { Circumstances } from '../core/circumstances/circumstances';
import { expectedStart } from '../core/explain/difference/expectedStart';
import type { Manifest } from '../core/manifest/parseManifest';
import { comparisonLines } from '../core/comparison/comparisonLines';
import type { Trace } from '../core/trace/trace';

/** What differs from the simulation of the pods' manifest, under the circumstances of their cluster. */
export function comparisonText(trace: Trace, { objects }: Manifest, circumstances: Circumstances): string {
  const expected = expectedStart(
    objects.map(({ value }) => value),
    circumstances,
  );
  return `${comparisonLines(trace, expected).join('\n')}\n`;
}
