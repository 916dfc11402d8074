import {
  EventEmitter,
  Uri,
  workspace,
  type Disposable,
  type TextDocument,
  type TextDocumentContentProvider,
} from 'vscode';
import { explainer, manifestOf } from '../manifests';
import { explainOptions } from '../explainOptions';
import { visibleText } from '../../core/visibleText';
import type { CriRequests } from '../../core/explain/requests/criRequests';
import type { Workload } from '../explainer';

export const requestScheme = 'pod-startup-requests';

/** What a document of requests is made from. */
export interface RequestSource {
  document: TextDocument;
  workload: Workload;
  requests: CriRequests;
}

/** The address of the document with what the kubelet would send for a workload. */
export function requestsUri(manifest: Uri, workload: Workload): Uri {
  const name = visibleText(workload.object.name || workload.object.kind);
  return Uri.from({
    scheme: requestScheme,
    path: `/${name} CRI requests.yaml`,
    query: JSON.stringify({ manifest: manifest.toString(), workload: workload.key }),
  });
}

/** The read-only documents that show the requests of a start, and follow their manifests. */
export class RequestDocuments implements TextDocumentContentProvider, Disposable {
  readonly #changed = new EventEmitter<Uri>();
  readonly #subscription: Disposable;
  #pending?: ReturnType<typeof setTimeout>;
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#subscription = workspace.onDidChangeTextDocument(({ document }) => {
      const open = workspace.textDocuments.filter(({ uri }) => uri.scheme === requestScheme);
      const due = open.filter(({ uri }) => sourceOf(uri)?.manifest === document.uri.toString());
      if (due.length === 0) return;
      clearTimeout(this.#pending);
      this.#pending = setTimeout(() => due.forEach(({ uri }) => this.#changed.fire(uri)), 150);
    });
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const source = await this.source(uri);
    return source?.requests.text || '# The kubelet sends no request: the pod does not get that far.\n';
  }

  /** What a document of requests shows now. */
  async source(uri: Uri): Promise<RequestSource | undefined> {
    const named = sourceOf(uri);
    if (!named) return undefined;
    const document = await workspace.openTextDocument(Uri.parse(named.manifest));
    const { requestsOf, workloadByKey } = await explainer();
    const manifest = await manifestOf(document);
    const workload = workloadByKey(manifest, named.workload);
    if (!workload) return undefined;
    return { document, workload, requests: requestsOf(manifest, workload, await explainOptions(document)) };
  }

  dispose(): void {
    clearTimeout(this.#pending);
    this.#subscription.dispose();
    this.#changed.dispose();
  }
}

/** The manifest's address and the workload's key of a document of requests. */
export function sourceOf(uri: Uri): { manifest: string; workload: string } | undefined {
  try {
    return JSON.parse(uri.query) as { manifest: string; workload: string };
  } catch {
    return undefined;
  }
}
