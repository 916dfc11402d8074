import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sample, string, stringMatching } from 'fast-check';
import { chromium, type Browser, type Page } from 'playwright-core';
import { openPanelPage, type PanelPage } from '../webview/panelPage';
import { launchOptions } from '../../tools/chromium.mjs';
import { message, nginxTrace } from '../core/diagram/nginxTrace';
import { sequenceDiagram } from '../../src/core/diagram/sequenceDiagram';
import type { Trace } from '../../src/core/trace/trace';

let browser: Browser;
let panel: PanelPage;
/** A page that has all of Mermaid, as who embeds the exported text in Markdown has, and nothing of ours. */
let reader: Page;

beforeAll(async () => {
  browser = await chromium.launch(launchOptions());
  panel = await openPanelPage(browser);
  reader = await browser.newPage();
  await reader.addScriptTag({ path: join(import.meta.dirname, '../../node_modules/mermaid/dist/mermaid.min.js') });
});
afterAll(async () => {
  await panel.close();
  await browser.close();
});

const known = [
  '<img src=x onerror=alert(1)>',
  '</text><script>alert(1)</script>',
  '<svg><foreignObject><iframe src="javascript:alert(1)"/></foreignObject></svg>',
  ']]><script>alert(1)</script><![CDATA[',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '"><a xlink:href="javascript:alert(1)" onclick=alert(1)>x</a>',
  '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>&x;',
  'x\nkubelet->>registry: forged',
  'x\rkubelet->>registry: forged',
  'x\u2028kubelet->>registry: forged',
  'x\u0085kubelet->>registry: forged',
  'x; kubelet->>registry: forged',
  'x#59; kubelet->>registry: forged',
  'x%%{init: {"securityLevel": "loose"}}%%',
  '---\nconfig:\n  securityLevel: loose\n---',
  'link kubelet: Home @ javascript:alert(1)',
  'links kubelet: {"a": "javascript:alert(1)"}',
  'click kubelet call alert(1)',
  'end',
  'alt x\nelse y\nend',
  'participant evil as evil',
  'box red x',
  'rect rgb(0,0,0)',
  'autonumber',
  'create participant x',
  'destroy kubelet',
  '$$\\href{javascript:alert(1)}{x}$$',
  '\u0000\u0001\u001b[2J\u007f\u009b',
  'half \ud800 of one, \udc00 of another',
  '\ufffe\uffff',
  'right \u202e to left',
  'ﬂ°°59¶ß',
  '',
  ' ',
];
const seed = Number(process.env['POD_STARTUP_SEED'] ?? 10);
const random = [
  ...sample(string({ unit: 'binary', minLength: 1, maxLength: 40 }), { numRuns: 60, seed }),
  ...sample(stringMatching(/^[-<>"'&;:#%{}()$\\+x/ \n\r,=!]{1,30}$/), { numRuns: 60, seed }),
];
const hostile = [...known, ...random];

/** A trace with a text wherever a trace has one of others. */
const traceOf = (texts: readonly string[]): Trace => ({
  ...nginxTrace,
  title: texts.join(' '),
  notes: texts.map((text, i) => ({
    over: ['kubelet'],
    text,
    at: { at: i, precision: 0 },
    source: 'simulated',
    after: `${i}`,
  })),
  messages: texts.map((text, i) => ({
    ...message({
      id: `${i}`,
      from: 'kubelet',
      to: i % 2 === 0 ? 'runtimeService' : 'imageService',
      protocol: 'CRI',
      method: i % 3 === 0 ? 'PullImage' : text,
      from_ms: i,
      to_ms: i + 1,
    }),
    request: { image: { image: text } },
    response: { image_ref: text },
    subject: { namespace: text, pod: text, container: text },
    outcome: i % 5 === 0 ? { ok: false, code: text, text } : { ok: true },
  })),
});
/** Few enough for one page each. */
const groups = Array.from({ length: Math.ceil(hostile.length / 40) }, (_, i) => hostile.slice(40 * i, 40 * i + 40));

/** What of an SVG file could run, fetch or lead somewhere. */
function found(svg: string): string[] {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
  const allowed = ['svg', 'g', 'rect', 'line', 'path', 'text', 'tspan', 'defs', 'marker', 'circle', 'polygon', 'title'];
  return [...parsed.querySelectorAll('*')].flatMap((each) => [
    ...(each.namespaceURI === 'http://www.w3.org/2000/svg' && allowed.includes(each.localName)
      ? []
      : [`<${each.nodeName}> ${each.textContent.slice(0, 200)}`]),
    ...each
      .getAttributeNames()
      .filter(
        (name) =>
          /^on|href|style|src/i.test(name) || /javascript:|url\((?!["']?#)/i.test(each.getAttribute(name) ?? ''),
      )
      .map((name) => `${each.nodeName} ${name}=${each.getAttribute(name)}`),
  ]);
}

test.each(groups.map((texts, i) => ({ texts, from: 40 * i })))(
  `an exported SVG holds hostile text as text, and draws as PNG (seed ${seed}, from $from)`,
  async ({ texts }) => {
    await panel.show(traceOf(texts));
    const already = (await panel.told()).filter(({ type }) => type === 'drawing').length;
    await panel.send({ type: 'draw', format: 'svg' });
    await panel.send({ type: 'draw', format: 'png' });
    const drawings = async () =>
      (await panel.told()).flatMap((each) => (each.type === 'drawing' ? [each] : [])).slice(already);
    await expect.poll(async () => (await drawings()).length).toBe(2);
    const { content } = (await drawings())[0]!;
    expect(await reader.evaluate(found, content)).toEqual([]);
    expect((await panel.told()).filter(({ type }) => type === 'failed')).toEqual([]);
    expect(panel.complaints).toEqual([]);

    const opened = await browser.newPage();
    const events: string[] = [];
    opened.on('dialog', (dialog) => void dialog.dismiss().then(() => events.push('dialog')));
    opened.on('request', (request) => events.push(request.url().slice(0, 40)));
    await opened.goto(`data:image/svg+xml;base64,${Buffer.from(content).toString('base64')}`);
    await opened.close();
    expect(events.filter((event) => !event.startsWith('data:'))).toEqual([]);
  },
);

test.each(groups.map((texts, i) => ({ texts, from: 40 * i })))(
  `exported Mermaid text has the calls, and nothing that a name made (seed ${seed}, from $from)`,
  async ({ texts }) => {
    const { text, arrows, lanes } = sequenceDiagram(traceOf(texts), { pageSize: Infinity });
    const drawn = await reader.evaluate(async (source) => {
      const { mermaid } = window as unknown as {
        mermaid: { render(id: string, text: string): Promise<{ svg: string }> };
      };
      const { svg } = await mermaid.render('drawn', source);
      const parsed = new DOMParser().parseFromString(svg, 'text/html');
      const count = (selector: string) => parsed.querySelectorAll(selector).length;
      return {
        arrows: count('[data-et="message"]'),
        actors: count('g[data-et="participant"]'),
        notes: count('.note'),
        loops: count('.loopLine'),
        links: count('a, script, iframe, img, foreignObject'),
      };
    }, text);
    expect(drawn).toMatchObject({ arrows: arrows.length, actors: lanes.length, loops: 0, links: 0 });
    expect(drawn.notes).toBe(texts.length);
  },
);
