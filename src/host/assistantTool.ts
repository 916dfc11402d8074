import {
  LanguageModelTextPart,
  LanguageModelToolResult,
  workspace,
  type LanguageModelTool,
  type TextDocument,
} from 'vscode';
import { explainer, manifestOf } from './manifests';
import { explainOptions } from './explainOptions';
import { simulationSettings } from './settings';
import { releaseWords } from '../core/circumstances/chosenRelease';
import { visibleText } from '../core/visibleText';
import { workspaceFile, type RealPath } from './workspaceFile';

/** What an assistant asks: about a file of the workspace, or about a text. */
export interface AssistantInput {
  /** A path in the workspace. */
  file?: string;
  /** A manifest's text, where there is no file. */
  manifest?: string;
  /** The line (from 1) of the field that is asked about; without it the whole start is told. */
  line?: number;
}

/**
 * Gives an assistant the answers that a person gets: the story of a start and why it is stuck, or the hover on a field. It reads files of the
 * workspace only, whatever it is asked for.
 */
export function assistantTool(realPath?: RealPath): LanguageModelTool<AssistantInput> {
  return {
    async invoke({ input }) {
      return new LanguageModelToolResult([new LanguageModelTextPart(await answer(input, realPath))]);
    },
  };
}

async function answer({ file, manifest, line }: AssistantInput, realPath?: RealPath): Promise<string> {
  const document = await documentOf(file, manifest, realPath);
  if (typeof document === 'string') return document;
  const isLine = line === undefined || (Number.isInteger(line) && line >= 1 && line <= document.lineCount);
  if (!isLine) return `There is no line ${String(line)}: the manifest has ${document.lineCount}, which count from 1.`;
  const core = await explainer();
  const parsed = await manifestOf(document);
  if (line !== undefined) {
    const { text, firstNonWhitespaceCharacterIndex: start } = document.lineAt(line - 1);
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
  const note = circumstances.origin?.asked === undefined ? '' : `${releaseWords(circumstances)}.\n\n`;
  const told = workloads
    .slice(0, 5)
    .map((workload) => {
      const trace = core.explain({
        manifest: parsed,
        workload,
        existing,
        faults: [],
        circumstances,
        start: Date.now(),
      });
      const why = core.diagnosesOf(trace).map((one) => core.diagnosisText(one, trace));
      return [core.story(trace), ...why].join('\n');
    })
    .join('\n');
  return note + told;
}

/** The document that is asked about, or why there is none. An assistant may give anything. */
async function documentOf(file: unknown, text: unknown, realPath?: RealPath): Promise<TextDocument | string> {
  if (typeof text === 'string') return workspace.openTextDocument({ language: 'yaml', content: text });
  if (typeof file !== 'string') return 'Give a file of the workspace, or the text of a manifest.';
  const found = await workspaceFile(file, realPath);
  if ('refusal' in found)
    return `${found.refusal} Give a file's path from the workspace's folder, or the manifest's text.`;
  try {
    return await workspace.openTextDocument(found.uri);
  } catch {
    return `${visibleText(file)} cannot be read as text: it may be binary, or you may lack the right to read it.`;
  }
}
