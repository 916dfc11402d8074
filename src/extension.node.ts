import type { ExtensionContext } from 'vscode';
import { start } from './host/start';
import { startCluster } from './host/cluster/start';

/** The entry for the desktop and for remote hosts. */
export function activate(context: ExtensionContext): void {
  start(context);
  startCluster(context);
}
