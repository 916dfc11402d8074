import { window, type ViewColumn, type WebviewPanel } from 'vscode';
import { labelText } from './labelText';

/** Opens an empty panel in a column, without taking the keyboard. */
export function openPanel(type: string, title: string, viewColumn: ViewColumn): WebviewPanel {
  return window.createWebviewPanel(
    type,
    labelText(title),
    { viewColumn, preserveFocus: true },
    { enableScripts: true, localResourceRoots: [] },
  );
}

/** Gives a panel another title, which its tab shows. */
export function entitle(panel: WebviewPanel, title: string): void {
  panel.title = labelText(title);
}
