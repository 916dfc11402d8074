import type { PanelMemento, PanelToHost } from '../core/panel/protocol';

/** What the page remembers over being hidden and over a reload of the window. */
export interface SavedView extends PanelMemento {
  zoom?: number;
  scrollLeft?: number;
  scrollTop?: number;
  selection?: string;
  pod?: string;
  page?: number;
}

export interface VsCodeApi {
  postMessage(message: PanelToHost): void;
  getState(): SavedView | undefined;
  setState(state: SavedView): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export const vscode: VsCodeApi = acquireVsCodeApi();
