import { workspace, type Uri } from 'vscode';
import { templateLocation } from '../renderedCharts';
import { revealPosition } from './revealPosition';

/** As revealPosition; of what a chart made, the line of its template where that is known. */
export async function revealSource(uri: Uri, place: { line: number; column: number }): Promise<void> {
  const template = templateLocation(await workspace.openTextDocument(uri), place.line);
  if (template) await revealPosition(template.uri, { line: template.range.start.line + 1, column: 1 });
  else await revealPosition(uri, place);
}
