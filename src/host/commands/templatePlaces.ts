import { languages, Location, Position, Uri, type DefinitionProvider, type Disposable } from 'vscode';
import type { TemplateLines } from '../../core/helm/templateLines';

/** Of documents that were rendered from charts: where their lines come from. */
const rendered = new Map<string, { lines: TemplateLines; folder: Uri }>();
/** More of them are seldom open. */
const most = 20;
let provider: Disposable | undefined;

/** Keeps where a rendered document's lines come from, so that "Go to Definition" leads from a line to its template's. */
export function keepTemplateLines(document: Uri, lines: TemplateLines, folder: Uri): void {
  rendered.delete(document.toString());
  rendered.set(document.toString(), { lines, folder });
  for (const key of [...rendered.keys()].slice(0, -most)) rendered.delete(key);
  provider ??= languages.registerDefinitionProvider({ scheme: 'untitled', language: 'yaml' }, definitions);
}

const definitions: DefinitionProvider = {
  provideDefinition({ uri }, { line }) {
    const kept = rendered.get(uri.toString());
    const found = kept?.lines.at(line + 1);
    if (!kept || !found) return undefined;
    return new Location(kept.folder.with({ path: found.file }), new Position((found.line ?? 1) - 1, 0));
  },
};
