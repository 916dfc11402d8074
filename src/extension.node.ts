import { readFile, realpath } from 'node:fs/promises';
import { Uri, type ExtensionContext } from 'vscode';
import { start } from './host/commands/start';
import { startCluster } from './host/cluster/start';

/** The entry for the desktop and for remote hosts. */
export function activate(context: ExtensionContext): void {
  start(context, {
    realPath: async (uri) => Uri.file(await realpath(uri.fsPath)),
    readFile: ({ fsPath }) => readFile(fsPath),
    kustomize: async (folder) => (await import('./host/cluster/kustomized')).kustomized(folder),
    helm: async (...chart) => (await import('./host/cluster/helm')).helm(...chart),
  });
  startCluster(context);
}
