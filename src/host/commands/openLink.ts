import { commands, FileType, Uri, workspace } from 'vscode';
import { startFileEnding } from '../../core/observe/saved/readStartFile';
import { explainDocument } from './explainDocument';
import { showManifest } from '../editorColumns';
import { mayHoldPods } from '../kubernetesYaml';
import type { ExplanationPanels } from '../panel/explanationPanels';
import { foremostPage } from '../panel/panelPage';
import { savedStartEditorType } from '../panel/savedStartEditor';
import { confirm, showWarning } from '../shown/notifications';
import { workspaceFile, type RealPath } from '../workspaceFile';
import { readLink, type StartLink } from './startLink';

/** Bytes of a saved start that an editor shows. */
const mostOfStart = 50_000_000;

/** What a link's file is, before anything of it is read. */
interface LinkedFile {
  uri: Uri;
  isOutside: boolean;
}

/**
 * Opens what a link asks for, after a question that names it: a manifest or a saved start of the workspace, or a saved start
 * elsewhere. It reads that file alone and runs nothing. All else is refused in a sentence.
 */
export async function openLink(
  { path, query }: Pick<Uri, 'path' | 'query'>,
  panels: ExplanationPanels,
  realPath?: RealPath,
): Promise<void> {
  const link = readLink({ path, query });
  if ('refusal' in link) {
    await showWarning(link.refusal);
    return;
  }
  const found = await fileOf(link.file, realPath);
  if ('refusal' in found) {
    await showWarning(`The link is not opened: ${found.refusal}`);
    return;
  }
  const isStart = found.uri.path.endsWith(startFileEnding);
  const lines = [
    found.uri.scheme === 'file' ? found.uri.fsPath : found.uri.toString(true),
    ...(link.workload === undefined ? [] : [link.workload]),
    ...(found.isOutside ? ['This file is not in the open folder.'] : []),
    'The file is shown. Nothing is run.',
  ];
  const question = isStart
    ? 'A link asks to open this saved start. Open it?'
    : 'A link asks to explain this manifest. Open it?';
  if ((await confirm(question, lines, 'Open')) !== 'Open') return;
  if (found.isOutside && !(await isFile(found.uri))) {
    await showWarning('The link is not opened: there is no such file here.');
    return;
  }
  if (isStart) await commands.executeCommand('vscode.openWith', found.uri, savedStartEditorType);
  else if (!(await isExplained(found.uri, link, panels))) return;
  foremostPage()?.goTo(link);
}

/** A file of the workspace; a whole path to a saved start may lead elsewhere, and is not looked at before the question. */
async function fileOf(file: string, realPath: RealPath | undefined): Promise<LinkedFile | { refusal: string }> {
  const isStart = file.endsWith(startFileEnding);
  const found = await workspaceFile(file, realPath, isStart ? mostOfStart : undefined);
  if ('uri' in found) return { uri: found.uri, isOutside: false };
  const isWhole = /^(?:\/|[a-z]:\/)/i.test(file);
  if (!isStart || !isWhole || !realPath || found.why !== 'outside') return found;
  return { uri: Uri.file(file), isOutside: true };
}

async function isFile(uri: Uri): Promise<boolean> {
  try {
    const { type } = await workspace.fs.stat(uri);
    return (type & FileType.File) !== 0;
  } catch {
    return false;
  }
}

async function isExplained(uri: Uri, { workload }: StartLink, panels: ExplanationPanels): Promise<boolean> {
  const document = await workspace.openTextDocument(uri);
  if (!mayHoldPods(document)) {
    await showWarning('The link is not opened: there is no pod in the file that it names.');
    return false;
  }
  await showManifest(document);
  const { workloadsOf } = await import('../explainer');
  const { manifestOf } = await import('../manifests');
  const isThere = workloadsOf(await manifestOf(document), uri.path).some(({ key }) => key === workload);
  const panel = await explainDocument(panels, document, isThere && workload !== undefined ? { workload } : {});
  return panel !== undefined;
}
