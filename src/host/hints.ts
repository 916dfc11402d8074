import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  languages,
  Range,
  window,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode';
import type { CheckedFolder } from './checkedFolder';
import { explainer, manifestOf } from './manifests';
import { explainOptions } from './explainOptions';
import { isEnabled } from './settings';
import { mayHoldPods } from './kubernetesYaml';
import { templateLocation } from './renderedCharts';
import { visibleText } from '../core/visibleText';

/** Milliseconds of quiet after an edit before a manifest is looked at. */
const quiet = 600;

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

/** Hints in open manifests: loud on what certainly keeps a pod from starting, quiet on what is taken for granted; `checked` tells the rest of what it found. */
export function hints(checked: CheckedFolder): Disposable {
  const collection = languages.createDiagnosticCollection('Pod Startup');
  const pending = new Map<TextDocument, ReturnType<typeof setTimeout>>();

  const look = async (document: TextDocument) => {
    pending.delete(document);
    if (document.isClosed) return;
    const { version } = document;
    const { manifestHints, refersToOthers } = await explainer();
    const manifest = await manifestOf(document);
    const found = manifestHints(manifest, await explainOptions(document, !refersToOthers(manifest)));
    if (document.version !== version || document.isClosed) return;
    const diagnostics = found.map(({ severity, code, message, range }) => {
      const place = new Range(document.positionAt(range.start), document.positionAt(range.end));
      const hint = new Diagnostic(place, visibleText(message), severities[severity]);
      hint.source = 'Pod Startup';
      hint.code = code;
      const template = templateLocation(document, place.start.line + 1);
      if (template) hint.relatedInformation = [new DiagnosticRelatedInformation(template, 'The line of its template')];
      return hint;
    });
    collection.set(document.uri, diagnostics);
    checked.besideHints(document.uri, diagnostics);
  };
  const lookSoon = (document: TextDocument) => {
    clearTimeout(pending.get(document));
    if (isEnabled('hints', document.uri) && mayHoldPods(document))
      pending.set(
        document,
        setTimeout(() => void look(document), quiet),
      );
    else collection.delete(document.uri);
  };

  const subscriptions = [
    collection,
    window.onDidChangeVisibleTextEditors((editors) => editors.forEach(({ document }) => lookSoon(document))),
    workspace.onDidChangeTextDocument(({ document }) => lookSoon(document)),
    workspace.onDidCloseTextDocument(({ uri }) => {
      collection.delete(uri);
      checked.besideHints(uri, []);
    }),
  ];
  window.visibleTextEditors.forEach(({ document }) => lookSoon(document));
  return {
    dispose() {
      for (const timer of pending.values()) clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
