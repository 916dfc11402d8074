import { visibleText } from '../../core/visibleText';

/** A text of others in a label or a title, on one line; `$(name)`, which VS Code shows as an icon in many of them, stays text. */
export function labelText(text: string): string {
  return visibleText(text, ' ', 200).replaceAll('$(', '$\u200b(');
}
