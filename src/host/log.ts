import { window, type LogOutputChannel } from 'vscode';

let channel: LogOutputChannel | undefined;

/** The extension's output channel, made when there is something to say; it lives as long as the extension. */
export function log(): LogOutputChannel {
  return (channel ??= window.createOutputChannel('Pod Startup', { log: true }));
}
