import { Hover, MarkdownString, type Range } from 'vscode';
import type { Markdown } from '../../core/explain/text/markdown';

/** The commands that a hover's links run; VS Code runs no other from it. */
export const hoverCommands = {
  showInDiagram: 'podStartup.showInDiagram',
  showRequest: 'podStartup.showRequest',
} as const;

/** A hover for the editor, with no HTML. */
export function hoverOf(text: Markdown, range?: Range): Hover {
  const shown = new MarkdownString(text);
  shown.isTrusted = { enabledCommands: Object.values(hoverCommands) };
  shown.supportHtml = false;
  return new Hover(shown, range);
}
