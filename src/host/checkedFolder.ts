import { languages, workspace, type Diagnostic, type Disposable, type Uri } from 'vscode';

/**
 * What a check found, in the Problems panel, as long as it is so: an edit of a file takes its findings away. Where a file
 * is open, what its hints tell is not told again.
 */
export class CheckedFolder implements Disposable {
  readonly #collection = languages.createDiagnosticCollection('Pod Startup: Check Folder');
  readonly #found = new Map<string, readonly Diagnostic[]>();
  readonly #following = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0) return;
    this.#found.delete(document.uri.toString());
    this.#collection.delete(document.uri);
  });

  /** Shows what was found, and nothing of an earlier check. */
  show(found: readonly (readonly [Uri, readonly Diagnostic[]])[]): void {
    this.#collection.clear();
    this.#found.clear();
    for (const [uri, diagnostics] of found) {
      this.#found.set(uri.toString(), diagnostics);
      // Without those of the check itself, these are the hints'.
      this.besideHints(uri, languages.getDiagnostics(uri));
    }
  }

  /** Shows of a file what its hints do not tell. */
  besideHints(uri: Uri, hints: readonly Diagnostic[]): void {
    const found = this.#found.get(uri.toString());
    if (!found) return;
    const told = new Set(hints.map(keyOf));
    this.#collection.set(
      uri,
      found.filter((one) => !told.has(keyOf(one))),
    );
  }

  dispose(): void {
    this.#following.dispose();
    this.#collection.dispose();
  }
}

function keyOf({ message, range: { start } }: Diagnostic): string {
  return `${start.line} ${start.character} ${message}`;
}
