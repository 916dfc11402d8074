import { window, workspace, type TextDocument, type Uri } from 'vscode';
import type { Inspected } from '../../core/crictl/inspected';
import { nodeLines } from '../../core/crictl/nodeLines';
import { mayBeOfCrictl, savedInspection } from '../../core/crictl/savedInspection';
import { savedObservation } from '../../core/observe/savedObservation';
import { SavedOutputError } from '../../core/observe/saved/savedOutputError';
import { showSaved } from '../panel/savedPanel';
import { savedSource } from '../panel/savedSource';
import { showError } from '../shown/notifications';
import { mayHoldPods } from '../kubernetesYaml';
import { manifestOf } from '../manifests';
import { simulationSettings } from '../settings';
import { bundleAround } from './bundleAround';

/**
 * Tells the start that saved output of a cluster tells of: the open document's, or that of files that a person picks. Of a
 * folder that a cluster was saved into (kubectl cluster-info dump), its pods.json stands for all that is in it.
 */
export async function explainSavedOutput(extension: Uri): Promise<void> {
  const open = window.activeTextEditor?.document;
  const isSaved =
    open !== undefined &&
    (/"?(?:involvedObject|containerStatuses|hostIP)"?\s*:/.test(open.getText()) || mayBeOfCrictl(open.getText()));
  const documents = isSaved ? [open] : await pickedDocuments();
  if (documents.length === 0) return;
  const files = documents.map((one) => ({ name: one.uri.path.split('/').pop() ?? '', text: one.getText() }));
  const around = await Promise.all(documents.map(({ uri }) => bundleAround(uri)));
  try {
    const inspected = files.flatMap(({ text }) => savedInspection(text) ?? []);
    if (inspected.length > 0) return await showNode(inspected, documents);
    const observation = savedObservation([...files, ...around.flatMap((one) => one.files)]);
    observation.unread.unshift(...around.flatMap(({ left }) => left));
    showSaved(extension, savedSource(files.map(({ name }) => name).join(', '), observation));
  } catch (error) {
    if (!(error instanceof SavedOutputError)) throw error;
    await showError(`Nothing to explain in ${error.message}.`);
  }
}

/** What crictl printed of a node beside what is predicted of the manifests that are open, as a text. */
async function showNode(inspected: readonly Inspected[], documents: readonly TextDocument[]): Promise<void> {
  const open = workspace.textDocuments.filter((one) => !documents.includes(one) && mayHoldPods(one));
  const objects = (await Promise.all(open.map(manifestOf))).flatMap((manifest) => manifest.objects.map(({ value }) => value)); // prettier-ignore
  const { namespace: _, ...circumstances } = simulationSettings();
  const lines = nodeLines(inspected, objects.length > 0 ? objects : undefined, circumstances);
  if (objects.length === 0)
    lines.push('Open the manifest of the pod beside it, and it is compared with what is predicted.');
  const shown = await workspace.openTextDocument({ content: `${lines.join('\n')}\n`, language: 'plaintext' });
  await window.showTextDocument(shown, { preview: true });
}

/** One with pods and events, and beside it what makes its times exact: a runtime's journal, spans, an audit log. */
async function pickedDocuments(): Promise<TextDocument[]> {
  const uris = await window.showOpenDialog({
    title: 'Saved Cluster Output',
    openLabel: 'Explain',
    canSelectMany: true,
    filters: {
      'kubectl get pods,events -o json|yaml, pods.json of a dump, logs, audit logs, spans': [
        'json',
        'yaml',
        'yml',
        'jsonl',
        'log',
        'txt',
      ],
    },
  });
  return Promise.all((uris ?? []).map((uri) => workspace.openTextDocument(uri)));
}
