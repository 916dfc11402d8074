import { Range, ViewColumn, window, workspace, type Uri } from 'vscode';
import { templateLocation } from '../renderedCharts';

/** Shows a place of a document, which both count from 1 (of what a chart makes, that of its template where it is known), where the document is shown already, else beside the panel. */
export async function revealPosition(uri: Uri, { line, column }: { line: number; column: number }): Promise<void> {
  const given = await workspace.openTextDocument(uri);
  const template = templateLocation(given, line);
  const document = template ? await workspace.openTextDocument(template.uri) : given;
  const wanted = template?.range ?? new Range(line - 1, column - 1, line - 1, column - 1);
  const shown = window.visibleTextEditors.find((editor) => editor.document === document);
  await window.showTextDocument(document, {
    viewColumn: shown?.viewColumn ?? ViewColumn.One,
    selection: document.validateRange(wanted),
  });
}
