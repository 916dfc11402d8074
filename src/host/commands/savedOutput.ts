import { window, workspace, type TextDocument, type Uri } from 'vscode';
import { expectedStartOf } from '../../core/explain/difference/expectedStart';
import { SimulatedRequests } from '../../core/explain/requests/simulatedRequests';
import { savedObservation } from '../../core/observe/savedObservation';
import { SavedOutputError } from '../../core/observe/saved/savedOutputError';
import { showSaved } from '../panel/savedPanel';
import { findings } from '../../core/panel/findings';
import { showError } from '../shown/notifications';
import { ofCluster } from '../../core/circumstances/ofCluster';
import { simulationSettings } from '../settings';
import { bundleAround } from './bundleAround';
import { inParts } from '../inParts';
import type { Observation } from '../../core/observe/observation';

/**
 * Tells the start that saved output of a cluster tells of: the open document's, or that of files that a person picks. Of a
 * folder that a cluster was saved into (kubectl cluster-info dump), its pods.json stands for all that is in it.
 */
export async function explainSavedOutput(extension: Uri): Promise<void> {
  const open = window.activeTextEditor?.document;
  const isSaved = open !== undefined && /"?(?:involvedObject|containerStatuses|hostIP)"?\s*:/.test(open.getText());
  const documents = isSaved ? [open] : await pickedDocuments();
  if (documents.length === 0) return;
  const files = documents.map((one) => ({ name: one.uri.path.split('/').pop() ?? '', text: one.getText() }));
  const around = await Promise.all(documents.map(({ uri }) => bundleAround(uri)));
  try {
    const observation = savedObservation([...files, ...around.flatMap((one) => one.files)]);
    observation.unread.unshift(...around.flatMap(({ left }) => left));
    showObservation(extension, files.map(({ name }) => name).join(', '), observation);
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
      'kubectl get pods,events -o json|yaml, pods.json of a dump, logs, spans': [
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

function showObservation(extension: Uri, name: string, observation: Observation): void {
  const trace = observation.trace();
  const { pods } = observation;
  const found = findings(trace);
  const requests = new SimulatedRequests(simulationSettings());
  showSaved(extension, {
    title: `Start in ${name}`,
    from: `As ${name} tells it`,
    leftOut: [
      ...observation.unread,
      ...observation.leftOut,
      ...observation.strayLogs.map((log) => `${log}, a log of which container`),
    ],
    shown: { trace, findings: found },
    expected: () => {
      const simulated = expectedStartOf(
        pods.map(({ pod }) => pod),
        ofCluster(simulationSettings(), pods[0]?.release ?? {}),
      );
      return simulated.view.errors.length === 0 ? simulated : undefined;
    },
    completed: async () => {
      await inParts(requests.simulating(pods));
      return { trace: requests.addedTo(trace, pods), findings: found };
    },
  });
}
