import { RelativePattern, Uri, workspace, type WebviewPanel } from 'vscode';
import { savedObservation } from '../../core/observe/savedObservation';
import { SavedOutputError } from '../../core/observe/saved/savedOutputError';
import { nameOf } from './comparedFile';
import { SavedPanel, type SavedSource } from './savedPanel';
import { savedSource } from './savedSource';

/** How many bytes of a saved start an editor reads; the terminal reads more. */
const mostBytes = 50_000_000;

/** Shows the start that a file is in an editor's panel, and follows the file. What is wrong with it is said there. */
export async function fillSavedStart(panel: WebviewPanel, extension: Uri, uri: Uri): Promise<void> {
  const shown = new SavedPanel(panel, extension, await sourceIn(uri));
  const folder = Uri.joinPath(uri, '..');
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, patternOf(nameOf(uri))));
  const readAgain = (): void => void sourceIn(uri).then((source) => shown.turnTo(source));
  watcher.onDidChange(readAgain);
  watcher.onDidCreate(readAgain);
  panel.onDidDispose(() => watcher.dispose());
}

/** What a file tells, or why it tells nothing, in words. */
async function sourceIn(uri: Uri): Promise<SavedSource> {
  const name = nameOf(uri);
  try {
    const { size } = await workspace.fs.stat(uri);
    if (size > mostBytes) return nothing(name, `it has ${Math.ceil(size / 1e6)} MB, more than an editor shows`);
    const text = new TextDecoder().decode(await workspace.fs.readFile(uri));
    return { ...savedSource(name, savedObservation([{ name, text }])), file: uri };
  } catch (error) {
    // The words of the reader begin with the file's name.
    if (error instanceof SavedOutputError) return nothing(name, error.message.slice(`${name}: `.length));
    return nothing(name, `it cannot be read (${String(error)})`);
  }
}

function nothing(name: string, reason: string): SavedSource {
  return { title: `Start in ${name}`, from: `There is no start to show in ${name}: ${reason}.`, leftOut: [] };
}

/** A pattern that means a name as it is. */
function patternOf(name: string): string {
  return name.replace(/[*?[\]{}]/g, '?');
}
