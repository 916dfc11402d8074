import { LanguageModelTextPart, LanguageModelToolResult, lm, type Disposable, type LanguageModelTool } from 'vscode';
import type { AnswerTo } from '../core/answers/answerWorld';
import { workspaceWorld } from './workspaceWorld';
import type { RealPath } from './workspaceFile';

/** The tools as package.json names them, which of the questions each asks, and what is said while it is answered. */
const tools = {
  podStartup_explainManifest: ['explain_manifest', "Simulating the pods' start"],
  podStartup_explainField: ['explain_field', 'Explaining a field of a manifest'],
  podStartup_diagnoseSavedOutput: ['diagnose_saved_output', 'Reading saved cluster output'],
  podStartup_compareStarts: ['compare_starts', 'Comparing two starts'],
  podStartup_checkManifests: ['check_manifests', 'Checking manifests'],
} as const;

/**
 * Gives an assistant of the editor the answers that the terminal and the MCP server give. It reads files of the workspace
 * only, whatever it is asked for.
 *
 * @param load brings the answers when something is asked
 */
export function assistantTools(load: () => Promise<AnswerTo>, realPath?: RealPath): Disposable[] {
  return Object.entries(tools).map(([name, [question, message]]) =>
    lm.registerTool(name, toolFor(question, message, load, realPath)),
  );
}

function toolFor(
  question: string,
  invocationMessage: string,
  load: () => Promise<AnswerTo>,
  realPath: RealPath | undefined,
): LanguageModelTool<object> {
  return {
    prepareInvocation: () => ({ invocationMessage }),
    async invoke({ input }, token) {
      const answerTo = await load();
      const { text } = await answerTo(question, input, workspaceWorld(token, realPath));
      return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
    },
  };
}
