import { env, workspace, type Uri } from 'vscode';
import { startFileEnding } from '../../core/observe/saved/readStartFile';
import type { OpenPage } from '../panel/panelPage';
import { showInformation } from '../shown/notifications';
import { linkText } from './startLink';

/** Copies a link to the start that is shown, with what is selected in it. */
export async function copyLink(page: OpenPage | undefined, extension: string): Promise<void> {
  const place = page?.place();
  if (!page || !place) {
    await showInformation(
      page
        ? 'Only a start in a file has a link. Save it with “Save This Start…”, and copy the link of the file.'
        : 'Explain a manifest or open a saved start first: the link leads to the start that is shown.',
    );
    return;
  }
  const file = fileOf(place.uri);
  if (file === undefined) {
    await showInformation('Links lead only to files in the open folder and to saved starts; this start is in neither.');
    return;
  }
  const link = linkText(env.uriScheme, extension, { file, workload: place.workload, ...page.sight() });
  await env.clipboard.writeText(link);
  void showInformation('The link is copied. It opens this start in VS Code, after a question.');
}

/** A file as links name it: from its folder of the workspace, a saved start elsewhere by its whole path. */
function fileOf(uri: Uri): string | undefined {
  const folder = workspace.getWorkspaceFolder(uri);
  if (folder) return uri.path.slice(folder.uri.path.replace(/\/$/, '').length + 1);
  if (uri.scheme !== 'file' || !uri.path.endsWith(startFileEnding)) return undefined;
  return /^\/[a-z]:/i.test(uri.path) ? uri.path.slice(1) : uri.path;
}
