import { Uri, workspace } from 'vscode';
import { explainer, manifestOf } from '../manifests';
import { pickMany } from '../shown/picks';
import type { ExplanationPanel } from '../panel/explanationPanel';

/** Asks what shall go wrong and simulates the panel's workload with that. */
export async function injectFaults(panel: ExplanationPanel): Promise<void> {
  const { uri, workload: key, faults: before } = panel.memento;
  const { faultsOf, workloadByKey } = await explainer();
  const workload = workloadByKey(await manifestOf(await workspace.openTextDocument(Uri.parse(uri))), key);
  if (!workload) return;
  const picked = await pickMany(
    faultsOf(workload).map(({ id, label, detail }) => ({
      value: id,
      label,
      detail,
      picked: before.includes(id),
    })),
    { title: 'Inject Faults', placeHolder: 'Choose what goes wrong, or nothing for a start without faults' },
  );
  if (picked) await panel.inject(picked);
}
