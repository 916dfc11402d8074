import type { PanelToHost } from '../../core/panel/protocol';

interface VsCodeApi {
  postMessage(message: PanelToHost): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();

/** Sends a message to the extension host. */
export function tell(message: PanelToHost): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's function takes no origin
  vscode.postMessage(message);
}

/** What was kept over being hidden or a reload of the window. */
export function kept(): unknown {
  return vscode.getState();
}

/** Keeps a value over being hidden and over a reload of the window. */
export function keep(value: unknown): void {
  vscode.setState(value);
}
