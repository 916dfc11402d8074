import { Range, workspace, type Uri } from 'vscode';
import { showManifest } from '../editorColumns';

/** Shows a place of a document, which both count from 1, where the document is open already, else beside the panel. */
export async function revealPosition(uri: Uri, { line, column }: { line: number; column: number }): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const wanted = new Range(line - 1, column - 1, line - 1, column - 1);
  await showManifest(document, { selection: document.validateRange(wanted) });
}
