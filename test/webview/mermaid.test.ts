import { build } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchOptions } from '../../tools/chromium.mjs';
import { mermaidSequence } from '../../src/webview/diagram/mermaid/mermaidPlugin.mjs';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { buildPage, openPanelPage, type PanelPage } from './panelPage';

const root = join(import.meta.dirname, '../..');
const chunks = 'dist/chunks/mermaid.core';

describe('the build takes out of the Mermaid package what it knows, or fails with words', () => {
  let copy: string;

  beforeEach(() => {
    mkdirSync(join(root, 'out'), { recursive: true });
    copy = mkdtempSync(join(root, 'out/mermaid-'));
    const from = join(root, 'node_modules/mermaid');
    cpSync(join(from, 'package.json'), join(copy, 'package.json'));
    cpSync(join(from, chunks), join(copy, chunks), { recursive: true, filter: (file) => !file.endsWith('.map') });
  });
  afterEach(() => rmSync(copy, { recursive: true, force: true }));

  /** What the build says of the copy; nothing where it is made. */
  async function failure(): Promise<string | undefined> {
    const made = build({
      absWorkingDir: root,
      entryPoints: ['src/webview/diagram/mermaid/drawSequence.ts'],
      bundle: true,
      write: false,
      format: 'esm',
      logLevel: 'silent',
      plugins: [mermaidSequence(copy)],
    });
    return made.then(
      () => undefined,
      (error: Error) => error.message,
    );
  }

  /** The files of the copy that hold the text, which is what they are changed for. */
  function change(text: string, to: string): string[] {
    const files = readdirSync(join(copy, chunks)).map((file) => join(copy, chunks, file));
    const having = files.filter((file) => readFileSync(file, 'utf8').includes(text));
    for (const file of having) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(text, to));
    return having;
  }

  const patched = 'return assignWithDepth_default({}, currentConfig);';
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/mermaid/package.json'), 'utf8')) as {
    version: string;
  };

  it('is made of the package as it is', async () => {
    expect(await failure()).toBeUndefined();
  });

  it('fails where the statement that it replaces is written otherwise', async () => {
    expect(change(patched, 'return assignWithDepth_default({}, presentConfig);')).toHaveLength(1);
    const said = await failure();
    expect(said).toContain(`Mermaid ${version} has “${patched}” in ${chunks}/chunk-….mjs 0 times, not once.`);
    expect(said).toContain('mend src/webview/diagram/mermaid/mermaidPlugin.mjs');
  });

  it('fails where the statement stands twice', async () => {
    change(patched, `if (!currentConfig) { ${patched} } ${patched}`);
    expect(await failure()).toContain('2 times, not once');
  });

  it.each(['setSiteConfig', 'encodeEntities', 'utils_default'])('fails where %s is not exported', async (name) => {
    for (const file of change(`  ${name},\n`, '')) expect(file).toMatch(/\.mjs$/);
    const said = await failure();
    expect(said).toContain(`the export “${name}” in ${chunks}/sequenceDiagram-`);
    expect(said).toContain('0 times, not once');
  });

  it('fails where texts are measured otherwise', async () => {
    change('utils_default.calculateTextDimensions(', 'utils_default.calculateTextSize(');
    expect(await failure()).toContain('has “utils_default.calculateTextDimensions(” in');
  });

  it('fails where there is no chunk of the sequence diagram', async () => {
    const [file] = readdirSync(join(copy, chunks)).filter((name) => name.startsWith('sequenceDiagram-'));
    renameSync(join(copy, chunks, file!), join(copy, chunks, 'sequence-AAAA.mjs'));
    expect(await failure()).toContain(`has “sequenceDiagram-….mjs” in ${chunks} 0 times, not once`);
  });
});

describe('a drawing is shown where each arrow has its line, or fails with words', () => {
  let browser: Browser;
  let panel: PanelPage;

  beforeAll(async () => {
    buildPage();
    browser = await chromium.launch(launchOptions());
  }, 60_000);
  beforeEach(async () => {
    panel = await openPanelPage(browser);
  });
  afterEach(async () => {
    await panel.close();
  });
  afterAll(async () => {
    await browser.close();
  });

  const trace = (title: string) => ({ ...nginxTrace, title });
  const notice = () => panel.page.locator('.part-failed[data-part=diagram]');
  const calls = () => panel.page.locator('.canvas > svg:not(.sticky-actors) g.arrow').count();

  it.each([
    { what: 'a line is missing', mark: 'message', how: 'removed', said: '(lines: 28, not 29; texts before' },
    { what: 'a line is not marked as one', mark: 'message', how: 'unmarked', said: '(lines: 28, not 29; texts before' },
    {
      what: 'a text stands elsewhere',
      mark: 'message',
      how: 'moved',
      said: '(texts before their lines: 28, not 29)',
    },
    { what: 'a note is missing', mark: 'note', how: 'removed', said: '(notes: 1, not 2)' },
  ])('fails where $what, tells the host once, and draws the next', async ({ mark, how, said }) => {
    const { page } = panel;
    await panel.show(trace('Start of one'));
    const before = await calls();
    expect(before).toBeGreaterThan(10);
    await page.evaluate(losing, { mark, how });
    await panel.show(trace('Start of two'));
    await expect.poll(() => notice().count()).toBe(1);
    const text = await notice().innerText();
    expect(text).toMatch(/“Start of two” cannot be drawn: Error: Mermaid [\d.]+ drew/);
    expect(text).toContain(said);
    const failed = (await panel.told()).filter((each) => each.type === 'failed');
    expect(failed).toEqual([
      expect.objectContaining({ part: 'diagram', message: expect.stringContaining(said) as string }),
    ]);
    expect(await page.locator('.diagram').isVisible()).toBe(false);
    await panel.show(trace('Start of three'));
    await expect.poll(() => notice().count()).toBe(0);
    expect(await calls()).toBe(before);
  });

  it('draws a call of a component to itself as an arrow that can be pointed at', async () => {
    const [first, ...others] = nginxTrace.messages;
    const messages = [{ ...first!, from: 'kubelet' as const, to: 'kubelet' as const }, ...others];
    await panel.show({ ...trace('Start of one'), messages });
    const group = panel.page.locator(`g.arrow[data-message="${first!.id}"]`).first();
    const [hit, text] = await Promise.all([group.locator('.hit').boundingBox(), group.locator('text').boundingBox()]);
    expect(hit!.width).toBeGreaterThan(20);
    expect(hit!.y).toBeLessThan(text!.y + text!.height);
    expect(hit!.y + hit!.height).toBeGreaterThan(text!.y + text!.height / 2);
  });
});

/** In the page: the third element that Mermaid marks so is lost, once. */
function losing({ mark, how }: { mark: string; how: string }): void {
  // oxlint-disable-next-line typescript/unbound-method -- it is called with each element, below
  const set = Element.prototype.setAttribute;
  let left = mark === 'note' ? 1 : 3;
  Element.prototype.setAttribute = function (this: Element, name: string, value: string): void {
    if (name === 'data-et' && value === mark && --left === 0) {
      Element.prototype.setAttribute = set;
      if (how === 'removed') this.remove();
      if (how === 'moved') this.previousElementSibling?.before(this);
      if (how === 'unmarked') return;
    }
    set.call(this, name, value);
  };
}
