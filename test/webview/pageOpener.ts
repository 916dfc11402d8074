import { afterAll, afterEach, beforeAll } from 'vitest';
import { chromium, type Browser } from 'playwright-core';
import { openPanelPage, type PageOptions, type PanelPage } from './panelPage';
import { launchOptions } from '../../tools/chromium.mjs';

/**
 * Gives the tests of a file, or of the block in which it is called, a browser; returns what opens the
 * page there. The one that was opened last is closed after each test.
 */
export function pageOpener(): (options?: PageOptions) => Promise<PanelPage> {
  let browser: Browser;
  let opened: PanelPage | undefined;

  beforeAll(async () => {
    browser = await chromium.launch(launchOptions());
  });
  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });
  afterAll(async () => {
    await browser.close();
  });

  return async (options) => (opened = await openPanelPage(browser, options));
}
