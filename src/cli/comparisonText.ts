import { expectedStart } from '../core/explain/difference/expectedStart';
import type { Manifest } from '../core/manifest/parseManifest';
import { comparisonLines } from '../core/comparison/comparisonLines';
import type { Trace } from '../core/trace/trace';
import { chosenCircumstances } from './chosenCircumstances';
import type { Flags } from './commandLine';

/** What was otherwise than in the simulation of the manifest that the pods are from. */
export function comparisonText(trace: Trace, { objects }: Manifest, flags: Flags): string {
  const expected = expectedStart(
    objects.map(({ value }) => value),
    chosenCircumstances(flags),
  );
  return `${comparisonLines(trace, expected).join('\n')}\n`;
}
