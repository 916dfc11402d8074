import { ViewColumn, window, type Uri } from 'vscode';
import { entitle, openPanel } from '../shown/panels';
import { addComparing, Comparing } from './comparing';
import { isComparisonRequest } from './pageMessages';
import { PanelPage } from './panelPage';
import { observedPanelType } from './observedPanel';
import type { ComparisonRequest, PanelState, ShownStart } from '../../core/panel/protocol';
import type { Trace } from '../../core/trace/trace';

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
  /** The start that was to be expected. */
  expected: () => Trace | undefined;
}

/** Shows a start that nobody watches, at once, and again when it is complete. */
export function showSaved(extension: Uri, { title, from, leftOut, shown, completed, expected }: SavedSource): void {
  const column = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
  const panel = openPanel(observedPanelType, title, column);
  entitle(panel, title);
  const stateOf = (start: ShownStart, failure?: string): PanelState => ({
    kind: 'saved',
    title,
    from,
    leftOut: [...leftOut],
    shown: start,
    ...(failure !== undefined && { failure }),
  });
  const send = (start: ShownStart, failure?: string): void => {
    page.post({ type: 'state', state: stateOf(start, failure) });
  };
  const ready = (): void => {
    send(shown);
    completed().then(send, (error: unknown) => send(shown, page.told(error)));
    comparing.refresh();
  };
  const page: PanelPage<ComparisonRequest> = new PanelPage(
    panel,
    extension,
    { ready },
    { isRequest: isComparisonRequest, take: (request: ComparisonRequest) => comparing.take(request) },
  );
  const comparing = new Comparing({
    title,
    post: (message) => page.post(message),
    attempt: (work) => page.attempt(work),
    comparable: async () =>
      (await import('./observedComparable')).observedComparable({ trace: shown.trace, title, expected }),
  });
  page.load(stateOf(shown));
  addComparing(panel, comparing);
  page.reveal();
}
