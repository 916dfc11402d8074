import { FileType, Range, Uri, window, workspace, WorkspaceEdit } from 'vscode';
import { isOtherValues, type Chart } from '../../core/helm/chart';
import { TemplateLines } from '../../core/helm/templateLines';
import type { ReadText } from '../../core/kustomize/kustomization';
import type { ExplanationPanels } from '../panel/explanationPanels';
import { showWarning, withProgress } from '../shown/notifications';
import { pickMany } from '../shown/picks';
import { explainDocument } from './explainDocument';
import { keepTemplateLines } from './templatePlaces';

/** What helm made of a chart, or a sentence on why it did not. Nothing is to be told where the person cancelled. */
export type HelmRendered = { text: string } | { problem: string | undefined };

/** What helm makes of a folder with files of values; there is none on the web. */
export type Helm = (folder: Uri, values: readonly Uri[], signal: AbortSignal) => Promise<HelmRendered>;

/** Explains what a chart makes with its values, and others that a person picks: as an unsaved document, in a panel beside it. */
export async function explainChart(
  panels: ExplanationPanels,
  { chart, folder, read, helm }: { chart: Chart; folder: Uri; read: ReadText; helm: Helm | undefined },
): Promise<void> {
  if (!helm) {
    await showWarning('A chart is rendered by helm, which runs only where VS Code has a machine.');
    return;
  }
  const values = await chosenValues(chart, folder);
  if (!values) return;
  const made = await withProgress(`Rendering the chart ${chart.name}`, (signal) => helm(folder, values, signal));
  if ('problem' in made) {
    if (made.problem !== undefined) await showWarning(made.problem);
    return;
  }
  const names = ['values.yaml', ...values.map(nameOf)].join(', ');
  const text = `# Rendered from the chart ${chart.name} by helm template, with ${names}.\n${made.text}`;
  const document = await workspace.openTextDocument(freeUri(`${chart.name} (rendered chart)`));
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(0, 0, document.lineCount, 0), text);
  await workspace.applyEdit(edit);
  keepTemplateLines(document.uri, new TemplateLines(text, folder.path, read), folder);
  await window.showTextDocument(document);
  await explainDocument(panels, document);
}

/** The files of values beside values.yaml that are to be taken, too; undefined where the person turned away. */
async function chosenValues(chart: Chart, folder: Uri): Promise<Uri[] | undefined> {
  const entries = await workspace.fs.readDirectory(folder);
  const others = entries.flatMap(([name, type]) => (type & FileType.File && isOtherValues(name) ? [name] : [])).sort();
  if (others.length === 0) return [];
  const picked = await pickMany(
    others.map((name) => ({ value: name, label: name })),
    { title: `Values for ${chart.name}`, placeHolder: 'values.yaml is always taken; which others?' },
  );
  return picked?.map((name) => Uri.joinPath(folder, name));
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** An unsaved document with a name, of which there is none yet. */
function freeUri(name: string): Uri {
  const isTaken = (path: string): boolean =>
    workspace.textDocuments.some(({ uri, isClosed }) => !isClosed && uri.scheme === 'untitled' && uri.path === path);
  let path = `${name}.yaml`;
  for (let i = 2; isTaken(path); i++) path = `${name} ${i}.yaml`;
  return Uri.from({ scheme: 'untitled', path });
}
