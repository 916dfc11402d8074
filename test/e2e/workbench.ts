import { chromium, type Browser, type FrameLocator, type Locator, type Page } from 'playwright-core';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { launchOptions } from '../../tools/chromium.mjs';
import { startServer, workbenchUrl, type Server, type ServerOptions } from '../../tools/vscodeServer.mjs';

export const root = join(import.meta.dirname, '../..');
/** Where pictures go: those of the README only when that is asked for, as no two machines draw them alike. */
export const pictures = join(root, process.env['POD_STARTUP_SCREENSHOTS'] ? 'media/screenshots' : 'out/screenshots');

/** VS Code in a browser, driven as a person would. */
export class Workbench {
  /** What the console of a page with our panel says against it. */
  readonly complaints: string[] = [];

  private constructor(
    readonly page: Page,
    readonly folder: string,
    private readonly browser: Browser,
    private readonly server: Server,
  ) {
    page.on('console', (message) => {
      const text = message.text();
      if (/Content Security Policy/.test(text) && /pod-startup|panel/i.test(text)) this.complaints.push(text);
    });
  }

  /** Opens a copy of samples/; the extension is the project's folder (or another's), or comes from packages that are installed first. */
  static async open(
    options: ServerOptions & { width?: number; height?: number; extension?: string } = {},
  ): Promise<Workbench> {
    const { width = 1440, height = 900, extension: source = root, ...serverOptions } = options;
    const folder = mkdtempSync(join(tmpdir(), 'pod-startup-e2e-'));
    cpSync(join(root, 'samples'), folder, { recursive: true });
    // What fades answers to no click, and a click on what fades goes nowhere: a person would click again.
    const settings = { 'workbench.reduceMotion': 'on', ...serverOptions.settings };
    const server = await startServer({ ...serverOptions, settings });
    const browser = await chromium.launch(launchOptions());
    const context = await browser.newContext({ viewport: { width, height } });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const page = await context.newPage();
    const extension = options.vsix ? {} : { extension: source };
    await page.goto(workbenchUrl(server, { folder, ...extension }));
    await page.locator('.monaco-workbench').waitFor();
    return new Workbench(page, folder, browser, server);
  }

  /**
   * Writes a file into the open folder, and waits until the explorer has it. What is written while VS Code begins to watch
   * the folder may go unseen: then it goes, for longer than the watcher puts news together, and is made again.
   */
  async addFile(name: string, content: string | Uint8Array): Promise<void> {
    const path = join(this.folder, name);
    const item = this.page.getByRole('treeitem', { name });
    for (let tries = 0; tries < 10; tries++) {
      if (tries > 0) {
        rmSync(path);
        await this.page.waitForTimeout(2000);
      }
      writeFileSync(path, content);
      const isSeen = await item.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (isSeen) return;
    }
    throw new Error(`the explorer does not show ${name}, which is in the folder`);
  }

  async openFile(name: string): Promise<void> {
    await this.page.getByRole('treeitem', { name }).dblclick();
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
    await this.page.locator('.editor-group-container.active .view-line').first().waitFor();
  }

  /** Runs a command from the palette by its title. An extension's commands are there a moment after the window. */
  async command(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-box input');
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    // One that was answered just now fades, and takes no key then.
    await input.waitFor({ state: 'hidden', timeout: 1000 }).catch(() => undefined);
    for (let tries = 0; ; tries++) {
      await this.page.keyboard.press('F1');
      // A key that comes while one fades opens none, and one that fades late takes the list with it.
      const isRun = await input
        .fill(`>${title}`, { timeout: 5000 })
        .then(() => row.click({ timeout: 10_000 }))
        .then(
          () => true,
          () => false,
        );
      if (isRun) return;
      if (tries === 20) throw new Error(`the palette has no ${title}`);
      await this.page.keyboard.press('Escape');
    }
  }

  /** The notification that has these words. A center that was opened before it came does not show it: then it is opened again. */
  async notification(words: string | RegExp): Promise<Locator> {
    const message = this.page
      .locator('.notifications-center .notification-list-item-message', { hasText: words })
      .first();
    for (let tries = 0; tries < 10; tries++) {
      await this.command('Notifications: Show Notifications');
      const isThere = await message.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (isThere) return message;
    }
    throw new Error(`no notification says ${String(words)}`);
  }

  async setTheme(name: string): Promise<void> {
    await this.page.locator('.editor-group-container .monaco-editor').first().click();
    await this.page.keyboard.press('Control+k');
    await this.page.keyboard.press('Control+t');
    const input = this.page.locator('.quick-input-box input');
    await input.waitFor();
    await input.fill(name);
    await this.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().waitFor();
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** Moves the border between the editor and the panel to the right by so many pixels. */
  async moveBorder(by: number): Promise<void> {
    const box = await this.page.locator('.editor-group-container').nth(1).boundingBox();
    if (!box) throw new Error('there is no panel beside the editor');
    const [x, y] = [box.x, box.y + box.height / 2];
    await this.page.mouse.move(x, y);
    await this.page.mouse.down();
    await this.page.mouse.move(x + by, y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** The panel's page: a frame in a frame. */
  panel(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  }

  /** Waits until the panel has drawn. */
  async drawn(): Promise<void> {
    await this.panel().locator('body.drawn').waitFor();
  }

  /** The methods on the diagram's calls, from top to bottom. */
  async calls(): Promise<string[]> {
    return this.panel().locator('.canvas > svg:not(.sticky-actors) g.arrow.request .method').allTextContents();
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
