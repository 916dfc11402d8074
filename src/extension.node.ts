import { realpath } from 'node:fs/promises';
import { Uri, type ExtensionContext } from 'vscode';
import { start } from './host/start';
import { startCluster } from './host/cluster/start';

/** The entry for the desktop and for remote hosts. */
export function activate(context: ExtensionContext): void {
  start(context, async (uri) => Uri.file(await realpath(uri.fsPath)));
  startCluster(context);
}
