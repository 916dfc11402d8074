import { expectedStart } from '../core/explain/difference/expectedStart';
import type { ClusterRelease } from '../core/observe/clusterRelease';
import type { Manifest } from '../core/manifest/parseManifest';
import { comparisonLines } from '../core/comparison/comparisonLines';
import type { Trace } from '../core/trace/trace';
import { circumstancesBeside } from './chosenCircumstances';
import type { Flags } from './commandLine';

/** What was otherwise than in the simulation of the manifest that the pods are from, with the release and the runtime of their cluster. */
export function comparisonText(
  trace: Trace,
  { objects }: Manifest,
  { flags, release }: { flags: Flags; release: ClusterRelease },
): string {
  const expected = expectedStart(
    objects.map(({ value }) => value),
    circumstancesBeside(flags, release),
  );
  return `${comparisonLines(trace, expected).join('\n')}\n`;
}
