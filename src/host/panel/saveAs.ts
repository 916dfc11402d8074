import { Uri, window, workspace } from 'vscode';
import type { PanelState } from '../../core/panel/protocol';

/** Writes a drawing that the page made: SVG as text, PNG as base64. */
export async function saveDrawing(title: string, format: 'svg' | 'png', content: string): Promise<void> {
  const bytes =
    format === 'svg' ? new TextEncoder().encode(content) : Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0));
  await saveBytes(title, format, bytes);
}

/** Writes what a page was to draw where a person wants it, to report why it could not. */
export async function saveState(title: string, state: PanelState | undefined): Promise<void> {
  await saveBytes(`${title} state`, 'json', new TextEncoder().encode(`${JSON.stringify(state ?? {}, undefined, 2)}\n`));
}

/** Writes a text where a person wants it. */
export async function saveText(title: string, extension: string, text: string): Promise<void> {
  await saveBytes(title, extension, new TextEncoder().encode(text));
}

/** Writes bytes where a person wants them. */
export async function saveBytes(title: string, extension: string, bytes: Uint8Array): Promise<void> {
  const name = `${title.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')}.${extension}`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog(folder ? { defaultUri: Uri.joinPath(folder, name) } : {});
  if (!target) return;
  await workspace.fs.writeFile(target, bytes);
}
