import { workspace, type Uri } from 'vscode';
import { kustomizationIn, type ReadText } from '../../core/kustomize/kustomization';
import { isKustomizationFile } from '../../core/kustomize/kustomizationFile';
import { partOf } from '../../core/kustomize/partOf';
import { folderOf } from '../../core/kustomize/paths';
import { rendered } from '../../core/kustomize/rendered';
import { mostBytes, mostFiles } from '../../core/manifest/referredKinds';
import { showManifest } from '../editorColumns';
import { explainDocument } from './explainDocument';
import type { ExplanationPanels } from '../panel/explanationPanels';
import { showInformation, showWarning } from '../shown/notifications';

/** What `kubectl kustomize` makes of a folder; undefined where it may not or can not run. */
export type Kustomize = (folder: Uri) => Promise<string | undefined>;

/** Explains what the kustomization makes that a file is, or that names it: as an unsaved document, in a panel beside it. */
export async function explainRendered(panels: ExplanationPanels, uri: Uri, kustomize?: Kustomize): Promise<void> {
  const read = await textsBeside(uri);
  const folder = isKustomizationFile(uri.path) ? folderOf(uri.path) : partOf(uri.path, read)?.kustomization.folder;
  if (folder === undefined) {
    await showWarning('No kustomization.yaml in the folder of this file, or in one above it, names this file.');
    return;
  }
  if (kustomizationIn(folder, read)?.isComponent) {
    await showWarning(
      'This belongs to a component of kustomizations, which makes nothing by itself: open one that uses it.',
    );
    return;
  }
  const byKubectl = await kustomize?.(uri.with({ path: folder }));
  const merged = byKubectl === undefined ? rendered(folder, read) : undefined;
  const content = byKubectl ?? merged?.text ?? '';
  if (content === '') {
    await showWarning(`The kustomization in ${folder} makes nothing of what is in this workspace.`);
    return;
  }
  const document = await workspace.openTextDocument({ language: 'yaml', content });
  await showManifest(document);
  if (merged && merged.left.length > 0)
    void showInformation(`Without kubectl, this is left out: ${[...new Set(merged.left)].join(', ')}.`);
  await explainDocument(panels, document);
}

/** The texts of the YAML files in the file's folder of the workspace: nothing outside of it is read. */
async function textsBeside(uri: Uri): Promise<ReadText> {
  const texts = new Map<string, string>();
  const files = workspace.getWorkspaceFolder(uri)
    ? await workspace.findFiles('**/{*.yaml,*.yml,*.json,*.env,*.properties,*.conf,Kustomization}', '**/{node_modules,.git,vendor}/**', mostFiles) // prettier-ignore
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
