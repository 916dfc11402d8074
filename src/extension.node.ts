import type { ExtensionContext } from 'vscode';
import { start } from './host/start';

/** The entry for the desktop and for remote hosts. */
export function activate(context: ExtensionContext): void {
  start(context);
}
