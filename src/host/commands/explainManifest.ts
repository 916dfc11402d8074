import { window, workspace } from 'vscode';
import { explainDocument } from './explainDocument';
import { mayHoldPods } from '../kubernetesYaml';
import { showManifest } from '../editorColumns';
import type { ExplainTarget } from '../explainTarget';
import type { ExplanationPanels } from '../panel/explanationPanels';
import type { AtHand } from './offerWaysIn';

/** Explains the start of a pod of the open manifest in a panel beside it; with none open, offers what else to explain. */
export async function explainManifest(
  panels: ExplanationPanels,
  atHand: AtHand,
  target: ExplainTarget = {},
): Promise<void> {
  const document = target.uri ? await workspace.openTextDocument(target.uri) : window.activeTextEditor?.document;
  if (document && mayHoldPods(document)) {
    const editor = window.visibleTextEditors.find((each) => each.document === document);
    if (!editor) await showManifest(document);
    const at = editor && document.offsetAt(editor.selection.active);
    await explainDocument(panels, document, { ...target, ...(at !== undefined && { at }) });
    return;
  }
  const { offerWaysIn } = await import('./offerWaysIn');
  await offerWaysIn(panels, atHand, document ? 'There is no pod in this document' : 'No manifest is open');
}
