import { commands, Uri, ViewColumn, window, type WebviewPanel } from 'vscode';
import { entitle, openPanel } from '../shown/panels';
import { addComparing, Comparing } from './comparing';
import type { SuggestedCommand } from '../../core/diagnosis/facts/suggestedCommand';
import { isComparisonRequest, isWatchedRequest } from './pageMessages';
import { FedLines } from './fedLines';
import { OpenPanels } from './openPanels';
import { PanelPage } from './panelPage';
import { StatusItem, type StatusText } from '../shown/statusItem';
import { watchedStatus } from './watchedStatus';
import { revealPosition } from './revealPosition';
import type {
  ComparedWith,
  FieldFeed,
  LiveState,
  ShownStart,
  WatchedRequest,
  WatchedTarget,
} from '../../core/panel/protocol';
import type { PodLane } from '../../core/observe/podLanes';
import type { Message, Trace } from '../../core/trace/trace';

export const observedPanelType = 'podStartup.observed';

/** A start as far as it was seen. */
export type ObservedStart = ShownStart;

/** Where an observed start comes from: a cluster that is or was watched. */
export interface ObservedSource {
  readonly title: string;
  readonly live: LiveState;
  /** What to watch again after a reload. */
  readonly watched: WatchedTarget;
  /** What was thrown while something was worked out beside `current`. */
  readonly failure?: unknown;
  current(): ObservedStart | undefined;
  /** The fields of a message's request that lines of the manifest fed, where one was applied. */
  feeds?(message: Message): FieldFeed[];
  /** The start that was to be expected; undefined where the simulation refuses what the cluster took. */
  expected?(): Trace | undefined;
  /** The pods, where there are several. */
  lanes?(): PodLane[] | undefined;
  /** Asks for a pod's trace, where there are too many pods for all of them. */
  choose?(uid: string): void;
  /** Says which pods' lanes are wanted then. */
  showLanes?(uids: readonly string[]): void;
  /** Runs a suggested command that only looks where a person sees it. */
  runLooking(command: SuggestedCommand): Promise<void>;
  onChange(listener: () => void): void;
  stop(): void;
  watchAgain(): void;
}

/** Milliseconds in which news that come together are told together. */
const together = 5;
/** Milliseconds between two states at the least. */
const pace = 30;
/** Milliseconds between two comparisons of a start that is watched, at the least. */
const comparePace = 500;
/** Milliseconds after which a watched start is told anew without news: what is due comes nearer, or is over. */
const quiet = 5_000;

/** The command that shows the start that is watched; its item in the status bar says how it stands. */
export const showWatchedCommand = 'podStartup.showWatched';
const watchedPanels = new OpenPanels<ObservedPanel>();
const statusItem = new StatusItem('Pod Startup: the watched start', showWatchedCommand);

/** Brings the panel of the start that is watched to the front, or was last. */
export function showWatched(): void {
  watchedPanels.foremost?.reveal();
}

/** How the start of the foremost panel stands. */
function tellStatus(): void {
  const status = watchedPanels.foremost?.status;
  if (status) statusItem.show(status);
  else statusItem.hide();
  void commands.executeCommand('setContext', 'podStartup.isWatching', status !== undefined);
}

/** A panel that shows an observed start, and follows it as long as it is watched. */
export class ObservedPanel {
  readonly #page: PanelPage<WatchedRequest>;
  readonly #source: ObservedSource;
  readonly #comparing: Comparing;
  #pending?: ReturnType<typeof setTimeout>;
  #idle?: ReturnType<typeof setTimeout>;
  #comparison?: ReturnType<typeof setTimeout> | undefined;
  /** A state was sent that the page has not drawn yet: the next one waits, so that none queue up. */
  #isDrawing = false;
  #isStale = false;
  /** When the last state was sent, in milliseconds since the epoch. */
  #sentAt = 0;
  /** What was shown last. */
  #last: ObservedStart | undefined;
  #lanes: PodLane[] | undefined;
  #feeds: readonly FieldFeed[] = [];
  /** What a person compares it with, also after a reload of the window. */
  #comparedWith: ComparedWith | undefined;
  readonly #fedLines = new FedLines();

  private constructor(panel: WebviewPanel, extension: Uri, source: ObservedSource, comparedWith?: ComparedWith) {
    this.#source = source;
    this.#comparedWith = comparedWith;
    const drawn = (): void => {
      this.#isDrawing = false;
      if (this.#isStale) this.#sendSoon();
    };
    const take = (request: WatchedRequest): Promise<void> => this.#take(request);
    const ready = (): void => {
      this.#send();
      this.#comparing.sendAgain(this.#comparedWith);
    };
    this.#page = new PanelPage(panel, extension, { ready, drawn }, { isRequest: isWatchedRequest, take });
    this.#page.load();
    entitle(panel, source.title);
    const page = this.#page;
    this.#comparing = new Comparing({
      title: source.title,
      post: (message) => page.post(message),
      attempt: (work) => page.attempt(work),
      comparable: async () => {
        const trace = this.#last?.trace;
        if (!trace) return undefined;
        const { observedComparable } = await import('./observedComparable');
        return observedComparable({ trace, title: source.title, expected: source.expected?.bind(source) });
      },
      remember: (chosen) => {
        if (JSON.stringify(chosen) === JSON.stringify(this.#comparedWith)) return;
        this.#comparedWith = chosen;
        this.#sendSoon();
      },
    });
    addComparing(panel, this.#comparing);
    source.onChange(() => this.#sendSoon());
    watchedPanels.add(panel, this);
    panel.onDidDispose(() => {
      tellStatus();
      source.stop(); // which is told, too: nothing is sent to a page that is gone
      clearTimeout(this.#pending);
      clearTimeout(this.#idle);
      clearTimeout(this.#comparison);
      this.#fedLines.dispose();
    });
  }

  static show(extension: Uri, source: ObservedSource, comparedWith?: ComparedWith): ObservedPanel {
    const column = window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active;
    const panel = openPanel(observedPanelType, source.title, column);
    const made = new ObservedPanel(panel, extension, source, comparedWith);
    made.#page.reveal();
    return made;
  }

  /** Fills a panel that came back after a reload. */
  static adopt(
    panel: WebviewPanel,
    extension: Uri,
    source: ObservedSource,
    comparedWith?: ComparedWith,
  ): ObservedPanel {
    return new ObservedPanel(panel, extension, source, comparedWith);
  }

  /** Brings it to the front. */
  reveal(): void {
    this.#page.reveal();
  }

  /** For the status bar; undefined where it is not watched any more. */
  get status(): StatusText | undefined {
    const { live, watched } = this.#source;
    const { trace, findings } = this.#last ?? {};
    const gone = new Set(trace?.view.deleted);
    const pods = (trace?.view.pods ?? []).filter(({ metadata }) => !gone.has(metadata?.uid ?? ''));
    const lanes = this.#lanes;
    return watchedStatus({
      target: watched.target,
      live,
      pods,
      ...(lanes && { lanes }),
      diagnoses: findings?.diagnoses ?? [],
    });
  }

  #sendSoon(): void {
    this.#isStale = true;
    if (this.#isDrawing) return;
    const wait = Math.max(together, this.#sentAt + pace - Date.now());
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      this.#send();
    }, wait);
  }

  #send(): void {
    if (!this.#page.isReady) return;
    const { title, live, watched } = this.#source;
    clearTimeout(this.#idle);
    this.#sentAt = Date.now();
    this.#isStale = false;
    let current: ObservedStart | undefined;
    let lanes: PodLane[] | undefined;
    let failure: string | undefined;
    try {
      current = this.#source.current();
      lanes = this.#lanes = this.#source.lanes?.();
      this.#last = current;
    } catch (error) {
      // A mistake of ours: what was shown stays, and the reason is not hidden.
      failure = this.#page.told(error);
      current = this.#last;
    }
    if (this.#source.failure !== undefined) failure ??= this.#page.told(this.#source.failure);
    this.#isDrawing = current !== undefined;
    if (live.status === 'watching' && current?.findings.timeline.some(({ reached }) => reached === undefined))
      this.#idle = setTimeout(() => this.#sendSoon(), quiet);
    this.#page.post({
      type: 'state',
      state: {
        kind: 'watched',
        title,
        live,
        memento: { watched, ...(this.#comparedWith && { comparedWith: this.#comparedWith }) },
        ...(lanes && { lanes }),
        ...(current && { shown: current }),
        ...(failure !== undefined && { failure }),
      },
    });
    tellStatus();
    this.#comparison ??= setTimeout(() => {
      this.#comparison = undefined;
      this.#comparing.refresh();
    }, comparePace);
  }

  async #take(request: WatchedRequest): Promise<void> {
    if (isComparisonRequest(request)) return this.#comparing.take(request);
    switch (request.type) {
      case 'choosePod':
        return this.#source.choose?.(request.uid);
      case 'showLanes':
        return this.#source.showLanes?.(request.uids);
      case 'selected':
        return this.#sendFeeds(request.message);
      case 'deselected':
        return this.#fedLines.clear();
      case 'reveal': {
        const feed = this.#feeds.find(({ steps }) => steps.join('\n') === request.steps.join('\n'));
        return feed && this.#reveal({ line: feed.line, column: 1 });
      }
      case 'revealLine':
        return this.#reveal(request);
      case 'runLooking': {
        // Of what the page says only what is suggested is run.
        const suggested = this.#last?.findings.diagnoses.find(({ command }) => command === request.command);
        return suggested?.command && this.#source.runLooking(suggested.command);
      }
      case 'stopWatching':
        return this.#source.stop();
      case 'watchAgain':
        return this.#source.watchAgain();
    }
  }

  #sendFeeds(id: string): void {
    const message = this.#last?.trace.messages.find((each) => each.id === id);
    this.#feeds = (message && this.#source.feeds?.(message)) ?? [];
    this.#page.post({ type: 'feeds', message: id, feeds: [...this.#feeds] });
    const { manifest } = this.#source.watched;
    if (manifest !== undefined) this.#fedLines.show(manifest, { message: id, feeds: this.#feeds });
  }

  async #reveal(position: { line: number; column: number }): Promise<void> {
    const { manifest } = this.#source.watched;
    if (manifest !== undefined) await revealPosition(Uri.parse(manifest), position);
  }
}
