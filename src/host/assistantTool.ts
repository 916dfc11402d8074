import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  Uri,
  workspace,
  type LanguageModelTool,
  type TextDocument,
} from 'vscode';
import { explainer, manifestOf } from './manifests';
import { explainOptions } from './explainOptions';
import { simulationSettings } from './settings';

/** What an assistant asks: about a file of the workspace, or about a text. */
export interface AssistantInput {
  /** A path in the workspace. */
  file?: string;
  /** A manifest's text, where there is no file. */
  manifest?: string;
  /** The line (from 1) of the field that is asked about; without it the whole start is told. */
  line?: number;
}

/** Gives an assistant the answers that a person gets: the story of a start, or the hover on a field. */
export const assistantTool: LanguageModelTool<AssistantInput> = {
  async invoke({ input }) {
    return new LanguageModelToolResult([new LanguageModelTextPart(await answer(input))]);
  },
};

async function answer({ file, manifest, line }: AssistantInput): Promise<string> {
  const document = await documentOf(file, manifest);
  if (!document)
    return 'There is no such file in the workspace; give its path from the workspace’s folder, or the text.';
  const core = await explainer();
  const parsed = await manifestOf(document);
  if (line !== undefined) {
    const { text, firstNonWhitespaceCharacterIndex: start } = document.lineAt(
      Math.min(Math.max(line - 1, 0), document.lineCount - 1),
    );
    const column = start + (text.slice(start).startsWith('- ') ? 2 : 0) + 1;
    const whole = { ...(await explainOptions(document)), maxLines: Infinity, height: Infinity };
    const found = core.hover(parsed, parsed.offsetAt(line, column), whole);
    return found?.markdown ?? `Line ${line} has no field of a Kubernetes object.`;
  }
  const [problem] = parsed.problems.filter(({ severity }) => severity === 'error');
  if (problem) return `The manifest stops at line ${problem.line}, column ${problem.column}: ${problem.message}.`;
  const workloads = core.workloadsOf(parsed);
  if (workloads.length === 0) return 'There is no pod, and nothing that makes pods, in this manifest.';
  const { existing = [] } = await explainOptions(document);
  const circumstances = simulationSettings(document.uri);
  return workloads
    .slice(0, 5)
    .map((workload) =>
      core.story(core.explain({ manifest: parsed, workload, existing, faults: [], circumstances, start: Date.now() })),
    )
    .join('\n');
}

async function documentOf(file: string | undefined, text: string | undefined): Promise<TextDocument | undefined> {
  if (text !== undefined) return workspace.openTextDocument({ language: 'yaml', content: text });
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const place = file?.startsWith('/') ? uri.with({ path: file }) : Uri.joinPath(uri, file ?? '');
    if (!place.path.startsWith(`${uri.path}/`)) continue;
    try {
      return await workspace.openTextDocument(place);
    } catch {
      // It may lie in another of the workspace's folders.
    }
  }
  return undefined;
}
