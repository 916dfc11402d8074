import { commands, type ExtensionContext } from 'vscode';
import { showInformation } from './host/shown/notifications';
import { start } from './host/commands/start';

/** The entry for editors in a browser: everything but what needs kubectl. */
export function activate(context: ExtensionContext): void {
  start(context, async () => (await import('./cli/answers/answerTo')).answerTo);
  for (const command of ['applyAndWatch', 'explainRunningPod', 'watchWorkload']) {
    context.subscriptions.push(
      commands.registerCommand(`podStartup.${command}`, () =>
        showInformation(
          'A browser cannot run kubectl. Open this folder in VS Code on the desktop, or explain saved cluster output: kubectl get pods,events -o json.',
        ),
      ),
    );
  }
}
