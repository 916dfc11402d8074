import { Range, type CancellationToken, type CodeLens, type CodeLensProvider, type TextDocument } from 'vscode';
import { isKustomizationFile } from '../core/kustomize/kustomizationFile';
import { explainer, manifestOf } from './manifests';
import { isEnabled } from './settings';
import { mayHoldPods } from './kubernetesYaml';
import { lensOf } from './shown/lenses';
import type { ExplainTarget } from './explainTarget';

/** “Explain this start” above each pod spec, and “as rendered” above what a kustomization makes whole. */
export const codeLenses: CodeLensProvider = {
  async provideCodeLenses(document: TextDocument, token: CancellationToken) {
    if (!isEnabled('codeLens', document.uri)) return [];
    if (isKustomizationFile(document.uri.path)) return [renderedLens(document, 0)];
    if (!mayHoldPods(document)) return [];
    const { partsOf, workloadsOf } = await explainer();
    const manifest = await manifestOf(document);
    if (token.isCancellationRequested) return [];
    const parts = partsOf(manifest, document.uri.path).map(({ range }) => renderedLens(document, range.start));
    const starts = workloadsOf(manifest, document.uri.path).map(({ key, object, offset }) => {
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
    return [...parts, ...starts];
  },
};

function renderedLens(document: TextDocument, offset: number): CodeLens {
  const at = document.positionAt(offset);
  const target: ExplainTarget = { uri: document.uri };
  return lensOf({
    range: new Range(at, at),
    icon: 'play',
    title: 'Explain as rendered',
    tooltip: 'Put together what the kustomization makes, and simulate its start',
    command: 'podStartup.explainRendered',
    argument: target,
  });
}
