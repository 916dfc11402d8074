import { window, workspace, type Uri } from 'vscode';
import { Observation } from '../core/observe/observation';
import { savedEvidence, SavedOutputError } from '../core/observe/savedOutput';
import { ObservedPanel, type ObservedSource } from './panel/observedPanel';
import type { Trace } from '../core/trace/trace';

/** Tells the start that saved output of a cluster tells of: the open document's, or a file's that a person picks. */
export async function explainSavedOutput(extension: Uri): Promise<void> {
  const open = window.activeTextEditor?.document;
  const isSaved = open !== undefined && /"?(?:involvedObject|containerStatuses|hostIP)"?\s*:/.test(open.getText());
  const document = isSaved ? open : await pickedDocument();
  if (!document) return;
  const observation = new Observation();
  const name = document.uri.path.split('/').pop() ?? '';
  try {
    for (const evidence of savedEvidence(document.getText())) observation.add(evidence);
  } catch (error) {
    if (!(error instanceof SavedOutputError)) throw error;
    await window.showErrorMessage(`Nothing to explain in ${name}: ${error.message}.`);
    return;
  }
  ObservedPanel.show(extension, saved(name, observation.trace()));
}

async function pickedDocument() {
  const [uri] =
    (await window.showOpenDialog({
      title: 'Saved Cluster Output',
      openLabel: 'Explain',
      filters: { 'kubectl get pods,events -o json|yaml': ['json', 'yaml', 'yml', 'jsonl', 'txt'] },
    })) ?? [];
  return uri && workspace.openTextDocument(uri);
}

function saved(name: string, trace: Trace): ObservedSource {
  return {
    title: `Start in ${name}`,
    live: { status: 'ended', text: `As ${name} tells it`, denied: [] },
    trace: () => trace,
    onChange: () => undefined,
    stop: () => undefined,
    watchAgain: () => undefined,
  };
}
