import type { ExtensionContext } from 'vscode';
import { start } from './host/start';

/** The entry for editors in a browser: everything but what needs kubectl. */
export function activate(context: ExtensionContext): void {
  start(context);
}
