import {
  CodeAction,
  CodeActionKind,
  Range,
  WorkspaceEdit,
  type CodeActionProvider,
  type Diagnostic,
  type TextDocument,
} from 'vscode';
import type { SourceRange } from '../core/manifest/sourceNode';
import { explainOptions } from './explainOptions';
import { mayHoldObjects } from './kubernetesYaml';
import { explainer, manifestOf } from './manifests';
import { labelText } from './shown/labelText';

/** What kinds of actions these are. */
export const fixKinds = { providedCodeActionKinds: [CodeActionKind.QuickFix] };

/** Quick fixes of what stands at the caret: they change the document's text, and run nothing. */
export const fixes: CodeActionProvider = {
  async provideCodeActions(document, range, { diagnostics, only }, token) {
    if (!mayHoldObjects(document) || (only && !only.contains(CodeActionKind.QuickFix))) return [];
    const { fixesAt, refersToOthers } = await explainer();
    const manifest = await manifestOf(document);
    const options = await explainOptions(document, !refersToOthers(manifest));
    if (token.isCancellationRequested || manifest.text !== document.getText()) return [];
    const asked = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    return fixesAt(manifest, asked, options).map(({ code, title, at, edits, isCertain }) => {
      const action = new CodeAction(labelText(title), CodeActionKind.QuickFix);
      action.isPreferred = isCertain;
      action.diagnostics = diagnostics.filter((hint) => isOf(hint, code, rangeOf(document, at)));
      action.edit = new WorkspaceEdit();
      for (const edit of edits) action.edit.replace(document.uri, rangeOf(document, edit.range), edit.text);
      return action;
    });
  },
};

function rangeOf(document: TextDocument, { start, end }: SourceRange): Range {
  return new Range(document.positionAt(start), document.positionAt(end));
}

/** Whether a hint of ours tells the mistake that stands there. */
function isOf(hint: Diagnostic, code: string, place: Range): boolean {
  return hint.source === 'Pod Startup' && hint.code === code && hint.range.intersection(place) !== undefined;
}
