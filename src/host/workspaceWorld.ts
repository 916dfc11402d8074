import {
  CancellationError,
  FileType,
  RelativePattern,
  Uri,
  workspace,
  type CancellationToken,
  type TextDocument,
} from 'vscode';
import { Refusal, type AnswerWorld, type FoundFile } from '../core/answers/answerWorld';
import { visibleText } from '../core/visibleText';
import { explainOptions } from './explainOptions';
import { notSearched } from './notSearched';
import { simulationSettings } from './settings';
import { workspaceFile, type RealPath } from './workspaceFile';
import { workspaceObjects } from './workspaceObjects';

/** Bytes of a file of saved output: more are no text that the editor opens. */
const mostOfSaved = 50_000_000;
/** Files of a folder that are checked. */
const mostFiles = 300;

/** What an assistant's question may look at in the editor: the workspace's files, as they stand in the editor, and its settings. */
export function workspaceWorld(token: CancellationToken, realPath?: RealPath): AnswerWorld {
  /** Where each path that was asked for leads: settings are those of the file. */
  const places = new Map<string, Uri>();
  const open = async (path: string, most?: number): Promise<TextDocument> => {
    const found = await workspaceFile(path, realPath, most);
    if ('refusal' in found)
      throw new Refusal(`${found.refusal} Give a file's path from the workspace's folder, or the manifest's text.`);
    places.set(path, found.uri);
    try {
      return await workspace.openTextDocument(found.uri);
    } catch {
      throw new Refusal(
        `${visibleText(path, ' ', 200)} cannot be read as text: it may be binary, or you may lack permission to read it.`,
      );
    }
  };
  return {
    manifest: async (path) => {
      const document = await open(path);
      const { existing = [] } = await explainOptions(document);
      return { ...asFound(document), existing, notes: [] };
    },
    besideText: () => workspaceObjects(Uri.parse('untitled:manifest')).catch(() => []),
    saved: async (path) => asFound(await open(path, mostOfSaved)),
    manifests: async (paths) => {
      const files = new Map<string, FoundFile>();
      const notes: string[] = [];
      for (const path of paths) {
        const inside = await filesIn(path, realPath);
        if (inside?.length === mostFiles)
          notes.push(`note: ${visibleText(path, ' ', 200)}: its first ${mostFiles} files are checked\n`);
        for (const file of inside ?? [path])
          try {
            const found = asFound(await open(file));
            files.set(found.file, found);
          } catch (error) {
            // Within a folder, nobody named the file.
            if (!inside || !(error instanceof Refusal)) throw error;
            notes.push(`note: ${error.message}\n`);
          }
      }
      const [first] = places.values();
      const existing = first ? await workspaceObjects(first).catch(() => []) : [];
      return { files: [...files.values()], existing, notes };
    },
    // The files around one are read later than a question can wait for.
    read: () => undefined,
    circumstances: (file) => simulationSettings(file === undefined ? undefined : places.get(file)),
    pause: async () => {
      await new Promise((resolve) => setTimeout(resolve));
      if (token.isCancellationRequested) throw new CancellationError();
    },
  };
}

function asFound(document: TextDocument): FoundFile {
  return { file: workspace.asRelativePath(document.uri), text: document.getText() };
}

/** The manifests of a folder of the workspace and of those in it, by their whole paths; undefined of what is no folder. */
async function filesIn(path: string, realPath: RealPath | undefined): Promise<string[] | undefined> {
  const found = await workspaceFile(path, realPath, undefined, FileType.Directory);
  if ('refusal' in found) return undefined; // as a file it is read, or it is said why not
  const pattern = new RelativePattern(found.uri, '**/*.{yaml,yml,json}');
  const uris = await workspace.findFiles(pattern, notSearched, mostFiles);
  const inside: string[] = [];
  for (const { fsPath } of uris.sort((one, other) => (one.path < other.path ? -1 : 1)))
    // A link that leads out of the workspace does not belong to it.
    if ('uri' in (await workspaceFile(fsPath, realPath))) inside.push(fsPath);
  return inside;
}
