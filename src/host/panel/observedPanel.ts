import { ViewColumn, window, type Uri, type WebviewPanel } from 'vscode';
import { exportDiagram, saveDrawing, type DrawnPanel } from './exportDiagram';
import { PanelPage } from './panelPage';
import type { LiveState, PanelToHost, PodLane, WatchedTarget } from '../../core/panel/protocol';
import type { Trace } from '../../core/trace/trace';

export const observedPanelType = 'podStartup.observed';

/** Where an observed start comes from: a cluster that is being watched, or what somebody saved. */
export interface ObservedSource {
  readonly title: string;
  readonly live: LiveState;
  /** What to watch again after a reload; absent for saved output. */
  readonly watched?: WatchedTarget;
  trace(): Trace | undefined;
  /** The pods, where there are several. */
  lanes?(): PodLane[] | undefined;
  /** Asks for a pod's trace, where there are too many pods for all of them. */
  choose?(uid: string): void;
  onChange(listener: () => void): void;
  stop(): void;
  watchAgain(): void;
}

/** Milliseconds between evidence and its drawing at the most, where the page keeps up. */
const pace = 60;

/** A panel that shows an observed start, and follows it as long as it is watched. */
export class ObservedPanel implements DrawnPanel {
  readonly #panel: WebviewPanel;
  readonly #page: PanelPage;
  readonly #source: ObservedSource;
  #pending?: ReturnType<typeof setTimeout>;
  /** A state was sent that the page has not drawn yet: the next one waits, so that none queue up. */
  #isDrawing = false;
  #isStale = false;
  #trace?: Trace;

  private constructor(panel: WebviewPanel, extension: Uri, source: ObservedSource) {
    this.#panel = panel;
    this.#source = source;
    this.#page = new PanelPage(panel, extension, (message) => this.#take(message));
    panel.title = source.title;
    source.onChange(() => this.#sendSoon());
    panel.onDidDispose(() => {
      clearTimeout(this.#pending);
      source.stop();
    });
  }

  static show(extension: Uri, source: ObservedSource): ObservedPanel {
    const panel = window.createWebviewPanel(
      observedPanelType,
      source.title,
      { viewColumn: window.activeTextEditor ? ViewColumn.Beside : ViewColumn.Active, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    return new ObservedPanel(panel, extension, source);
  }

  /** Fills a panel that came back after a reload. */
  static adopt(panel: WebviewPanel, extension: Uri, source: ObservedSource): ObservedPanel {
    return new ObservedPanel(panel, extension, source);
  }

  get title(): string {
    return this.#panel.title;
  }

  get trace(): Trace | undefined {
    return this.#trace;
  }

  draw(format: 'svg' | 'png'): void {
    this.#page.post({ type: 'draw', format });
  }

  #sendSoon(): void {
    this.#isStale = true;
    if (this.#isDrawing) return;
    this.#pending ??= setTimeout(() => {
      this.#pending = undefined;
      this.#send();
    }, pace);
  }

  #send(): void {
    if (!this.#page.isReady) return;
    const { title, live, watched } = this.#source;
    this.#trace = this.#source.trace();
    const lanes = this.#source.lanes?.();
    this.#isStale = false;
    this.#isDrawing = this.#trace !== undefined;
    this.#page.post({
      type: 'state',
      state: {
        title,
        document: '',
        faults: [],
        live,
        ...(lanes && { lanes }),
        memento: { uri: '', faults: [], ...(watched && { watched }) },
        ...(this.#trace && { trace: this.#trace }),
      },
    });
  }

  async #take(message: PanelToHost): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.#send();
        break;
      case 'drawn':
        this.#isDrawing = false;
        if (this.#isStale) this.#sendSoon();
        break;
      case 'choosePod':
        this.#source.choose?.(message.uid);
        break;
      case 'stopWatching':
        this.#source.stop();
        break;
      case 'watchAgain':
        this.#source.watchAgain();
        break;
      case 'chooseExport':
        await exportDiagram(this);
        break;
      case 'drawing':
        await saveDrawing(this.#panel.title, message.format, message.content);
        break;
      case 'failed':
        this.#isDrawing = false;
        void window.showErrorMessage(`Pod Startup: ${message.message}`);
        break;
      case 'selected':
      case 'reveal':
      case 'revealProblem':
      case 'chooseFaults':
        break;
    }
  }
}
