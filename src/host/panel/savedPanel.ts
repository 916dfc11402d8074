import { ViewColumn, window, type Uri, type WebviewPanel } from 'vscode';
import { entitle, openPanel } from '../shown/panels';
import { addComparing, Comparing } from './comparing';
import { isComparisonRequest } from './pageMessages';
import { PanelPage } from './panelPage';
import { observedPanelType } from './observedPanel';
import type { ComparisonRequest, PanelState, ShownStart } from '../../core/panel/protocol';
import type { Trace } from '../../core/trace/trace';

/** What saved output tells, or why there is nothing to show of it. */
export interface SavedSource {
  title: string;
  /** In words: where it comes from, or why nothing is shown. */
  from: string;
  /** What of it could not be read. */
  leftOut: readonly string[];
  /** The start in it. */
  start?: SavedContent;
  /** Where it lies, where it is a file of a saved start. */
  file?: Uri;
}

/** The start in saved output. */
export interface SavedContent {
  shown: ShownStart;
  /** The same with what is worked out beside it, which may take a while. */
  completed: () => Promise<ShownStart>;
  /** The start that was to be expected. */
  expected: () => Trace | undefined;
  /** As the text of a file. */
  saved: () => string;
}

/** Shows a start that is not watched in a panel of its own, at once, and again when it is complete. */
export function showSaved(extension: Uri, source: SavedSource): void {
  const column = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
  const panel = openPanel(observedPanelType, source.title, column);
  entitle(panel, source.title);
  new SavedPanel(panel, extension, source).reveal();
}

/** The page of a start that is not watched. */
export class SavedPanel {
  readonly #page: PanelPage<ComparisonRequest>;
  readonly #comparing: Comparing;
  #source: SavedSource;

  constructor(panel: WebviewPanel, extension: Uri, source: SavedSource) {
    this.#source = source;
    this.#page = new PanelPage(
      panel,
      extension,
      {
        ready: () => this.#sendAll(),
        saved: () => this.#source.start?.saved(),
        place: () => this.#source.file && { uri: this.#source.file },
      },
      { isRequest: isComparisonRequest, take: (request: ComparisonRequest) => this.#comparing.take(request) },
    );
    const page = this.#page;
    this.#comparing = new Comparing({
      title: source.title,
      post: (message) => page.post(message),
      attempt: (work) => page.attempt(work),
      comparable: async () => {
        const { start, title } = this.#source;
        if (!start) return undefined;
        const { observedComparable } = await import('./observedComparable');
        return observedComparable({ trace: start.shown.trace, title, expected: start.expected });
      },
    });
    page.load(this.#state());
    addComparing(panel, this.#comparing);
  }

  reveal(): void {
    this.#page.reveal();
  }

  /** Shows what is told now in place of what was. */
  turnTo(source: SavedSource): void {
    this.#source = source;
    this.#sendAll();
  }

  #state(shown = this.#source.start?.shown, failure?: string): PanelState {
    const { title, from, leftOut } = this.#source;
    return {
      kind: 'saved',
      title,
      from,
      leftOut: [...leftOut],
      ...(shown && { shown }),
      ...(failure !== undefined && { failure }),
    };
  }

  #sendAll(): void {
    const source = this.#source;
    const send = (shown: ShownStart | undefined, failure?: string): void => {
      if (source === this.#source) this.#page.post({ type: 'state', state: this.#state(shown, failure) });
    };
    const { start } = source;
    send(start?.shown);
    start?.completed().then(
      (shown) => send(shown),
      (error: unknown) => send(start.shown, this.#page.told(error)),
    );
    this.#comparing.refresh();
  }
}
