import { CodeLens, type Range } from 'vscode';
import { labelText } from './labelText';

/** A lens: a line of text above a range, which runs one of our commands. */
export interface Lens {
  range: Range;
  /** The name of one of VS Code's icons. */
  icon: string;
  title: string;
  tooltip: string;
  command: string;
  argument: unknown;
}

/** Makes a lens for the editor. */
export function lensOf({ range, icon, title, tooltip, command, argument }: Lens): CodeLens {
  return new CodeLens(range, {
    title: `$(${icon}) ${labelText(title)}`,
    tooltip: labelText(tooltip),
    command,
    arguments: [argument],
  });
}
