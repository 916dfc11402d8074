import { commands, window, workspace, type Uri } from 'vscode';
import { showManifest } from '../editorColumns';
import { explainDocument } from './explainDocument';
import { explainSample } from './explainSample';
import { pick, type Choice } from '../shown/picks';
import { samples, teachingOf } from './samples';
import type { ExplanationPanels } from '../panel/explanationPanels';

/** What the extension has where it runs. */
export interface AtHand {
  /** The extension's folder. */
  extension: Uri;
  /** Whether there is a machine that can run kubectl. */
  hasMachine: boolean;
}

/** Lets a person choose what to explain when the open document has nothing, and explains it. */
export async function offerWaysIn(panels: ExplanationPanels, atHand: AtHand, title: string): Promise<void> {
  const choices: Choice<() => Promise<void>>[] = [
    {
      value: () => openManifest(panels),
      icon: 'folder-opened',
      label: 'Open a manifest…',
      detail: 'A YAML or JSON file with a Pod, or with a workload that creates pods',
    },
    ...(atHand.hasMachine ? [runningPod] : []),
    {
      value: async () => commands.executeCommand('podStartup.explainSavedOutput'),
      icon: 'save-all',
      label: 'Explain saved cluster output…',
      detail: 'What kubectl get pods,events -o json printed, in a file',
    },
    ...samples.map((sample) => ({
      value: () => explainSample(panels, atHand.extension, sample),
      icon: 'mortar-board',
      label: sample.title,
      detail: teachingOf(sample),
      heading: 'Samples',
    })),
  ];
  await (
    await pick(choices, { title, placeHolder: 'What do you want to explain?' })
  )?.();
}

const runningPod: Choice<() => Promise<void>> = {
  value: async () => commands.executeCommand('podStartup.explainRunningPod'),
  icon: 'eye',
  label: 'Watch a running pod…',
  detail: 'Explains how a pod in your cluster started, and follows it through kubectl',
};

async function openManifest(panels: ExplanationPanels): Promise<void> {
  const [uri] =
    (await window.showOpenDialog({
      title: 'Open a Manifest',
      openLabel: 'Explain',
      filters: { 'Kubernetes manifests': ['yaml', 'yml', 'json'] },
    })) ?? [];
  if (!uri) return;
  const document = await workspace.openTextDocument(uri);
  await showManifest(document);
  await explainDocument(panels, document);
}
