import { InlayHint, InlayHintLabelPart, MarkdownString, type Position } from 'vscode';
import type { Markdown } from '../../core/explain/text/markdown';
import { labelText } from './labelText';
import { hoverOf } from './hovers';

/** Makes a hint for the editor: its parts, each with a text of its own, behind what is written at a position. */
export function inlayHintOf(position: Position, parts: readonly string[]): InlayHint {
  const label = parts.map((part, i) => new InlayHintLabelPart(labelText(i < parts.length - 1 ? `${part}, ` : part)));
  const hint = new InlayHint(position, label);
  hint.paddingLeft = true;
  return hint;
}

/** Gives each part what its hover says. */
export function explainInlayHint(hint: InlayHint, texts: readonly (Markdown | undefined)[]): InlayHint {
  if (typeof hint.label === 'string') return hint;
  for (const [i, part] of hint.label.entries()) {
    const text = texts[i];
    const [content] = text === undefined ? [] : hoverOf(text).contents;
    if (content instanceof MarkdownString) part.tooltip = content;
  }
  return hint;
}
