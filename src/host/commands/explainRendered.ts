import { workspace, type Uri } from 'vscode';
import { kustomizationIn, type ReadText } from '../../core/kustomize/kustomization';
import { chartIn, chartOf } from '../../core/helm/chart';
import { isKustomizationFile } from '../../core/kustomize/kustomizationFile';
import { partOf } from '../../core/kustomize/partOf';
import { folderOf } from '../../core/kustomize/paths';
import { rendered } from '../../core/kustomize/rendered';
import { mostBytes, mostFiles } from '../../core/manifest/referredKinds';
import { explainChart, type Helm } from './explainChart';
import { showManifest } from '../editorColumns';
import { explainDocument } from './explainDocument';
import type { ExplanationPanels } from '../panel/explanationPanels';
import { showInformation, showWarning } from '../shown/notifications';
import { notSearched } from '../notSearched';

/** What `kubectl kustomize` makes of a folder; undefined where it may not or can not run. */
export type Kustomize = (folder: Uri) => Promise<string | undefined>;

/** What renders on a machine: the person's kubectl and helm. */
export interface Renderers {
  kustomize: Kustomize;
  helm: Helm;
}

/**
 * Explains what the kustomization or the chart makes that a file or folder is, or that it belongs to: as an unsaved
 * document, in a panel beside it.
 */
export async function explainRendered(panels: ExplanationPanels, uri: Uri, machine?: Renderers): Promise<void> {
  const read = await textsBeside(uri);
  const folder = kustomizationOf(uri.path, read);
  const chart = folder === undefined ? (chartIn(uri.path, read) ?? chartOf(uri.path, read)) : undefined;
  if (chart) {
    await explainChart(panels, { chart, folder: uri.with({ path: chart.folder }), read, helm: machine?.helm });
    return;
  }
  if (folder === undefined) {
    await showWarning(
      'No kustomization.yaml, here or in a folder above, names this file, and it does not belong to a chart with a Chart.yaml.',
    );
    return;
  }
  if (kustomizationIn(folder, read)?.isComponent) {
    await showWarning(
      'This belongs to a component of kustomizations, which renders nothing by itself: open a kustomization that uses it.',
    );
    return;
  }
  const byKubectl = await machine?.kustomize(uri.with({ path: folder }));
  const merged = byKubectl === undefined ? rendered(folder, read) : undefined;
  const content = byKubectl ?? merged?.text ?? '';
  if (content === '') {
    await showWarning(`The kustomization in ${folder} renders nothing from this workspace.`);
    return;
  }
  const document = await workspace.openTextDocument({ language: 'yaml', content });
  await showManifest(document);
  if (merged && merged.left.length > 0)
    void showInformation(`Without kubectl, this is left out: ${[...new Set(merged.left)].join(', ')}.`);
  await explainDocument(panels, document);
}

/** The folder of the kustomization that a path is, has in it, or is named by. */
function kustomizationOf(path: string, read: ReadText): string | undefined {
  if (isKustomizationFile(path)) return folderOf(path);
  if (kustomizationIn(path, read)) return path;
  return partOf(path, read)?.kustomization.folder;
}

/** The texts of the YAML files in the file's folder of the workspace: nothing outside of it is read. */
async function textsBeside(uri: Uri): Promise<ReadText> {
  const texts = new Map<string, string>();
  const files = workspace.getWorkspaceFolder(uri)
    ? await workspace.findFiles('**/{*.yaml,*.yml,*.json,*.env,*.properties,*.conf,Kustomization}', notSearched, mostFiles) // prettier-ignore
    : [];
  await Promise.all(
    [...files, uri].map(async (file) => {
      try {
        const bytes = await workspace.fs.readFile(file);
        if (bytes.length <= mostBytes) texts.set(file.path, new TextDecoder().decode(bytes));
      } catch {
        // A file that went away meanwhile is not there.
      }
    }),
  );
  return (path) => texts.get(path);
}
