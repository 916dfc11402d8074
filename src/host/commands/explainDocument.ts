import { window, type TextDocument } from 'vscode';
import { explainer, manifestOf } from '../manifests';
import { pick } from '../shown/picks';
import { showWarning } from '../shown/notifications';
import type { ExplanationPanel } from '../panel/explanationPanel';
import type { ExplanationPanels } from '../panel/explanationPanels';
import type { Workload } from '../explainer';

/** What of a document is explained, and how. */
interface Wanted {
  /** The key of a workload; without it the only one, or the one that a person picks. */
  workload?: string;
  /** The ids of faults to inject. */
  faults?: readonly string[];
}

/** Explains the start of a workload of a document in a panel beside it; undefined where there is none, or none was picked. */
export async function explainDocument(
  panels: ExplanationPanels,
  document: TextDocument,
  { workload, faults = [] }: Wanted = {},
): Promise<ExplanationPanel | undefined> {
  const { workloadsOf } = await explainer();
  const workloads = workloadsOf(await manifestOf(document), document.uri.path);
  const chosen = workload ?? (await workloadToExplain(document, workloads));
  if (chosen === undefined) return undefined;
  const isOnly = workloads.length === 1;
  return panels.show({ uri: document.uri.toString(), faults: [...faults], ...(!isOnly && { workload: chosen }) });
}

/** The document's only workload, or the one that a person picks; the one under the cursor comes first. */
async function workloadToExplain(document: TextDocument, workloads: readonly Workload[]): Promise<string | undefined> {
  const [first] = workloads;
  if (!first) {
    await showWarning(await whyNothing(document));
    return undefined;
  }
  if (workloads.length === 1) return first.key;
  const editor = window.visibleTextEditors.find((each) => each.document === document);
  const cursor = editor && document.offsetAt(editor.selection.active);
  const isHere = ({ object }: Workload) =>
    cursor !== undefined && object.range.start <= cursor && cursor <= object.range.end;
  const ordered = [...workloads.filter(isHere), ...workloads.filter((workload) => !isHere(workload))];
  return pick(
    ordered.map((workload) => ({
      value: workload.key,
      label: workload.object.name || '(no name)',
      description: workload.object.kind,
      detail: `line ${document.positionAt(workload.object.range.start).line + 1}${isHere(workload) ? ' · under the cursor' : ''}`,
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
    : 'Nothing to explain: there is no Pod, and no workload that makes pods, in this document.';
}
