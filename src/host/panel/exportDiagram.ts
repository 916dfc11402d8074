import { Uri, window, workspace } from 'vscode';
import { pick, type Choice } from '../shown/picks';
import { sequenceDiagram } from '../../core/diagram/sequenceDiagram';
import type { ExportFormat, PanelState } from '../../core/panel/protocol';
import { usualLevel, type Level } from '../../core/trace/level';
import type { Trace } from '../../core/trace/trace';

/** Whose diagram can be saved. */
export interface DrawnPanel {
  readonly title: string;
  readonly trace: Trace | undefined;
  /** In how much detail it is shown; absent where nobody tells: the usual. */
  readonly level?: Level;
  /** Asks the page for the drawing. */
  draw(format: 'svg' | 'png'): void;
}

const formats: readonly Choice<ExportFormat>[] = [
  { value: 'svg', label: 'SVG', detail: 'The drawing, in the colours of this theme' },
  { value: 'png', label: 'PNG', detail: 'The drawing as an image, for slides and tickets' },
  { value: 'mermaid', label: 'Mermaid', detail: 'The diagram as text, for Markdown' },
  { value: 'json', label: 'JSON', detail: 'The trace with all requests and responses' },
];

/** Asks for a format and a place, and writes the panel's diagram there; says whether a format was chosen. */
export async function exportDiagram(panel: DrawnPanel): Promise<boolean> {
  const chosen = await pick(formats, { title: 'Export Diagram', placeHolder: panel.title });
  const { trace, level = usualLevel } = panel;
  if (!chosen || !trace) return false;
  if (chosen === 'mermaid')
    await save(
      panel.title,
      'mmd',
      new TextEncoder().encode(sequenceDiagram(trace, { level, pageSize: Infinity }).text),
    );
  else if (chosen === 'json')
    await save(panel.title, 'json', new TextEncoder().encode(`${JSON.stringify(trace, undefined, 2)}\n`));
  else panel.draw(chosen);
  return true;
}

/** Writes a drawing that the page made: SVG as text, PNG as base64. */
export async function saveDrawing(title: string, format: 'svg' | 'png', content: string): Promise<void> {
  const bytes =
    format === 'svg' ? new TextEncoder().encode(content) : Uint8Array.from(atob(content), (byte) => byte.charCodeAt(0));
  await save(title, format, bytes);
}

/** Writes what a page was to draw where a person wants it, to report why it could not. */
export async function saveState(title: string, state: PanelState | undefined): Promise<void> {
  await save(`${title} state`, 'json', new TextEncoder().encode(`${JSON.stringify(state ?? {}, undefined, 2)}\n`));
}

/** Writes a text where a person wants it. */
export async function saveText(title: string, extension: string, text: string): Promise<void> {
  await save(title, extension, new TextEncoder().encode(text));
}

async function save(title: string, extension: string, bytes: Uint8Array): Promise<void> {
  const name = `${title.toLowerCase().replace(/[^a-z0-9.-]+/g, '-')}.${extension}`;
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const target = await window.showSaveDialog(folder ? { defaultUri: Uri.joinPath(folder, name) } : {});
  if (!target) return;
  await workspace.fs.writeFile(target, bytes);
}
