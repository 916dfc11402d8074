import { window, workspace, type TextDocument, type Uri } from 'vscode';
import { SimulatedRequests } from '../core/explain/requests/simulatedRequests';
import { savedObservation } from '../core/observe/savedObservation';
import { SavedOutputError } from '../core/observe/savedOutput';
import { ObservedPanel, type ObservedSource } from './panel/observedPanel';
import { findings } from '../core/panel/findings';
import { showError } from './shown/notifications';
import { simulationSettings } from './settings';
import { inParts } from './inParts';
import type { Observation } from '../core/observe/observation';

/** Tells the start that saved output of a cluster tells of: the open document's, or that of files that a person picks. */
export async function explainSavedOutput(extension: Uri): Promise<void> {
  const open = window.activeTextEditor?.document;
  const isSaved = open !== undefined && /"?(?:involvedObject|containerStatuses|hostIP)"?\s*:/.test(open.getText());
  const documents = isSaved ? [open] : await pickedDocuments();
  if (documents.length === 0) return;
  const files = documents.map((one) => ({ name: one.uri.path.split('/').pop() ?? '', text: one.getText() }));
  try {
    const name = files.map((file) => file.name).join(', ');
    const observation = savedObservation(files);
    ObservedPanel.show(extension, saved(name, observation));
  } catch (error) {
    if (!(error instanceof SavedOutputError)) throw error;
    await showError(`Nothing to explain in ${error.message}.`);
  }
}

/** One with pods and events, and beside it what makes its times exact: a runtime's journal, spans. */
async function pickedDocuments(): Promise<TextDocument[]> {
  const uris = await window.showOpenDialog({
    title: 'Saved Cluster Output',
    openLabel: 'Explain',
    canSelectMany: true,
    filters: {
      'kubectl get pods,events -o json|yaml, node logs, spans': ['json', 'yaml', 'yml', 'jsonl', 'log', 'txt'],
    },
  });
  return Promise.all((uris ?? []).map((uri) => workspace.openTextDocument(uri)));
}

function saved(name: string, observation: Observation): ObservedSource {
  const trace = observation.trace();
  const { pods } = observation;
  const found = findings(trace);
  const requests = new SimulatedRequests(simulationSettings());
  let failure: unknown;
  const simulated = async (): Promise<void> => {
    try {
      await inParts(requests.simulating(pods));
    } catch (error) {
      failure = error;
    }
  };
  return {
    get failure() {
      return failure;
    },
    title: `Start in ${name}`,
    live: { status: 'ended', text: `As ${name} tells it`, denied: [...observation.leftOut] },
    current: () => ({ trace: requests.addedTo(trace, pods), findings: found }),
    onChange: (listener) => void simulated().then(listener),
    stop: () => undefined,
    watchAgain: () => undefined,
  };
}
