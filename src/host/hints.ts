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
import { mayHoldObjects } from './kubernetesYaml';
import { templateLocation } from './renderedCharts';
import { onDidChangeWatchedRelease } from './watchedRelease';
import { problemText } from './shown/problemText';

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
    const options = await explainOptions(document, !refersToOthers(manifest));
    const found = manifestHints(manifest, options);
    if (document.version !== version || document.isClosed) return;
    const diagnostics = found.map((one) => {
      const { severity, code, range } = one;
      const place = new Range(document.positionAt(range.start), document.positionAt(range.end));
      const hint = new Diagnostic(place, problemText(one), severities[severity]);
      hint.source = `Pod Startup${options.origin ? ` (Kubernetes ${options.kubernetes})` : ''}`;
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
    if (isEnabled('hints', document.uri) && mayHoldObjects(document))
      pending.set(
        document,
        setTimeout(() => void look(document), quiet),
      );
    else collection.delete(document.uri);
  };

  const lookAgain = () => window.visibleTextEditors.forEach(({ document }) => lookSoon(document));

  const subscriptions = [
    collection,
    window.onDidChangeVisibleTextEditors((editors) => editors.forEach(({ document }) => lookSoon(document))),
    workspace.onDidChangeTextDocument(({ document }) => lookSoon(document)),
    workspace.onDidCloseTextDocument(({ uri }) => {
      collection.delete(uri);
      checked.besideHints(uri, []);
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('podStartup') || event.affectsConfiguration('yaml')) lookAgain();
    }),
    onDidChangeWatchedRelease(lookAgain),
  ];
  lookAgain();
  return {
    dispose() {
      for (const timer of pending.values()) clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}
