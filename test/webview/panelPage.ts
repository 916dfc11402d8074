import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { existsSync, readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { panelHtml } from '../../src/host/panel/panelHtml';
import { findings } from '../../src/core/panel/findings';
import themes from './themes.json';
import { answersTo } from '../../src/core/panel/answersTo';
import { firstWanted, toldDiagram, wantedNext } from '../../src/core/panel/toldDiagram';
import type {
  Answer,
  ExplainedMemento,
  ExplainedState,
  Findings,
  HostToPanel,
  PanelState,
  PanelToHost,
  Question,
  ShownStart,
  ToldDiagram,
  WantedDiagram,
  WatchedState,
} from '../../src/core/panel/protocol';
import { usualLevel, type Level } from '../../src/core/trace/level';
import type { Trace } from '../../src/core/trace/trace';

const root = join(import.meta.dirname, '../..');
const types: Record<string, string> = { '.js': 'text/javascript', '.css': 'text/css', '.ttf': 'font/ttf' };

export type Theme = keyof typeof themes;

/** What a state has beside its trace; one with `live` is that of a watched start. */
export type Rest = Partial<Omit<ExplainedState, 'kind' | 'memento'> & Pick<WatchedState, 'live' | 'lanes'>> & {
  findings?: Findings;
  memento?: ExplainedMemento;
};

/** The page as the extension opens it, with its real content security policy, and a host made of a list of messages. */
export interface PanelPage {
  page: Page;
  /** What the page has told the host. */
  told(): Promise<PanelToHost[]>;
  send(message: HostToPanel): Promise<void>;
  /** Sends a trace and waits for its drawing. */
  show(trace: Trace, rest?: Rest): Promise<void>;
  setTheme(theme: Theme): Promise<void>;
  saved(): Promise<unknown>;
  /** Errors and violations of the policy. */
  complaints: string[];
  close(): Promise<void>;
}

export interface PageOptions {
  width?: number;
  height?: number;
  theme?: Theme;
  /** What the page saved before. */
  saved?: unknown;
  /** What the host says was chosen before; the usual one where it says nothing. */
  level?: Level;
  /** What the page's HTML brings. */
  brings?: PanelState;
  /** A command brought the panel to the front. */
  hasFocus?: boolean;
  /** Its script comes to nothing, as in a browser that is too old. */
  isBroken?: boolean;
}

/** How the page of a test asks its host. */
interface Answering {
  answersTo: (asked: Question[]) => Promise<Answer[]>;
  diagramFor: (wanted: WantedDiagram) => Promise<ToldDiagram | undefined>;
}

function built(name: string): string {
  return readFileSync(join(root, 'dist/webview', name), 'utf8');
}

export async function openPanelPage(
  browser: Browser,
  {
    width = 700,
    height = 900,
    theme = 'dark',
    saved,
    level = usualLevel,
    brings,
    hasFocus = false,
    isBroken = false,
  }: PageOptions = {},
): Promise<PanelPage> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      response.setHeader('content-type', 'text/html');
      response.end(
        panelHtml({
          script: isBroken ? '' : built('panel.js'),
          drawing: built('drawSequence.js'),
          style: built('panel.css'),
          font: '/codicon.ttf',
          cspSource: "'self'",
          nonce: 'test',
          level,
          hasFocus,
          brought: brings && { type: 'state', state: brings },
        }),
      );
      return;
    }
    const file = join(root, 'dist/webview', path);
    response.statusCode = existsSync(file) ? 200 : 404;
    response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
    response.end(existsSync(file) ? readFileSync(file) : '');
  }).listen(0, '127.0.0.1');
  const page = await browser.newPage({ viewport: { width, height } });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  // The host answers what it is asked of the start that it sent last, as the extension's does.
  let sent: ShownStart | undefined = brings?.shown;
  let wantedLast: WantedDiagram | undefined;
  await page.exposeFunction('answersTo', (questions: Question[]) => answersTo(sent?.trace, questions));
  await page.exposeFunction('diagramFor', (wanted: WantedDiagram) => {
    if (!sent) return undefined;
    const diagram = toldDiagram(sent, wanted);
    if (!wanted.messages) wantedLast = wantedNext(diagram);
    return diagram;
  });
  await page.addInitScript(
    ({ variables, kept }) => {
      const host = { told: [] as unknown[], saved: kept };
      Object.assign(window, {
        host,
        acquireVsCodeApi: () => ({
          postMessage: (message: PanelToHost) => {
            host.told.push(message);
            const { answersTo: ask, diagramFor } = window as unknown as Answering;
            if (message.type === 'askDiagram')
              void diagramFor(message.wanted).then(
                (diagram) => diagram && window.postMessage({ type: 'diagram', diagram }, '*'),
              );
            if (message.type !== 'ask') return;
            void ask(message.questions).then((answers) => window.postMessage({ type: 'answers', answers }, '*'));
          },
          getState: () => host.saved,
          setState: (next: unknown) => (host.saved = next),
        }),
      });
      document.addEventListener('DOMContentLoaded', () => {
        for (const [name, value] of Object.entries(variables))
          document.documentElement.style.setProperty(`--vscode-${name}`, value);
      });
    },
    { variables: themes[theme], kept: saved },
  );
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);

  /** What the extension expects the page to want; of a start that is none, it would have sent nothing. */
  const firstOf = ({ trace }: ShownStart) => (Array.isArray(trace.messages) ? firstWanted(trace, level) : undefined);
  const told = () => page.evaluate(() => (window as unknown as { host: { told: PanelToHost[] } }).host.told);
  const send = (message: HostToPanel) => {
    if (message.type === 'state') sent = message.state.shown;
    const wanted = sent && message.type === 'state' ? (wantedLast ?? firstOf(sent)) : undefined;
    const diagram = sent && wanted && toldDiagram(sent, wanted);
    return page.evaluate((one) => window.postMessage(one, '*'), { ...message, ...(diagram && { diagram }) });
  };
  const drawings = async () => (await told()).filter(({ type }) => type === 'drawn').length;
  return {
    page,
    complaints,
    told,
    send,
    async show(trace, { findings: given, live, lanes, ...rest } = {}) {
      const before = await drawings();
      const shown = { title: trace.title, shown: { trace, findings: given ?? findings(trace) } };
      const watched = { context: 'kind', namespace: 'default', target: 'pod/web' };
      await send({
        type: 'state',
        state: live
          ? { kind: 'watched', ...shown, ...rest, live, ...(lanes && { lanes }), memento: { watched } }
          : {
              kind: 'explained',
              document: 'nginx.yaml',
              faults: [],
              memento: { uri: 'file:///nginx.yaml', faults: [] },
              ...shown,
              ...rest,
            },
      });
      while ((await drawings()) === before) await page.waitForTimeout(5);
    },
    async setTheme(next) {
      await page.evaluate((variables) => {
        const { style } = document.documentElement;
        for (const name of Array.from(style)) if (name.startsWith('--vscode-')) style.removeProperty(name);
        for (const [name, value] of Object.entries(variables)) style.setProperty(`--vscode-${name}`, value);
      }, themes[next]);
    },
    saved: () => page.evaluate(() => (window as unknown as { host: { saved: unknown } }).host.saved),
    async close() {
      await page.close();
      server.close();
    },
  };
}
