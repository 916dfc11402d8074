import { FileType, Uri, window, workspace } from 'vscode';
import { Base64 } from 'js-base64';
import { start } from '../../core/circumstances/start';
import { crictlExport, staysInside, type CrictlExport } from '../../core/crictl/crictlExport';
import { asMeant, wordsOf } from '../../core/explain/meaning/asMeant';
import { standing } from '../../core/explain/meaning/standing';
import { manifestOf } from '../manifests';
import { simulationSettings } from '../settings';
import { showError, showInformation, showWarning } from '../shown/notifications';
import { workspaceObjects } from '../workspaceObjects';

/**
 * Writes what crictl takes to start the manifest's pods as their kubelet would, into a new folder of the one that a person
 * picks. Values of Secrets are never written.
 * @param into the folder to write into, in place of asking
 */
export async function exportForCrictl(target?: Uri, into?: Uri): Promise<void> {
  const document = target ? await workspace.openTextDocument(target) : window.activeTextEditor?.document;
  if (!document) return showWarningOf('Open a manifest first: its pods are exported.');
  const { objects } = standing(await manifestOf(document));
  const values = objects.map(({ value }) => value);
  const existing = await workspaceObjects(document.uri).catch(() => []);
  const simulation = start({
    objects: values.map(asMeant),
    existing: existing.map(asMeant),
    circumstances: simulationSettings(document.uri),
  });
  const made = crictlExport(simulation, wordsOf([...values, ...existing]));
  if (made.pods.length === 0) return showWarningOf('No pod of this document reaches a container runtime.');
  const folder = into ?? (await pickedFolder(made));
  if (folder) await write(folder, made);
}

async function showWarningOf(text: string): Promise<void> {
  await showWarning(text);
}

async function pickedFolder({ pods }: CrictlExport): Promise<Uri | undefined> {
  const [picked] =
    (await window.showOpenDialog({
      title: 'Where to Write the Files for crictl',
      openLabel: 'Export Here',
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  return picked && Uri.joinPath(picked, `crictl-${pods[0]?.split('/').pop() ?? 'pod'}`);
}

async function write(folder: Uri, { files, scripts, notes }: CrictlExport): Promise<void> {
  if (!(await isFree(folder))) {
    await showError(`${folder.path} is not empty: nothing is written there.`);
    return;
  }
  for (const { path, content } of files) {
    if (!staysInside(path)) throw new Error(`${path} does not stay in its folder`);
    const bytes = 'text' in content ? new TextEncoder().encode(content.text) : Base64.toUint8Array(content.base64);
    await workspace.fs.writeFile(Uri.joinPath(folder, path), bytes);
  }
  await window.showTextDocument(Uri.joinPath(folder, scripts[0] ?? ''));
  void showInformation(
    `${files.length} files are in ${folder.path}: as root on a node, sh ${scripts.join(', sh ')} starts the pod.${notes.length > 0 ? ' The script says what differs from a node.' : ''}`,
  );
}

/** Whether the folder is not there, or is empty. */
async function isFree(folder: Uri): Promise<boolean> {
  try {
    const { type } = await workspace.fs.stat(folder);
    return type === FileType.Directory && (await workspace.fs.readDirectory(folder)).length === 0;
  } catch {
    return true;
  }
}
