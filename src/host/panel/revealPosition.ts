import { Range, ViewColumn, window, workspace, type Uri } from 'vscode';

/** Shows a place of a document, which both count from 1, where the document is shown already, else beside the panel. */
export async function revealPosition(uri: Uri, { line, column }: { line: number; column: number }): Promise<void> {
  const document = await workspace.openTextDocument(uri);
  const wanted = new Range(line - 1, column - 1, line - 1, column - 1);
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  await window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? ViewColumn.One,
    selection: document.validateRange(wanted),
  });
}
