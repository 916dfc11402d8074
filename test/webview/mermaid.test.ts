import { build } from 'esbuild';
import { chromium, type Browser } from 'playwright-core';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchOptions } from '../../tools/chromium.mjs';
import { mermaidSequence } from '../../src/webview/diagram/mermaid/mermaidPlugin.mjs';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { pageOpener } from './pageOpener';
import type { PanelPage } from './panelPage';

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

  /** The bundle that is made of the copy. */
  const built = (entry: string) =>
    build({
      absWorkingDir: root,
      stdin: { contents: entry, resolveDir: join(root, 'src/webview/diagram/mermaid'), loader: 'ts' },
      bundle: true,
      write: false,
      format: 'esm',
      logLevel: 'silent',
      plugins: [mermaidSequence(copy)],
    });

  /** What the build says of the copy; nothing where it is made. */
  async function failure(): Promise<string | undefined> {
    return built("export * from './drawSequence';").then(
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

  const chunk = (start: string) => {
    const [name] = readdirSync(join(copy, chunks)).filter((file) => file.startsWith(start));
    return join(copy, chunks, name!);
  };
  const append = (file: string, text: string) => writeFileSync(file, `${readFileSync(file, 'utf8')}\n${text}\n`);

  const patched = 'return assignWithDepth_default({}, currentConfig);';
  const expression = 'assignWithDepth_default({}, currentConfig)';
  const otherwise = 'return assignWithDepth_default({}, presentConfig);';
  const measures = 'utils_default.calculateTextDimensions(';
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules/mermaid/package.json'), 'utf8')) as {
    version: string;
  };

  it('is made of the package as it is', async () => {
    expect(await failure()).toBeUndefined();
  });

  it('fails where the statement that it replaces is written otherwise', async () => {
    expect(change(patched, otherwise)).toHaveLength(1);
    const said = await failure();
    expect(said).toContain(`Mermaid ${version} has “${expression}” in ${chunks} 0 times, not once.`);
    expect(said).toContain('mend src/webview/diagram/mermaid/mermaidPlugin.mjs');
  });

  it.each([
    { where: 'in a comment of a line', text: `// ${patched}` },
    { where: 'in a comment that stays in a bundle', text: `/*! ${patched} */` },
    { where: 'in a text', text: `export var text = '${patched}';` },
    { where: 'in a function that nothing uses', text: `function unused(currentConfig) { ${patched} }` },
    { where: 'in a function that is another', text: `export function another(currentConfig) { ${patched} }` },
    { where: 'beside another copy', text: `export var a = () => { if (1 > 2) { ${patched} } ${otherwise} };` },
  ])('fails where the statement is written otherwise and stands $where', async ({ text }) => {
    for (const file of change(patched, otherwise)) append(file, text);
    expect(await failure()).toContain(
      `“${expression}” as all that the export “getConfig” returns in ${chunks} 0 times, not once`,
    );
  });

  it.each([
    `if (!currentConfig) { ${patched} } ${patched}`,
    `const copied = assignWithDepth_default({}, currentConfig); return copied;`,
  ])('fails where getConfig does something else, too: %s', async (body) => {
    change(patched, body);
    expect(await failure()).toContain('as all that the export “getConfig” returns');
  });

  it.each(['sequenceDiagram-', 'chunk-6MUBBAK2'])(
    'fails where the statement stands a second time in %s',
    async (start) => {
      append(chunk(start), `export function copy(currentConfig) { ${patched} } copy({});`);
      expect(await failure()).toContain(`“${expression}” in ${chunks} 2 times, not once`);
    },
  );

  it('is made where the statement stands a second time in a comment', async () => {
    append(chunk('sequenceDiagram-'), `/* ${patched} ${measures}) */`);
    expect(await failure()).toBeUndefined();
  });

  it.each(['{}', '{ "version": "" }', '{ "version": 12 }'])(
    'fails where the package says of itself: %s',
    async (text) => {
      writeFileSync(join(copy, 'package.json'), text);
      expect(await failure()).toMatch(/The package.json of Mermaid in \S+ names no version/);
    },
  );

  it.each(['setSiteConfig', 'encodeEntities', 'utils_default'])('fails where %s is not exported', async (name) => {
    for (const file of change(`  ${name},\n`, '')) expect(file).toMatch(/\.mjs$/);
    const said = await failure();
    expect(said).toContain(`the export “${name}” in ${chunks}/sequenceDiagram-`);
    expect(said).toContain('0 times, not once');
  });

  it.each([
    { what: 'all texts are measured otherwise', left: 0, text: '' },
    { what: 'one text is', left: 10, text: '' },
    { what: 'one is, and a comment tells of it', left: 10, text: `// ${measures}text)` },
    {
      what: 'one is, and a function measures that nothing uses',
      left: 10,
      text: `function unused() { ${measures}''); }`,
    },
    { what: 'one more is measured', left: 11, text: `export function another() { return ${measures}''); }`, found: 12 },
  ])('fails where $what', async ({ left, text, found = left }) => {
    const file = chunk('sequenceDiagram-');
    const parts = readFileSync(file, 'utf8').split(measures);
    expect(parts).toHaveLength(12);
    const renamed = parts.slice(left + 1).map((part) => `utils_default.calculateTextSize(${part}`);
    writeFileSync(file, parts.slice(0, left + 1).join(measures) + renamed.join('') + `\n${text}\n`);
    expect(await failure()).toContain(
      `has calls of “utils_default.calculateTextDimensions” in ${chunks} ${found} times, not 11`,
    );
  });

  it('fails where the object has another function to measure texts with', async () => {
    const file = chunk('chunk-6MUBBAK2');
    const text = readFileSync(file, 'utf8');
    const at = text.indexOf('calculateTextDimensions', text.indexOf('var utils_default ='));
    writeFileSync(file, `${text.slice(0, at)}calculateTextSize: ${text.slice(at)}`);
    expect(await failure()).toContain(
      `has “calculateTextDimensions” among the properties of “utils_default” in ${chunks}/chunk-`,
    );
  });

  it('fails where there is no chunk of the sequence diagram', async () => {
    const [file] = readdirSync(join(copy, chunks)).filter((name) => name.startsWith('sequenceDiagram-'));
    renameSync(join(copy, chunks, file!), join(copy, chunks, 'sequence-AAAA.mjs'));
    expect(await failure()).toContain(`has “sequenceDiagram-….mjs” in ${chunks} 0 times, not once`);
  });

  describe('a drawing fails with words where what is written anew is there, and is passed by', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch(launchOptions());
    });
    afterAll(() => browser.close());

    /** What the drawing says that a bundle of the copy makes; nothing where it is made. */
    async function drawn(): Promise<string | undefined> {
      const { outputFiles } = await built(
        `import { drawSequence } from './drawSequence';
        const written = { text: 'sequenceDiagram\\na->>b: call', arrows: 1, notes: 0 };
        const drawing = drawSequence(written, document.querySelector('svg'), { family: 'sans-serif', size: 12 });
        window.drawn = drawing.then(() => undefined, (error) => error.message);`,
      );
      const page = await browser.newPage();
      try {
        await page.setContent('<svg id="drawing"></svg>');
        await page.addScriptTag({ type: 'module', content: outputFiles[0]!.text });
        await page.waitForFunction(() => 'drawn' in window);
        return await page.evaluate(() => (window as unknown as { drawn: Promise<string | undefined> }).drawn);
      } finally {
        await page.close();
      }
    }

    it('draws by the package as it is', async () => {
      expect(await drawn()).toBeUndefined();
    });

    it('getConfig', async () => {
      const copied = '{ ...currentConfig, sequence: { ...currentConfig.sequence } }';
      change('var getConfig = ', `globalThis.saved = () => (${copied});\nvar getConfig = `);
      for (const file of change('getConfig', 'getConfig')) {
        const text = readFileSync(file, 'utf8');
        const calls = /(?<![.\w])getConfig2?\(\)(?! \{)/g;
        writeFileSync(file, text.replaceAll(calls, '(globalThis.never ? $& : globalThis.saved())'));
      }
      expect(await drawn()).toBe(
        `Mermaid ${version} drew without calling getConfig as it is written for it, and so takes too long`,
      );
    });

    it('calculateTextDimensions', async () => {
      const size = '{ width: 9, height: 9, lineHeight: 9 }';
      change(measures, `(globalThis.never ? () => ${measures}'', {}) : () => (${size}))(`);
      expect(await drawn()).toBe(
        `Mermaid ${version} drew without calling calculateTextDimensions as it is written for it, and so takes too long`,
      );
    });
  });
});

describe('a drawing is shown where each arrow has its line, or fails with words', () => {
  const openPage = pageOpener();
  let panel: PanelPage;

  beforeEach(async () => {
    panel = await openPage();
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
    { what: 'a note is missing', mark: 'note', how: 'removed', said: '(notes: 7, not 8)' },
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
