import { ViewColumn, window, type Uri } from 'vscode';
import { entitle, openPanel } from '../shown/panels';
import { PanelPage } from './panelPage';
import { observedPanelType } from './observedPanel';
import type { ShownStart } from '../../core/panel/protocol';

/** The start that saved output tells of. */
export interface SavedSource {
  title: string;
  /** In words: where it comes from. */
  from: string;
  /** What of it could not be read. */
  leftOut: Iterable<string>;
  shown: ShownStart;
  /** The same with what is worked out beside it, which may take a while. */
  completed: () => Promise<ShownStart>;
}

/** Shows a start that nobody watches, at once, and again when it is complete. */
export function showSaved(extension: Uri, { title, from, leftOut, shown, completed }: SavedSource): void {
  const column = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
  const panel = openPanel(observedPanelType, title, column);
  entitle(panel, title);
  const send = (start: ShownStart, failure?: string): void => {
    page.post({
      type: 'state',
      state: {
        kind: 'saved',
        title,
        from,
        leftOut: [...leftOut],
        shown: start,
        ...(failure !== undefined && { failure }),
      },
    });
  };
  const page = new PanelPage(panel, extension, {
    ready: () => {
      send(shown);
      completed().then(send, (error: unknown) => send(shown, page.told(error)));
    },
  });
}
