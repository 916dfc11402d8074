import { Uri, type WebviewPanel } from 'vscode';
import { chooseLevel, chosenLevel } from './chosenLevel';
import { exportDiagram, saveDrawing, saveState } from './exportDiagram';
import { isPageNews } from './pageMessages';
import { log } from '../log';
import { markDone } from '../walkthrough';
import { panelHtml } from './panelHtml';
import type { ExportChoice, HostToPanel, PageNews, PanelState, Question } from '../../core/panel/protocol';

/** What a panel is told of its page. */
export interface PageEvents {
  /** The page is there, and waits for a state. */
  ready(): void;
  /** The page is done with a state. */
  drawn?(): void;
}

/** What a kind of panel is asked for by its page, beside what every page asks for. */
export interface PageRequests<Request> {
  isRequest(message: unknown): message is Request;
  take(request: Request): Promise<void>;
}

/** What commands ask of a page, whichever kind of panel has it. */
export type CommandedPage = Pick<PanelPage, 'isActive' | 'present' | 'step' | 'export'>;

const open = new Set<CommandedPage>();

/** The page of the panel in front, else of the only one there is. */
export function pageInFront(): CommandedPage | undefined {
  const all = [...open];
  return all.find(({ isActive }) => isActive) ?? (all.length === 1 ? all[0] : undefined);
}

/** The page of a webview panel: its HTML, and the messages to and from it. */
export class PanelPage<Request = never> {
  readonly #panel: WebviewPanel;
  readonly #events: PageEvents;
  #isReady = false;
  /** The state that was sent last. */
  #state?: PanelState;
  /** The error that was told last. */
  #told?: string;

  /** Nothing is sent before the page said `ready`. */
  constructor(panel: WebviewPanel, extension: Uri, events: PageEvents, requests?: PageRequests<Request>) {
    this.#panel = panel;
    this.#events = events;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (isPageNews(message)) void this.attempt(() => this.#hear(message));
      else if (requests?.isRequest(message)) void this.attempt(() => requests.take(message));
    });
    const asset = (name: string): string =>
      panel.webview.asWebviewUri(Uri.joinPath(extension, 'dist', 'webview', name)).toString();
    panel.webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist', 'webview')] };
    panel.webview.html = panelHtml({
      script: asset('panel.js'),
      drawing: asset('drawSequence.js'),
      shared: asset('chunk.js'),
      style: asset('panel.css'),
      cspSource: panel.webview.cspSource,
      nonce: crypto.randomUUID(),
      level: chosenLevel(),
    });
    open.add(this);
    panel.onDidDispose(() => open.delete(this));
    panel.iconPath = Uri.joinPath(extension, 'media', 'icon.svg');
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  get isActive(): boolean {
    return this.#panel.active;
  }

  /** Shows a step at a time, in large letters. */
  present(): void {
    this.#panel.reveal(undefined, false);
    this.post({ type: 'present' });
  }

  /** Selects the call after (1) or before (-1) the selected one. */
  step(by: 1 | -1): void {
    this.post({ type: 'step', by });
  }

  /** Exports what the page shows. */
  export(): void {
    this.post({ type: 'askExport' });
  }

  post(message: HostToPanel): void {
    if (message.type === 'state') this.#state = message.state;
    if (message.type === 'state' && (message.state.shown?.findings.diagnoses.length ?? 0) > 0)
      markDone('podStartup.hasSeenWhy');
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's function takes no origin
    if (this.#isReady) void this.#panel.webview.postMessage(message);
  }

  async #hear(news: PageNews): Promise<void> {
    const { title } = this.#panel;
    switch (news.type) {
      case 'ready':
        this.#isReady = true;
        return this.#events.ready();
      case 'drawn':
        return this.#events.drawn?.();
      case 'ask':
        return this.#answer(news.questions);
      case 'chooseExport':
        return this.#export(news);
      case 'drawing':
        return saveDrawing(title, news.format, news.content);
      case 'level':
        return chooseLevel(news.level);
      case 'saveState':
        return saveState(title, this.#state);
      case 'failed':
        log().error(`${title}: the ${news.part} failed: ${news.message}`);
    }
  }

  /** Answers of the start that was sent last: what the page is told comes to it in the order in which it is sent. */
  async #answer(questions: readonly Question[]): Promise<void> {
    const { answersTo } = await import('../../core/panel/answersTo');
    const trace = this.#state?.shown?.trace;
    if (trace) this.post({ type: 'answers', answers: answersTo(trace, questions) });
  }

  /** Who leaves the menu is back in the page: VS Code may go to the text instead. */
  async #export(choice: ExportChoice): Promise<void> {
    const { title } = this.#panel;
    const state = this.#state;
    const start = {
      title,
      trace: state?.shown?.trace,
      phases: state?.shown?.findings.phases ?? [],
      faults: state?.kind === 'explained' ? state.faults : [],
      draw: (format: 'svg' | 'png', caption: string, messages?: readonly string[]): void =>
        this.post({ type: 'draw', format, caption, ...(messages && { messages }) }),
    };
    if (!(await exportDiagram(start, choice))) this.#panel.reveal(undefined, false);
  }

  /** Does what the page or an editor asks for. What fails of it is told in the log and in the page. */
  async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.post({ type: 'failed', message: this.told(error) });
    }
  }

  /** Writes an error into the log, unless it was the last one, too; gives its words for a state. */
  told(error: unknown): string {
    const text = String(error);
    if (text !== this.#told) log().error(`${this.#panel.title}: ${error instanceof Error ? error.stack : text}`);
    this.#told = text;
    return text;
  }
}
