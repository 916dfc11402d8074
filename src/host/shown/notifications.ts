import { ProgressLocation, window } from 'vscode';
import { visibleText } from '../../core/visibleText';

/** VS Code shows as many characters of a message. */
const most = 1_000;
/** As many lines a dialog can hold. */
const mostLines = 20;

/**
 * A message with text of others in it. VS Code makes links of `[text](address)`, also to commands, also in a workspace
 * that is not trusted (vs/base/common/linkedText.ts); with something of no width between the brackets it stays text.
 */
function messageText(text: string): string {
  return visibleText(text, ' ', most).replaceAll('](', ']\u200b(');
}

/** Tells something, and resolves with the button that was chosen. The buttons' texts are ours. */
export async function showInformation(text: string, ...buttons: string[]): Promise<string | undefined> {
  return window.showInformationMessage(messageText(text), ...buttons);
}

/** As showInformation, of something that does not go on as it should. */
export async function showWarning(text: string, ...buttons: string[]): Promise<string | undefined> {
  return window.showWarningMessage(messageText(text), ...buttons);
}

/** As showInformation, of something that failed. */
export async function showError(text: string, ...buttons: string[]): Promise<string | undefined> {
  return window.showErrorMessage(messageText(text), ...buttons);
}

/** Asks in a dialog before something is done; `lines` tell with what, each in a line of its own. */
export async function confirm(
  question: string,
  lines: readonly string[],
  ...buttons: string[]
): Promise<string | undefined> {
  const shown = lines.slice(0, mostLines).map((line) => visibleText(line, ' ', 200));
  const rest = lines.length - shown.length;
  const detail = [...shown, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n');
  return window.showWarningMessage(messageText(question), { modal: true, detail }, ...buttons);
}

/** Does something while a notification tells that it is under way; `signal` says that the person cancelled it. */
export async function withProgress<T>(title: string, run: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title: messageText(title), cancellable: true },
    (_progress, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort());
      return run(cancel.signal);
    },
  );
}
