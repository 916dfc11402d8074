import { extensions, Uri, workspace, type TextDocument } from 'vscode';

/** What is used of the git extension's API (extensions/git/src/api/git.d.ts of VS Code). */
interface GitApi {
  getRepository(uri: Uri): unknown;
  toGitUri(uri: Uri, ref: string): Uri;
}

/** A document as git's last commit has it; undefined where git, its extension or the commit does not know it. */
export async function committedDocument(uri: Uri): Promise<TextDocument | undefined> {
  try {
    const extension = extensions.getExtension<{ getAPI(version: 1): GitApi }>('vscode.git');
    const git = (await extension?.activate())?.getAPI(1);
    // Of a file in no repository it makes an empty document.
    if (!git?.getRepository(uri)) return undefined;
    return await workspace.openTextDocument(git.toGitUri(uri, 'HEAD'));
  } catch {
    return undefined;
  }
}
