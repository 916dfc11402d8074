import type { TextDocument } from 'vscode';
import { explainer, manifestOf } from '../manifests';
import { looksLikeOneWorkload } from '../kubernetesYaml';
import { pick } from '../shown/picks';
import { showWarning } from '../shown/notifications';
import type { ExplanationPanel } from '../panel/explanationPanel';
import type { ExplanationPanels } from '../panel/explanationPanels';
import type { Workload } from '../explainer';

/** What of a document is explained, and how. */
interface Wanted {
  /** The key of a workload; without it the only one, the one under the cursor, or the one that a person picks. */
  workload?: string;
  /** The offset of a person's cursor. */
  at?: number;
  /** The ids of faults to inject. */
  faults?: readonly string[];
  /** Whether the panel gets the keyboard; default: it does. */
  withKeyboard?: boolean;
}

/** Explains the start of a workload of a document in a panel beside it; undefined where there is none, or none was picked. */
export async function explainDocument(
  panels: ExplanationPanels,
  document: TextDocument,
  { workload, at, faults = [], withKeyboard = true }: Wanted = {},
): Promise<ExplanationPanel | undefined> {
  const only = { uri: document.uri.toString(), faults: [...faults] };
  // The page loads while the core does. Where the look at the text was wrong, it goes again.
  const early =
    workload === undefined && looksLikeOneWorkload(document) ? panels.open(only, { withKeyboard }) : undefined;
  const { workloadAt, workloadsOf } = await explainer();
  const manifest = await manifestOf(document);
  const workloads = workloadsOf(manifest, document.uri.path);
  if (early && workloads.length === 1) return early;
  early?.close();
  const here = at === undefined ? undefined : workloadAt(manifest, workloads, at)?.key;
  const chosen = workload ?? here ?? (await workloadToExplain(document, workloads));
  if (chosen === undefined) return undefined;
  const isOnly = workloads.length === 1;
  return panels.show({ ...only, ...(!isOnly && { workload: chosen }) }, { withKeyboard });
}

/** The document's only workload, or the one that a person picks. */
async function workloadToExplain(document: TextDocument, workloads: readonly Workload[]): Promise<string | undefined> {
  const [first] = workloads;
  if (!first) {
    await showWarning(await whyNothing(document));
    return undefined;
  }
  if (workloads.length === 1) return first.key;
  return pick(
    workloads.map((workload) => ({
      value: workload.key,
      label: workload.object.name || '(no name)',
      description: workload.object.kind,
      detail: `line ${document.positionAt(workload.object.range.start).line + 1}`,
    })),
    { title: 'Explain the start of' },
  );
}

async function whyNothing(document: TextDocument): Promise<string> {
  const { partsOf } = await explainer();
  if (partsOf(await manifestOf(document), document.uri.path).length > 0)
    return 'Nothing to explain: what is in this document looks like a part of another manifest, such as a patch of a kustomization. Explain it as rendered.';
  const [problem] = (await manifestOf(document)).problems.filter(({ severity }) => severity === 'error');
  return problem
    ? `Nothing to explain: the manifest stops at line ${problem.line}, column ${problem.column}: ${problem.message}.`
    : 'Nothing to explain: there is no Pod, and no workload that creates pods, in this document.';
}
