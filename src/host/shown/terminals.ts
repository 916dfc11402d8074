import { window } from 'vscode';
import { isCommand, type SuggestedCommand } from '../../core/diagnosis/facts/suggestedCommand';

/** The terminal that commands are run in, as long as it is there. */
const name = 'Pod Startup';

/**
 * Runs a command in a terminal that a person sees. A suggested command has nothing of others in it that a shell would read
 * otherwise; what is none is not run.
 */
export function runInTerminal(command: SuggestedCommand, env: Readonly<Record<string, string>>): void {
  if (!isCommand(command)) return;
  const known = window.terminals.find(
    ({ name: own, exitStatus, creationOptions }) =>
      own === name &&
      exitStatus === undefined &&
      'env' in creationOptions &&
      JSON.stringify(creationOptions.env) === JSON.stringify(env),
  );
  const terminal = known ?? window.createTerminal({ name, env: { ...env }, isTransient: true });
  terminal.show();
  terminal.sendText(command, true);
}
