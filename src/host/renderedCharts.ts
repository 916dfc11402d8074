import { languages, Location, Position, type DefinitionProvider, type Disposable, type TextDocument, type Uri } from 'vscode'; // prettier-ignore
import type { TemplateLines } from '../core/helm/templateLines';
import type { TemplateLine } from '../core/panel/protocol';

interface RenderedChart {
  lines: TemplateLines;
  folder: Uri;
  /** As it was rendered: after an edit, the origin of its lines is unknown. */
  text: string;
}

/** By the URIs of their documents. */
const rendered = new Map<string, RenderedChart>();
/** More of them are seldom open. */
const most = 20;
let provider: Disposable | undefined;

/** Keeps where a rendered document's lines come from: jumps lead to the templates, "Go to Definition" too. */
export function keepTemplateLines(document: TextDocument, lines: TemplateLines, folder: Uri): void {
  const key = document.uri.toString();
  rendered.delete(key);
  rendered.set(key, { lines, folder, text: document.getText() });
  for (const old of [...rendered.keys()].slice(0, -most)) rendered.delete(old);
  provider ??= languages.registerDefinitionProvider({ scheme: 'untitled', language: 'yaml' }, definitions);
}

/** The place in a template that a line (from 1) of a document comes from; undefined where that is not certain. */
export function templateLocation(document: TextDocument, line: number): Location | undefined {
  const chart = chartOf(document);
  const found = chart?.lines.at(line);
  return chart && found?.line !== undefined ? locationOf(chart, found) : undefined;
}

/** A place of a document with the template's line, as the page shows it. */
export function withTemplate<T extends { line: number }>(
  document: TextDocument,
  place: T,
): T & { template?: TemplateLine } {
  const found = templateLocation(document, place.line);
  if (!found) return place;
  const { path } = found.uri;
  return { ...place, template: { file: path.slice(path.lastIndexOf('/') + 1), line: found.range.start.line + 1 } };
}

function locationOf({ folder }: RenderedChart, { file, line = 1 }: { file: string; line?: number }): Location {
  return new Location(folder.with({ path: file }), new Position(line - 1, 0));
}

function chartOf(document: TextDocument): RenderedChart | undefined {
  const chart = rendered.get(document.uri.toString());
  return chart?.text === document.getText() ? chart : undefined;
}

const definitions: DefinitionProvider = {
  provideDefinition(document, { line }) {
    const chart = chartOf(document);
    const found = chart?.lines.at(line + 1);
    return chart && found && locationOf(chart, found);
  },
};
