import { expectedStart } from '../core/explain/difference/expectedStart';
import type { Manifest } from '../core/manifest/parseManifest';
import { observedRuntime } from '../core/observe/observedRuntime';
import { comparisonLines } from '../core/comparison/comparisonLines';
import type { Trace } from '../core/trace/trace';
import { chosenCircumstances } from './chosenCircumstances';
import type { Flags } from './commandLine';

/** What was otherwise than in the simulation of the manifest that the pods are from, with the runtime of their nodes. */
export function comparisonText(trace: Trace, { objects }: Manifest, flags: Flags): string {
  const runtime = observedRuntime(trace.view);
  const expected = expectedStart(
    objects.map(({ value }) => value),
    { ...(runtime !== undefined && { runtime }), ...chosenCircumstances(flags) },
  );
  return `${comparisonLines(trace, expected).join('\n')}\n`;
}
