import type { Circumstances } from '../core/circumstances/circumstances';
import { expectedStart } from '../core/explain/difference/expectedStart';
import type { Manifest } from '../core/manifest/parseManifest';
import { comparisonLines } from '../core/comparison/comparisonLines';
import type { Trace } from '../core/trace/trace';

/** What was otherwise than in the simulation of the manifest that the pods are from; the circumstances are those of their cluster. */
export function comparisonText(trace: Trace, { objects }: Manifest, circumstances: Circumstances): string {
  const expected = expectedStart(
    objects.map(({ value }) => value),
    circumstances,
  );
  return `${comparisonLines(trace, expected).join('\n')}\n`;
}
