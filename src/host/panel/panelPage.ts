import { Uri, type WebviewPanel } from 'vscode';
import { isPanelMessage } from './isPanelMessage';
import { panelHtml } from './panelHtml';
import type { HostToPanel, PanelToHost } from '../../core/panel/protocol';

/** The page of a webview panel: its HTML, and the messages to and from it. */
export class PanelPage {
  readonly #panel: WebviewPanel;
  #isReady = false;

  /** `take` gets what the page says; nothing is sent before it said `ready`. */
  constructor(panel: WebviewPanel, extension: Uri, take: (message: PanelToHost) => Promise<void>) {
    this.#panel = panel;
    panel.webview.onDidReceiveMessage((message: unknown) => {
      if (!isPanelMessage(message)) return;
      if (message.type === 'ready') this.#isReady = true;
      void take(message);
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
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- VS Code's function takes no origin
    if (this.#isReady) void this.#panel.webview.postMessage(message);
  }
}
