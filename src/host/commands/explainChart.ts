import { commands, FileType, Uri, window, workspace } from 'vscode';
import { isOtherValues, ownValues, type Chart } from '../../core/helm/chart';
import { renderedHeading } from '../../core/helm/renderedHeading';
import { TemplateLines } from '../../core/helm/templateLines';
import type { ReadText } from '../../core/kustomize/kustomization';
import { joinPath } from '../../core/kustomize/paths';
import type { ExplanationPanels } from '../panel/explanationPanels';
import { keepTemplateLines } from '../renderedCharts';
import { showWarning, withProgress } from '../shown/notifications';
import { pickMany } from '../shown/picks';
import { explainDocument } from './explainDocument';

/** Why something cannot be done, in a sentence; undefined where nothing is to be told: the person cancelled it. */
export interface HelmProblem {
  problem: string | undefined;
}

/** What helm makes of a chart with files of values beside its values.yaml. */
export type RenderChart = (values: readonly Uri[], signal: AbortSignal) => Promise<{ text: string } | HelmProblem>;

/** The person's helm for the chart in a folder, or why there is none; the web has no helm at all. */
export type Helm = (folder: Uri) => Promise<{ render: RenderChart } | HelmProblem>;

/** Explains what a chart makes with its values, and others that a person picks: as an unsaved document, in a panel beside it. */
export async function explainChart(
  panels: ExplanationPanels,
  { chart, folder, read, helm }: { chart: Chart; folder: Uri; read: ReadText; helm: Helm | undefined },
): Promise<void> {
  if (!helm) {
    await showWarning('Rendering a chart needs helm, which does not run in VS Code for the Web.');
    return;
  }
  if (!workspace.isTrusted) {
    await askForTrust();
    return;
  }
  const found = await helm(folder);
  if ('problem' in found) return tell(found);
  const values = await chosenValues(chart, folder);
  if (!values) return;
  const made = await withProgress(`Rendering the chart ${chart.name}`, (signal) => found.render(values, signal));
  if ('problem' in made) return tell(made);
  const own = read(joinPath(chart.folder, ownValues)) === undefined ? [] : [ownValues];
  const content = `${renderedHeading(chart.name, [...own, ...values.map(nameOf)])}${made.text}`;
  const document = await workspace.openTextDocument({ language: 'yaml', content });
  keepTemplateLines(document, new TemplateLines(content, folder.path, read), folder);
  await window.showTextDocument(document);
  await explainDocument(panels, document);
}

async function tell({ problem }: HelmProblem): Promise<void> {
  if (problem !== undefined) await showWarning(problem);
}

/** A chart's templates are run by helm, and may read what lies in its folder. */
async function askForTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust';
  const sentence = 'Pod Startup renders charts only in a workspace that you trust: helm runs what their templates say.';
  if ((await showWarning(sentence, manage)) === manage) await commands.executeCommand('workbench.trust.manage');
}

/** The files of values beside values.yaml that are to be taken, too; undefined where the person turned away. */
async function chosenValues(chart: Chart, folder: Uri): Promise<Uri[] | undefined> {
  const entries = await workspace.fs.readDirectory(folder);
  const others = entries.flatMap(([name, type]) => (type & FileType.File && isOtherValues(name) ? [name] : [])).sort();
  if (others.length === 0) return [];
  const picked = await pickMany(
    others.map((name) => ({ value: name, label: name })),
    { title: `Values for ${chart.name}`, placeHolder: 'values.yaml is always used; which others?' },
  );
  return picked?.map((name) => Uri.joinPath(folder, name));
}

function nameOf({ path }: Uri): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
