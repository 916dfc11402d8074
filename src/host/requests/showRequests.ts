import { Range, Uri, window, workspace } from 'vscode';
import { explainer, manifestOf } from '../manifests';
import { showBesideManifest } from '../editorColumns';
import { showWarning } from '../shown/notifications';
import { requestsUri, type RequestDocuments } from './requestDocuments';
import type { CallTarget } from '../hovers';

/**
 * Opens what the kubelet would send beside the manifest: for the workload under the cursor, or at the
 * call that a hover's link names.
 */
export async function showRequests(documents: RequestDocuments, target?: CallTarget): Promise<void> {
  const editor = window.activeTextEditor;
  const document = target ? await workspace.openTextDocument(Uri.parse(target.uri)) : editor?.document;
  if (!document) return;
  const offset = target?.offset ?? (editor ? document.offsetAt(editor.selection.active) : 0);
  const { lineOfCall, workloadAt, workloadsOf } = await explainer();
  const manifest = await manifestOf(document);
  const workloads = workloadsOf(manifest);
  const workload = workloadAt(manifest, workloads, offset) ?? workloads[0];
  if (!workload) {
    await showWarning('There is no pod in this document.');
    return;
  }
  const uri = requestsUri(document.uri, workload);
  const shown = await workspace.openTextDocument(uri);
  const source = await documents.source(uri);
  const line = target && source && lineOfCall(source.requests, target.call, target.field);
  await showBesideManifest(shown, document, {
    ...(line !== undefined && { selection: new Range(line, 0, line, shown.lineAt(line).text.length) }),
  });
}
