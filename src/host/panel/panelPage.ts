import { Uri, type WebviewPanel } from 'vscode';
import { isPanelMessage } from './isPanelMessage';
import { log } from '../log';
import { panelHtml } from './panelHtml';
import { saveState } from './exportDiagram';
import type { HostToPanel, PanelState, PanelToHost } from '../../core/panel/protocol';

/** What a panel has to answer: the page's failures, and what a person saves of them, are the same for all. */
export type PageRequest = Exclude<PanelToHost, { type: 'failed' | 'saveState' }>;

/** The page of a webview panel: its HTML, and the messages to and from it. */
export class PanelPage {
  readonly #panel: WebviewPanel;
  #isReady = false;
  /** The state that was sent last. */
  #state?: PanelState;
  /** The error that was told last. */
  #told?: string;

  /** `take` gets what the page says; nothing is sent before it said `ready`. */
  constructor(panel: WebviewPanel, extension: Uri, take: (message: PageRequest) => Promise<void>) {
    this.#panel = panel;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (!isPanelMessage(message)) return;
      if (message.type === 'ready') this.#isReady = true;
      if (message.type === 'failed') log().error(`${panel.title}: the ${message.part} failed: ${message.message}`);
      else if (message.type === 'saveState') void this.attempt(() => saveState(panel.title, this.#state));
      else void this.attempt(() => take(message));
    });
    const asset = (name: string): string =>
      panel.webview.asWebviewUri(Uri.joinPath(extension, 'dist', 'webview', name)).toString();
    panel.webview.options = { enableScripts: true, localResourceRoots: [Uri.joinPath(extension, 'dist', 'webview')] };
    panel.webview.html = panelHtml({
      script: asset('panel.js'),
      drawing: asset('drawSequence.js'),
      style: asset('panel.css'),
      cspSource: panel.webview.cspSource,
      nonce: crypto.randomUUID(),
    });
    panel.iconPath = Uri.joinPath(extension, 'media', 'icon.svg');
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  post(message: HostToPanel): void {
    if (message.type === 'state') this.#state = message.state;
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's function takes no origin
    if (this.#isReady) void this.#panel.webview.postMessage(message);
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
