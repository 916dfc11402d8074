import { commands, window, type ExtensionContext } from 'vscode';
import { start } from './host/start';

/** The entry for editors in a browser: everything but what needs kubectl. */
export function activate(context: ExtensionContext): void {
  start(context);
  for (const command of ['applyAndWatch', 'explainRunningPod', 'watchWorkload']) {
    context.subscriptions.push(
      commands.registerCommand(`podStartup.${command}`, () =>
        window.showInformationMessage(
          'A browser cannot run kubectl. Open this folder in VS Code on the desktop, or explain saved cluster output: kubectl get pods,events -o json.',
        ),
      ),
    );
  }
}
