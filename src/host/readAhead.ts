import { workspace, type Disposable, type TextDocument } from 'vscode';
import { explainer, manifestOf } from './manifests';
import { explainOptions } from './explainOptions';
import { inParts } from './inParts';
import { hoverSettings } from './settings';

/** Milliseconds of quiet after an edit: a person who types does not point. */
const quiet = 50;

/**
 * Works ahead, in short turns, while a person looks at a hover or has just typed in a document with hovers: the editor
 * asks for the next one 150 ms after the pointer rests at the earliest (half of `editor.hover.delay`). Nothing is worked
 * out before the first hover; what was begun ends with the next one.
 */
export class ReadAhead implements Disposable {
  readonly #hovered = new WeakSet<TextDocument>();
  /** Counts what was begun; only the newest goes on. */
  #begun = 0;
  #pending: ReturnType<typeof setTimeout> | undefined;
  readonly #edits = workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const [change] = contentChanges;
    if (change && this.#hovered.has(document)) this.#begin(document, change.rangeOffset, 'edit', quiet);
  });

  /** A hover was answered. */
  hovered(document: TextDocument, offset: number): void {
    this.#hovered.add(document);
    this.#begin(document, offset, 'hover', 0);
  }

  dispose(): void {
    this.#begun++;
    clearTimeout(this.#pending);
    this.#edits.dispose();
  }

  #begin(document: TextDocument, offset: number, after: 'hover' | 'edit', delay: number): void {
    const turn = ++this.#begun;
    clearTimeout(this.#pending);
    this.#pending = setTimeout(() => void this.#work(document, offset, after, turn), delay);
  }

  async #work(document: TextDocument, offset: number, after: 'hover' | 'edit', turn: number): Promise<void> {
    const { version } = document;
    const { readAhead, linesAhead } = await explainer();
    const manifest = await manifestOf(document);
    const options = { ...(await explainOptions(document)), ...hoverSettings(document.uri) };
    const isWanted = (): boolean => turn === this.#begun && document.version === version && !document.isClosed;
    await inParts(during(readAhead(manifest, offset, linesAhead[after], options), isWanted));
  }
}

/** The steps as long as they are wanted. */
function* during(steps: Iterable<void>, isWanted: () => boolean): Generator<void, void> {
  if (!isWanted()) return;
  for (const _ of steps) {
    yield;
    if (!isWanted()) return;
  }
}
