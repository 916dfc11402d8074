// What the panel's page takes of a browser by itself, without VS Code: its scripts' size, drawing, steps, long starts, memory.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** How often each thing is done; the median counts. */
const times = 9;

/**
 * @param bench the printing and measuring of bench.mjs: `line`, `ms`, `median`, `load`, `root`
 */
export async function pageBench({ line, ms, median, load, root }) {
  const { openPanelPage, buildPage, simulatedSample, message, nginxTrace, sequenceDiagram, atLevel } = await load(
    'page',
    `export { openPanelPage, buildPage } from './test/webview/panelPage';
     export { simulatedSample } from './test/webview/simulatedSample';
     export { message, nginxTrace } from './test/core/diagram/nginxTrace';
     export { sequenceDiagram } from './src/core/diagram/sequenceDiagram';
     export { atLevel } from './src/core/trace/atLevel';`,
  );
  const { chromium } = await import('playwright-core');
  const { launchOptions } = await import('./chromium.mjs');
  buildPage();
  const bytes = statSync(join(root, 'dist/webview/panel.js')).size;
  line("the page's scripts without Mermaid", `${(bytes / 1000).toFixed(0)} KB`, '< 150 KB');

  const browser = await chromium.launch(launchOptions());
  /** A start of so many calls. */
  const long = (count) => ({
    ...nginxTrace,
    notes: [],
    messages: Array.from({ length: count }, (_, i) =>
      message({
        id: `${i}`,
        from: 'kubelet',
        to: i % 3 ? 'runtimeService' : 'imageService',
        protocol: 'CRI',
        method: i % 2 ? 'CreateContainer' : 'StartContainer',
        response: {},
        from_ms: i,
        to_ms: i + 0.5,
      }),
    ),
  });
  const medianOf = async (run) => {
    const all = [];
    for (let i = 0; i < times; i++) all.push(await run(i));
    return median(all);
  };
  /** Milliseconds from a message of the host to what it shall show, laying out included. */
  const taking = ({ page }, data, shows) =>
    page.evaluate(
      async ([sent, selector]) => {
        const { port1, port2 } = new MessageChannel();
        const turn = () =>
          new Promise((done) => {
            port1.addEventListener('message', done, { once: true });
            port2.postMessage(0);
          });
        port1.start();
        const since = performance.now();
        window.dispatchEvent(new MessageEvent('message', { data: sent }));
        do {
          await turn();
          if (performance.now() - since > 10_000) throw new Error(`${selector} does not come`);
        } while (!document.querySelector(selector));
        document.body.getBoundingClientRect();
        return performance.now() - since;
      },
      [data, shows],
    );
  const inDiagram = (id) => `.canvas > svg:not(.sticky-actors) g.arrow.request.selected[data-message="${id}"]`;
  const inStory = (id) => `.story [aria-current][data-message="${id}"]`;
  const selecting = (panel, id, shown) => taking(panel, { type: 'select', message: id }, shown(id));
  const drawing = async (panel, trace) => {
    await panel.show({ ...trace });
    const told = await panel.told();
    return told.findLast(({ type }) => type === 'drawn').milliseconds;
  };
  try {
    const nginx = simulatedSample('nginx');
    const panel = await openPanelPage(browser, { width: 1280, height: 800 });
    await panel.show(nginx);
    const edited = (i) => ({
      ...nginx,
      messages: nginx.messages.map((one, at) => (at === i ? { ...one, method: `${one.method} x${i}` } : one)),
    });
    line('redraw after an edit: the page', ms(await medianOf((i) => drawing(panel, edited(i)))), '< 100 ms');
    const steps = atLevel(nginx, 2).messages.map(({ id }) => id);
    const stepping = (at, ids, shown) => (i) => taking(at, { type: 'step', by: 1 }, shown(ids[i + 1]));
    await selecting(panel, steps[0], inDiagram);
    line('a step in the diagram', ms(await medianOf(stepping(panel, steps, inDiagram))), '< 16 ms');
    await panel.page.getByRole('button', { name: 'Story', exact: true }).click();
    await selecting(panel, steps[0], inStory);
    line('a step in the story', ms(await medianOf(stepping(panel, steps, inStory))), '< 16 ms');
    await panel.close();

    const some = long(300);
    const fresh = await openPanelPage(browser, { width: 1280, height: 800 });
    await fresh.show(nginx);
    const plain = await plainMermaid(browser, root);
    const { text, arrows } = sequenceDiagram(some);
    const theirs = [];
    const ours = await medianOf(async (i) => {
      theirs.push(await plain.draw(text));
      // Nothing of one drawing is used in the next.
      const messages = some.messages.map((one) => ({ ...one, method: `${one.method}${i}`, id: `${i} ${one.id}` }));
      return drawing(fresh, { ...some, messages });
    });
    line('300 messages drawn', ms(ours), '< 500 ms');
    console.log(`  plain Mermaid takes ${ms(median(theirs))} for the same part of ${arrows.length} arrows`);
    await plain.close();

    const many = long(5000);
    await drawing(fresh, many);
    const ids = many.messages.map(({ id }) => id);
    const picks = [100, 4999, 2500, 2501, 0, 3000, 17, 4000, 1200].map(String);
    const far = await medianOf((i) => selecting(fresh, picks[i], inDiagram));
    line('5,000 messages: a call selected anywhere', ms(far), '< 100 ms');
    await selecting(fresh, ids[0], inDiagram);
    line('5,000 messages: a step', ms(await medianOf(stepping(fresh, ids, inDiagram))), '< 100 ms');
    await fresh.page.getByRole('button', { name: 'Story', exact: true }).click();
    const told = await medianOf((i) => selecting(fresh, picks[i], inStory));
    line('5,000 messages: a call selected anywhere in the story', ms(told), '< 100 ms');
    await fresh.close();

    const again = await openPanelPage(browser, { width: 1280, height: 800 });
    const client = await again.page.context().newCDPSession(again.page);
    const heap = async () => {
      await client.send('HeapProfiler.collectGarbage');
      return (await client.send('Runtime.getHeapUsage')).usedSize;
    };
    const sizes = new Map();
    for (let i = 1; i <= 200; i++) {
      await again.show(edited(i % nginx.messages.length));
      if (i % 10 === 0) await again.page.evaluate(() => (window.host.told.length = 0));
      if (i === 20 || i === 200) sizes.set(i, await heap());
    }
    const more = 100 * (sizes.get(200) / sizes.get(20) - 1);
    line('memory after 200 redraws, beside 20', `${more > 0 ? '+' : ''}${more.toFixed(0)} %`, '< +20 %');
    await again.close();
  } finally {
    await browser.close();
  }
}

/** A page with Mermaid as it is published, which draws a text and says in how many milliseconds. */
async function plainMermaid(browser, root) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.setContent('<div id="place"></div>');
  await page.addScriptTag({ content: readFileSync(join(root, 'node_modules/mermaid/dist/mermaid.min.js'), 'utf8') });
  await page.evaluate(() => window.mermaid.initialize({ startOnLoad: false, maxTextSize: 1e7, maxEdges: 1e5 }));
  let count = 0;
  return {
    draw: (text) =>
      page.evaluate(
        async ([given, id]) => {
          const since = performance.now();
          const { svg } = await window.mermaid.render(id, given);
          document.querySelector('#place').innerHTML = svg;
          document.body.getBoundingClientRect();
          return performance.now() - since;
        },
        [text, `plain${count++}`],
      ),
    close: () => page.close(),
  };
}
