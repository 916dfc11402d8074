import { Range, workspace, type CancellationToken, type CodeLens, type CodeLensProvider, type TextDocument, type Uri } from 'vscode'; // prettier-ignore
import { chartFile, folderOfChart } from '../core/helm/chart';
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
    const ofChart = (await isOfChart(document.uri)) ? [renderedLens(document, 0)] : [];
    if (!mayHoldPods(document)) return ofChart;
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
    return [...ofChart, ...parts, ...starts];
  },
};

/** Whether a file is a chart's: its Chart.yaml, a file of its values or a template. */
async function isOfChart(uri: Uri): Promise<boolean> {
  const folder = uri.scheme === 'untitled' ? undefined : folderOfChart(uri.path);
  if (folder === undefined) return false;
  try {
    return (await workspace.fs.stat(uri.with({ path: `${folder}/${chartFile}` }))).size > 0;
  } catch {
    return false;
  }
}

function renderedLens(document: TextDocument, offset: number): CodeLens {
  const at = document.positionAt(offset);
  const target: ExplainTarget = { uri: document.uri };
  return lensOf({
    range: new Range(at, at),
    icon: 'play',
    title: 'Explain as rendered',
    tooltip: 'Render the kustomization or the chart, and simulate its start',
    command: 'podStartup.explainRendered',
    argument: target,
  });
}
