import { Uri, workspace } from 'vscode';
import { explainer, manifestOf } from '../manifests';
import type { CallTarget } from '../hovers';
import type { ExplanationPanels } from '../panel/explanationPanels';

/** Shows a call of the start of the workload that an offset lies in: from a hover's link. */
export async function showInDiagram(panels: ExplanationPanels, { uri, offset, call }: CallTarget): Promise<void> {
  const manifest = await manifestOf(await workspace.openTextDocument(Uri.parse(uri)));
  const { workloadsOf } = await explainer();
  const workloads = workloadsOf(manifest);
  const here = workloads.find(({ object }) => object.range.start <= offset && offset <= object.range.end);
  if (!here) return;
  const panel = panels.show({ uri, faults: [], ...(workloads.length > 1 && { workload: here.key }) });
  await panel.selectCall(call);
}
