import { Uri, workspace } from 'vscode';

/** The texts that a page is made of: its scripts and its styles. */
export interface PageTexts {
  script: string;
  drawing: string;
  style: string;
}

/** Reads a file of the extension. */
export type ReadFile = (file: Uri) => PromiseLike<Uint8Array>;

let readFile: ReadFile = (file) => workspace.fs.readFile(file);
let known: Promise<PageTexts> | undefined;

/** The folder that has what pages are made of. */
export function assets(extension: Uri): Uri {
  return Uri.joinPath(extension, 'dist', 'webview');
}

/** Reads pages in another way than through VS Code, which asks the window and comes back. */
export function readPagesWith(way: ReadFile): void {
  readFile = way;
}

/** The texts that a page is made of, read when the first page is opened. Rejects where the extension's files are gone. */
export function pageTexts(extension: Uri): Promise<PageTexts> {
  known ??= readAll(extension).catch((error: unknown) => {
    known = undefined;
    throw error;
  });
  return known;
}

async function readAll(extension: Uri): Promise<PageTexts> {
  const text = async (name: string): Promise<string> =>
    new TextDecoder().decode(await readFile(Uri.joinPath(assets(extension), name)));
  const [script, drawing, style] = await Promise.all([text('panel.js'), text('drawSequence.js'), text('panel.css')]);
  return { script, drawing, style };
}
