import { Range, type CancellationToken, type CodeLensProvider, type TextDocument } from 'vscode';
import { explainer, manifestOf } from './manifests';
import { isEnabled } from './settings';
import { mayHoldPods } from './kubernetesYaml';
import { lensOf } from './shown/lenses';
import type { ExplainTarget } from './explainManifest';

/** “Explain this start” above each pod spec. */
export const codeLenses: CodeLensProvider = {
  async provideCodeLenses(document: TextDocument, token: CancellationToken) {
    if (!isEnabled('codeLens', document.uri) || !mayHoldPods(document)) return [];
    const { workloadsOf } = await explainer();
    const manifest = await manifestOf(document);
    if (token.isCancellationRequested) return [];
    return workloadsOf(manifest).map(({ key, object, offset }) => {
      const at = document.positionAt(offset);
      const target: ExplainTarget = { uri: document.uri, workload: key };
      return lensOf({
        range: new Range(at, at),
        icon: 'play',
        title: `Explain the start of this ${object.kind === 'Pod' ? 'pod' : `${object.kind}’s pods`}`,
        tooltip: 'Simulate every call from kubectl to the container runtime, without a cluster',
        command: 'podStartup.explainManifest',
        argument: target,
      });
    });
  },
};
