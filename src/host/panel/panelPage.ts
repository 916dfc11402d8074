import { commands, Uri, type WebviewPanel } from 'vscode';
import { chooseLevel, chosenLevel } from './chosenLevel';
import { isMap } from '../../core/isMap';
import { isPageNews } from './pageMessages';
import { log } from '../log';
import { markDone } from '../walkthrough';
import { OpenPanels } from './openPanels';
import { panelHtml, unloaded } from './panelHtml';
import { assets, pageTexts } from './pageTexts';
import { saveDrawing, saveState } from './saveAs';
import type { Message } from '../../core/trace/trace';
import type {
  ExportChoice,
  HostToPanel,
  PageNews,
  PanelState,
  Question,
  StateMessage,
  WantedDiagram,
} from '../../core/panel/protocol';

/** What a page reports to its panel. */
export interface PageEvents {
  /** The page is there, and waits for a state. */
  ready(): void;
  /** The page is done with a state. */
  drawn?(): void;
  /** The start as the text of a file; undefined where none was seen in a cluster. */
  saved?(): string | undefined;
  /** What a link to it has to name; undefined where it has no file. */
  place?(): PagePlace | undefined;
}

/** The file whose start a page shows, and which of its starts. */
export interface PagePlace {
  uri: Uri;
  workload?: string | undefined;
}

/** What of a start is looked at: a message, by its id, or else the first one of a pod. */
export interface Sight {
  message?: string | undefined;
  pod?: string | undefined;
}

/** What a kind of panel is asked for by its page, beside what every page asks for. */
export interface PageRequests<Request> {
  isRequest(message: unknown): message is Request;
  take(request: Request): Promise<void>;
}

const loadDiagrams = () => import('../../core/panel/toldDiagram');

/** What a command asks of the page in front, whatever its kind. */
export type OpenPage = Pick<
  PanelPage,
  'export' | 'present' | 'step' | 'saved' | 'place' | 'sight' | 'goTo' | 'title' | 'isActive'
>;

const open = new OpenPanels<OpenPage>();

/** The page that is in front, or was last. */
export function foremostPage(): OpenPage | undefined {
  return open.foremost;
}

/** Keeps the key by which commands are offered where there is a panel. */
function tellMenus(): void {
  void commands.executeCommand('setContext', 'podStartup.hasPanel', open.foremost !== undefined);
}

/** The page of a webview panel: its HTML, and the messages to and from it. */
export class PanelPage<Request = never> {
  readonly #panel: WebviewPanel;
  readonly #extension: Uri;
  readonly #events: PageEvents;
  #isLoaded = false;
  #isGone = false;
  #isReady = false;
  /** A command brought the panel to the front before its page had a state. */
  #wantsFocus = false;
  /** The state that was sent last. */
  #state?: PanelState;
  /** The state that the page's HTML brought, as JSON, as long as the page shows that. */
  #brought: string | undefined;
  /** What of a diagram the page wanted last. */
  #wanted?: WantedDiagram;
  /** What makes diagrams, when it is loaded. */
  #diagrams?: Awaited<ReturnType<typeof loadDiagrams>>;
  readonly #loading: Promise<void>;
  /** The message that a person selected. */
  #selected: string | undefined;
  /** What is to be looked at when it is drawn. */
  #toShow: Sight | undefined;
  /** The error that was told last. */
  #told?: string;

  /** Nothing is loaded before `load`, and nothing is sent before the page said `ready`. */
  constructor(panel: WebviewPanel, extension: Uri, events: PageEvents, requests?: PageRequests<Request>) {
    this.#panel = panel;
    this.#extension = extension;
    this.#events = events;
    this.#loading = loadDiagrams().then((loaded) => void (this.#diagrams = loaded));
    this.#loading.catch(() => undefined);
    panel.webview.onDidReceiveMessage((message: unknown) => {
      this.#noteSelected(message);
      if (isPageNews(message)) void this.attempt(() => this.#hear(message));
      else if (requests?.isRequest(message)) void this.attempt(() => requests.take(message));
    });
    open.add(panel, this);
    tellMenus();
    panel.onDidDispose(() => {
      this.#isGone = true;
      tellMenus();
    });
    panel.webview.options = { enableScripts: true, localResourceRoots: [assets(extension)] };
    panel.iconPath = Uri.joinPath(extension, 'media', 'icon.svg');
  }

  /** Loads the page, with what it shows first where that is known; does nothing where it was loaded. */
  load(state?: PanelState): void {
    if (this.#isLoaded) return;
    this.#isLoaded = true;
    if (state) this.#keep(state);
    void this.#fill();
  }

  async #fill(): Promise<void> {
    const { webview } = this.#panel;
    let html: string;
    try {
      const [texts] = await Promise.all([pageTexts(this.#extension), this.#state && this.#loading]);
      const font = webview.asWebviewUri(Uri.joinPath(assets(this.#extension), 'codicon.ttf')).toString();
      html = panelHtml({
        ...texts,
        font,
        cspSource: webview.cspSource,
        nonce: crypto.randomUUID(),
        level: chosenLevel(),
        hasFocus: this.#wantsFocus,
        brought: this.#state && this.#withDiagram(this.#state),
      });
    } catch (error) {
      this.told(error);
      html = unloaded;
    }
    if (this.#isGone) return;
    this.#brought = this.#state && JSON.stringify(this.#state);
    webview.html = html;
  }

  /** Whether its panel has the keyboard, or had it last. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /**
   * Brings it to the front for a command, with the keyboard in what it shows: now, or when it shows something. Not the
   * keyboard where a question follows, which VS Code closes when it loses that.
   */
  reveal({ withKeyboard = true } = {}): void {
    this.#panel.reveal(undefined, !withKeyboard);
    if (!withKeyboard) return;
    this.#wantsFocus = true;
    if (this.#isReady && this.#state) this.#focus();
  }

  /** Shows a step at a time, in large letters. */
  present(): void {
    this.#panel.reveal(undefined, false);
    this.post({ type: 'present' });
  }

  /** Exports what it shows. */
  export(): void {
    this.post({ type: 'askExport' });
  }

  /** Selects the call after (1) or before (-1) the selected one. */
  step(by: 1 | -1): void {
    this.post({ type: 'step', by });
  }

  get title(): string {
    return this.#panel.title;
  }

  /** The start as the text of a file; undefined where none was seen in a cluster. */
  saved(): string | undefined {
    return this.#events.saved?.();
  }

  /** What a link to the start has to name; undefined where it has no file. */
  place(): PagePlace | undefined {
    return this.#events.place?.();
  }

  /** What a person looks at. */
  sight(): Sight {
    const pod = this.#wanted?.pod;
    return { message: this.#selected, pod: pod === '' ? undefined : pod };
  }

  /** Selects what is to be looked at, now or when the start is drawn next; what is not in that stays as it is. */
  goTo(sight: Sight): void {
    this.#toShow = this.#isReady && this.#isShowing(sight) ? undefined : sight;
  }

  /** Selects it where it is in the start that was sent last. */
  #isShowing({ message, pod }: Sight): boolean {
    const all = this.#state?.shown?.trace.messages ?? [];
    const ofPod = (): Message | undefined =>
      pod === undefined ? undefined : all.find((one) => one.subject?.pod === pod);
    const found = all.find(({ id }) => id === message) ?? ofPod();
    if (found) this.post({ type: 'select', message: found.id });
    return found !== undefined;
  }

  #noteSelected(message: unknown): void {
    if (!isMap(message)) return;
    if (message['type'] === 'deselected') this.#selected = undefined;
    if (message['type'] === 'selected' && typeof message['message'] === 'string') this.#selected = message['message'];
  }

  #focus(): void {
    if (!this.#wantsFocus) return;
    this.#wantsFocus = false;
    this.post({ type: 'focus' });
  }

  post(message: HostToPanel): void {
    if (message.type === 'state') {
      this.#keep(message.state);
      const isShown = this.#brought !== undefined && this.#brought === JSON.stringify(message.state);
      if (!isShown) {
        this.#brought = undefined;
        this.#send(message);
      }
      if (this.#isReady) this.#focus();
    } else this.#send(message);
  }

  #send(message: HostToPanel): void {
    if (!this.#isReady) return;
    const sent = message.type === 'state' ? this.#withDiagram(message.state) : message;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's function takes no origin
    void this.#panel.webview.postMessage(sent);
  }

  /** With a state, the page gets the part of its diagram that it would ask for. */
  #withDiagram(state: PanelState): StateMessage {
    const { shown } = state;
    if (!shown || !this.#diagrams) return { type: 'state', state };
    const { firstWanted, toldDiagram } = this.#diagrams;
    const diagram = toldDiagram(shown, this.#wanted ?? firstWanted(shown.trace, chosenLevel()));
    return { type: 'state', state, diagram };
  }

  /** Of the start that was sent last. */
  async #tellDiagram(wanted: WantedDiagram): Promise<void> {
    const { toldDiagram, wantedNext } = await loadDiagrams();
    const { shown } = this.#state ?? {};
    const diagram = shown ? toldDiagram(shown, wanted) : { wanted, failure: 'there is no start' };
    if (!wanted.messages) this.#wanted = wantedNext(diagram);
    this.post({ type: 'diagram', diagram });
  }

  #keep(state: PanelState): void {
    this.#state = state;
    if ((state.shown?.findings.diagnoses.length ?? 0) > 0) markDone('podStartup.hasSeenWhy');
  }

  async #hear(news: PageNews): Promise<void> {
    const { title } = this.#panel;
    switch (news.type) {
      case 'ready':
        this.#isReady = true;
        if (!news.hasState) this.#brought = undefined;
        return this.#events.ready();
      case 'drawn':
        if (this.#toShow) this.#isShowing(this.#toShow);
        this.#toShow = undefined;
        return this.#events.drawn?.();
      case 'ask':
        return this.#answer(news.questions);
      case 'askDiagram':
        return this.#tellDiagram(news.wanted);
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
    this.post({ type: 'answers', answers: answersTo(trace, questions) });
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
    const { exportDiagram } = await import('./exportDiagram');
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
