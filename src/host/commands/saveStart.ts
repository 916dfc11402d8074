import { Uri, workspace } from 'vscode';
import { saveText } from '../panel/saveAs';
import type { OpenPage } from '../panel/panelPage';
import { showInformation } from '../shown/notifications';

/**
 * Saves the start that a page shows as a file: where a person wants it, or where a caller says.
 * @throws Error in words, where a caller says where and there is nothing to save
 */
export async function saveStart(page: OpenPage | undefined, target?: unknown): Promise<void> {
  const text = page?.saved();
  if (!page || text === undefined) {
    const reason = page
      ? 'Only a start that was seen in a cluster can be saved. A simulated start follows from its manifest: keep the manifest, or export the trace as JSON.'
      : 'Watch a start or explain saved cluster output first: the start that is shown is saved.';
    if (target instanceof Uri) throw new Error(reason);
    await showInformation(reason);
    return;
  }
  if (target instanceof Uri) await workspace.fs.writeFile(target, new TextEncoder().encode(text));
  else await saveText(page.title, 'podstart.json', text);
}
