import { Uri, type TextDocumentContentProvider } from 'vscode';
import type { Markdown } from '../../core/explain/text/markdown';
import { visibleText } from '../../core/visibleText';

export const reportScheme = 'pod-startup-releases';

/** So many reports are kept: one that is asked for after as many others is gone. */
const most = 20;

/** The read-only documents that tell what another release changes. */
export class ReleaseReports implements TextDocumentContentProvider {
  readonly #texts = new Map<string, Markdown>();

  /** The address of a document with a report. @param title what it is of, for the tab */
  add(title: string, text: Markdown): Uri {
    const uri = Uri.from({ scheme: reportScheme, path: `/${visibleText(title).replaceAll('/', '∕')}.md` });
    this.#texts.delete(uri.path);
    this.#texts.set(uri.path, text);
    for (const path of [...this.#texts.keys()].slice(0, -most)) this.#texts.delete(path);
    return uri;
  }

  provideTextDocumentContent({ path }: Uri): string {
    return this.#texts.get(path) ?? 'This report is gone: compare the releases again.\n';
  }
}
