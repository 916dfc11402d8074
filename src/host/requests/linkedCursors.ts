import { Range, ThemeColor, window, type Disposable, type TextEditor } from 'vscode';
import { explainer, manifestOf } from '../manifests';
import { explainOptions } from '../explainOptions';
import { requestScheme, sourceOf, type RequestDocuments } from './requestDocuments';

/** Marks, beside a manifest's cursor, the lines of the requests that it feeds; and the other way around. */
export function linkedCursors(documents: RequestDocuments): Disposable {
  const mark = window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new ThemeColor('editor.wordHighlightBackground'),
    overviewRulerColor: new ThemeColor('editorOverviewRuler.wordHighlightForeground'),
  });
  const show = (editor: TextEditor, ranges: Range[]) => {
    editor.setDecorations(mark, ranges);
    const [first] = ranges;
    if (first && !editor.visibleRanges.some((visible) => visible.intersection(first))) editor.revealRange(first);
  };

  const fromRequests = async (editor: TextEditor) => {
    const source = await documents.source(editor.document.uri);
    const target = source && window.visibleTextEditors.find((other) => other.document === source.document);
    if (!source || !target) return;
    const line = source.requests.lines[editor.selection.active.line];
    const { criRequestHover } = await explainer();
    const manifest = await manifestOf(source.document);
    const options = await explainOptions(source.document);
    const sources = line ? criRequestHover(manifest, source.workload.object, line, options).sources : [];
    show(
      target,
      sources.map(
        ({ range }) => new Range(source.document.positionAt(range.start), source.document.positionAt(range.end)),
      ),
    );
  };

  const fromManifest = async (editor: TextEditor, requests: TextEditor) => {
    const source = await documents.source(requests.document.uri);
    if (!source) return;
    const { linesFedAt } = await explainer();
    const offset = editor.document.offsetAt(editor.selection.active);
    const options = await explainOptions(editor.document);
    const lines = linesFedAt(await manifestOf(editor.document), offset, source.requests, options);
    show(
      requests,
      lines.map((line) => new Range(line, 0, line, 0)),
    );
  };

  const subscription = window.onDidChangeTextEditorSelection(({ textEditor: editor }) => {
    if (editor.document.uri.scheme === requestScheme) {
      void fromRequests(editor);
      return;
    }
    for (const other of window.visibleTextEditors) {
      const source = other.document.uri.scheme === requestScheme ? sourceOf(other.document.uri) : undefined;
      if (source?.manifest === editor.document.uri.toString()) void fromManifest(editor, other);
    }
  });
  return {
    dispose() {
      subscription.dispose();
      mark.dispose();
    },
  };
}
