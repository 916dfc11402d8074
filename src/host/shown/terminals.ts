import { window } from 'vscode';
import { isCommand, type SuggestedCommand } from '../../core/diagnosis/facts/suggestedCommand';

/** The name of the terminals that commands are run in. */
const name = 'Pod Startup';

/**
 * Runs a command in a terminal that a person sees. A suggested command has nothing of others in it that a shell would read
 * otherwise; what is none is not run. The terminal is a new one each time: in one that is there, a pager, a log that is
 * followed or the shell of a container would take what is typed.
 */
export function runInTerminal(command: SuggestedCommand, env: Readonly<Record<string, string>>): void {
  if (!isCommand(command)) return;
  const ended = window.terminals.filter((one) => one.name === name && one.exitStatus !== undefined);
  for (const terminal of ended) terminal.dispose();
  const terminal = window.createTerminal({ name, env: { ...env }, isTransient: true });
  terminal.show();
  terminal.sendText(command, true);
}
