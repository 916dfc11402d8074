import type { PanelMemento, PanelToHost } from '../core/panel/protocol';

/** What the page remembers over being hidden and over a reload of the window. */
export interface SavedView extends PanelMemento {
  zoom?: number;
  scrollLeft?: number;
  scrollTop?: number;
  selection?: string;
  pod?: string;
  page?: number;
  /** Whether what folds is open. */
  timeline?: boolean;
  terminal?: boolean;
  comparison?: boolean;
  assumed?: boolean;
}

interface VsCodeApi {
  postMessage(message: PanelToHost): void;
  getState(): SavedView | undefined;
  setState(state: SavedView): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const vscode = acquireVsCodeApi();

/** Sends a message to the extension host. */
export function tell(message: PanelToHost): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's function takes no origin
  vscode.postMessage(message);
}

export function savedView(): SavedView | undefined {
  return vscode.getState();
}

export function saveView(view: SavedView): void {
  vscode.setState(view);
}
