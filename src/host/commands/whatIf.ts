import { window } from 'vscode';
import { askWhatIf } from './askWhatIf';
import { explainDocument } from './explainDocument';
import { isMap } from '../../core/isMap';
import { mayHoldPods } from '../kubernetesYaml';
import { foremostPage } from '../panel/panelPage';
import { showInformation } from '../shown/notifications';
import type { ExplanationPanel } from '../panel/explanationPanel';
import type { ExplanationPanels } from '../panel/explanationPanels';

/**
 * Changes a circumstance of a start: of the panel in front, else of the manifest in the editor, whose panel is opened or
 * comes to the front. A panel may give the line with which to begin. Of a start that was seen in a cluster, the gain is
 * estimated.
 */
export async function whatIf(panels: ExplanationPanels, argument?: unknown): Promise<void> {
  const line = isMap(argument) && typeof argument['line'] === 'string' ? argument['line'] : undefined;
  const page = foremostPage();
  const saved = page?.isActive ? page.saved() : undefined;
  if (saved !== undefined) return (await import('./estimateWhatIf')).estimateWhatIf(saved);
  const panel = await panelToChange(panels);
  if (panel) await askWhatIf(panel, line);
}

async function panelToChange(panels: ExplanationPanels): Promise<ExplanationPanel | undefined> {
  const current = panels.current();
  const document = window.activeTextEditor?.document;
  if (current?.isActive || !document || !mayHoldPods(document)) {
    if (!current) await showInformation('Open a manifest or explain a sample first: What If changes its start.');
    return current;
  }
  const shown = panels.showing(document);
  shown?.reveal({ withKeyboard: false });
  return shown ?? explainDocument(panels, document, { withKeyboard: false });
}
