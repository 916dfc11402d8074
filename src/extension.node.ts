import { readFile, realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Uri, type ExtensionContext } from 'vscode';
import { start } from './host/commands/start';
import { startCluster } from './host/cluster/start';
import { assistantServer, serverBy } from './host/assistantServer';
import type { AnswerTo } from './core/answers/answerWorld';
import { textAt } from './core/manifest/textAt';

/** The entry for the desktop and for remote hosts. */
export function activate(context: ExtensionContext): void {
  const loadAnswers = async (): Promise<AnswerTo> => (await import('./cli/answers/answerTo')).answerTo;
  start(context, loadAnswers, {
    realPath: async (uri) => Uri.file(await realpath(uri.fsPath)),
    readFile: ({ fsPath }) => readFile(fsPath),
    kustomize: async (folder) => (await import('./host/cluster/kustomized')).kustomized(folder),
    helm: async (...chart) => (await import('./host/cluster/helm')).helm(...chart),
  });
  startCluster(context);
  const program = context.asAbsolutePath('dist/mcp.js');
  const server = serverBy(process.execPath, program, textAt(context.extension.packageJSON, ['version']));
  context.subscriptions.push(...assistantServer(vscode, server));
}
