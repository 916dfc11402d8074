import type { Uri } from 'vscode';

/** What is to be explained: nothing from the palette, a file from a menu, a workload too from a lens. */
export interface ExplainTarget {
  uri?: Uri;
  workload?: string;
}
