import {
  Disposable,
  OverviewRulerLane,
  Position,
  Range,
  TextEditorRevealType,
  ThemeColor,
  window,
  workspace,
  type TextEditor,
  type TextEditorDecorationType,
} from 'vscode';
import { lineColours } from '../../core/panel/lineColours';
import { requestScheme, sourceOf } from '../requests/requestDocuments';
import type { CriRequests } from '../../core/explain/requests/criRequests';
import type { FieldFeed } from '../../core/panel/protocol';

/** A call that is selected in a panel, with what the lines of a manifest feed of it. */
export interface FedCall {
  /** The message's id. */
  message: string;
  feeds: readonly FieldFeed[];
  /** Where Show CRI Requests shows it; undefined where it does not. */
  requests?: { workload: string; call: string; document: CriRequests };
}

interface Marks {
  colours: TextEditorDecorationType[];
  /** All lines of the call's request. */
  call: TextEditorDecorationType;
}

/**
 * Marks in the editors the lines of a manifest that feed the call selected in a panel, each in its colour, and the call
 * with the fields that they feed in the document of requests; also in editors that are opened later.
 */
export class FedLines {
  readonly #subscription: Disposable;
  #shown: (FedCall & { manifest: string }) | undefined;
  #marks: Marks | undefined;

  constructor() {
    this.#subscription = Disposable.from(
      window.onDidChangeVisibleTextEditors((editors) => {
        for (const editor of editors) {
          const request = this.#mark(editor);
          // Whoever opened it at a call, or went to one, stays there.
          const { start, end } = editor.selection;
          if (request && end.isEqual(new Position(0, 0)) && start.isEqual(end)) reveal(editor, request);
        }
      }),
      // Requests are written anew a while after their manifest was edited.
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme === requestScheme)
          for (const editor of window.visibleTextEditors) if (editor.document === document) this.#mark(editor);
      }),
    );
  }

  /** Marks what belongs to a call, in the place of the one before it; another call's request comes into sight. */
  show(manifest: string, call: FedCall): void {
    const isOther = call.message !== this.#shown?.message;
    this.#shown = { ...call, manifest };
    for (const editor of window.visibleTextEditors) {
      const request = this.#mark(editor);
      if (isOther && request) reveal(editor, request);
    }
  }

  /** Nothing is selected any more. */
  clear(): void {
    this.#shown = undefined;
    for (const mark of this.#marks ? [...this.#marks.colours, this.#marks.call] : []) mark.dispose();
    this.#marks = undefined;
  }

  dispose(): void {
    this.clear();
    this.#subscription.dispose();
  }

  /** Marks an editor, and gives the call's place where it shows requests. */
  #mark(editor: TextEditor): Range | undefined {
    const shown = this.#shown;
    if (!shown) return undefined;
    const { uri } = editor.document;
    if (uri.toString() === shown.manifest) {
      this.#colour(editor, manifestLines(shown.feeds));
      return undefined;
    }
    const source = uri.scheme === requestScheme ? sourceOf(uri) : undefined;
    const { requests } = shown;
    if (source?.manifest !== shown.manifest || source.workload !== requests?.workload) return undefined;
    const { lines } = requests.document;
    const own = [...lines.keys()].filter((line) => lines[line]?.call === requests.call);
    const [first, last] = [own[0], own.at(-1)];
    const place = first === undefined || last === undefined ? undefined : new Range(first, 0, last, 0);
    editor.setDecorations(this.#types().call, place ? [place] : []);
    const colours = new Map(shown.feeds.map(({ field, colour }) => [field, colour]));
    this.#colour(editor, new Map(own.map((line) => [line, colours.get(lines[line]?.field ?? '')])));
    return place;
  }

  /** @param lines the colours of lines, which count from 0 */
  #colour(editor: TextEditor, lines: ReadonlyMap<number, number | undefined>): void {
    for (const [i, mark] of this.#types().colours.entries()) {
      const own = [...lines].filter(([, colour]) => colour === i + 1);
      editor.setDecorations(
        mark,
        own.map(([line]) => new Range(line, 0, line, 0)),
      );
    }
  }

  #types(): Marks {
    return (this.#marks ??= {
      call: window.createTextEditorDecorationType({
        isWholeLine: true,
        backgroundColor: new ThemeColor('editor.rangeHighlightBackground'),
      }),
      colours: Array.from({ length: lineColours }, (_, i) => {
        const bar = new ThemeColor(`podStartup.line${i + 1}`);
        return window.createTextEditorDecorationType({
          isWholeLine: true,
          backgroundColor: new ThemeColor(`podStartup.line${i + 1}Background`),
          borderColor: bar,
          borderStyle: 'solid',
          borderWidth: '0 0 0 3px',
          overviewRulerColor: bar,
          overviewRulerLane: OverviewRulerLane.Left,
        });
      }),
    });
  }
}

/** Brings a request into sight: its beginning, where it is longer than the editor. */
function reveal(editor: TextEditor, { start }: Range): void {
  editor.revealRange(new Range(start, start.translate(12)), TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The colours of the manifest's lines, from 0; a value of several lines has all of them. */
function manifestLines(feeds: readonly FieldFeed[]): Map<number, number> {
  const lines = new Map<number, number>();
  for (const { line, lastLine, colour } of [...feeds].sort((a, b) => b.line - a.line))
    for (let each = line; each <= lastLine; each++)
      if (each === line || !lines.has(each - 1)) lines.set(each - 1, colour);
  return lines;
}
