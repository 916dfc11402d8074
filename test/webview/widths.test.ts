import { expect, test } from 'vitest';
import { pageOpener } from './pageOpener';
import { violations } from './violations';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { simulatedSample } from './simulatedSample';
import type { PanelPage } from './panelPage';

const openPage = pageOpener();
let panel: PanelPage;
const nginx = simulatedSample('nginx');

const diagram = () => panel.page.locator('.diagram');
const heads = () =>
  panel.page.locator('.sticky-actors g.head').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
/** The height of the smallest letters, in pixels of the screen. */
const letters = () =>
  diagram().evaluate((root) =>
    Math.min(
      ...[...root.querySelectorAll<SVGTextElement>('.canvas > svg:not(.sticky-actors) text')].map((text) => {
        const svg = text.ownerSVGElement!;
        return (
          (parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width) / svg.viewBox.baseVal.width
        );
      }),
    ),
  );
/** Pixels by which anything of the diagram stands over its right edge. */
const beyond = () =>
  diagram().evaluate((root) =>
    Math.max(
      ...[...root.querySelectorAll('.canvas > svg:not(.sticky-actors) :is(text, .head, rect.actor)')].map(
        (one) => one.getBoundingClientRect().right - root.getBoundingClientRect().right,
      ),
    ),
  );

test.each([400, 500, 700, 900])(
  'at %i px, all actors and labels are in sight, in letters that can be read',
  async (width) => {
    panel = await openPage({ width });
    for (const trace of [nginx, nginxTrace]) {
      await panel.show(trace);
      if (process.env['POD_STARTUP_LOOK'])
        await panel.page.screenshot({
          path: `${process.env['POD_STARTUP_LOOK']}/w${width}-${trace === nginx ? 'a' : 'b'}.png`,
        });
      expect(await diagram().evaluate((root) => root.scrollWidth - root.clientWidth)).toBeLessThanOrEqual(0);
      expect(await letters()).toBeGreaterThanOrEqual(10.99);
      expect(await beyond()).toBeLessThanOrEqual(0);
    }
    expect(await violations(panel)).toEqual([]);
    expect(panel.complaints).toEqual([]);
  },
);

test('a page that grows narrow, and wide again, is drawn anew for its width, with what is selected', async () => {
  panel = await openPage({ width: 1400 });
  await panel.show(nginx);
  expect(await heads()).toContain('scheduler');
  await panel.page.locator('g.arrow.request').nth(3).click();
  const chosen = () =>
    panel.page.locator('.canvas > svg:not(.sticky-actors) g.arrow.selected').first().getAttribute('data-message');
  const message = await chosen();
  await panel.page.setViewportSize({ width: 400, height: 900 });
  await expect
    .poll(heads)
    .toEqual([
      'kubectl',
      expect.stringMatching(/^control plane: API server.*scheduler/),
      expect.stringMatching(/^kubelet/),
      'container runtime: RuntimeService, ImageService',
      expect.stringMatching(/^behind the runtime: /),
    ]);
  expect(await chosen()).toBe(message);
  await panel.page.setViewportSize({ width: 1400, height: 900 });
  await expect.poll(heads).toContain('scheduler');
  expect(await chosen()).toBe(message);
});

test('the card of a shared lane tells of each of its actors', async () => {
  panel = await openPage({ width: 400 });
  await panel.show(nginx);
  await panel.page.locator('.sticky-actors g.head').nth(1).focus();
  await expect
    .poll(() => panel.page.locator('.actor-card strong').allTextContents())
    .toEqual(expect.arrayContaining(['API server', 'scheduler']));
});

/** Pixels of the drawing from each label down to its own line, and up to the line of the arrow above it. */
const gaps = () =>
  diagram().evaluate((root) => {
    const arrows = [...root.querySelectorAll('g.arrow')].map((group) =>
      ['text', 'line, path'].map((one) => group.querySelector<SVGGraphicsElement>(one)!.getBBox()),
    );
    return arrows.map(([text, line], at) => {
      const above = arrows[at - 1]?.[1];
      return { below: line!.y - text!.y - text!.height, above: above ? text!.y - above.y - above.height : Infinity };
    });
  });

test.each([400, 760, 1280])(
  'at %i px, no arrow strikes through a label, also not one of a lane to itself',
  async (width) => {
    panel = await openPage({ width, level: 3 });
    for (const name of ['nginx', 'rollout', 'probes']) {
      await panel.show(simulatedSample(name));
      const found = await gaps();
      expect(found.length).toBeGreaterThan(10);
      expect(Math.min(...found.map(({ below }) => below))).toBeGreaterThanOrEqual(3);
      expect(Math.min(...found.map(({ above }) => above))).toBeGreaterThanOrEqual(3);
      if (width < 1100) expect(await beyond()).toBeLessThanOrEqual(0);
    }
  },
);

test('a long word of a note is broken between characters, also those that Mermaid has a number for', async () => {
  panel = await openPage({ width: 400 });
  const word = 'a#b;c<d>"e"%f$g{h}\\i`'.repeat(12);
  const [first] = nginx.messages;
  const note = { over: [first!.from], text: word, at: first!.start!, after: first!.id, source: 'simulated' as const };
  await panel.show({ ...nginx, notes: [note] });
  const said = await diagram()
    .locator('g[data-et=note]', { hasText: 'a#b' })
    .evaluate((group) => [...group.querySelectorAll('text')].map((text) => text.textContent));
  expect(said.length).toBeGreaterThan(1);
  expect(said.join('')).toBe(word);
  expect(await beyond()).toBeLessThanOrEqual(0);
});

test.each([
  [420, 800],
  [1280, 720],
] as const)('however much is said about a start, at %i × %i the diagram has room', async (width, height) => {
  panel = await openPage({ width, height });
  const things = Array.from({ length: 20 }, (_, at) => ({
    id: `${at}`,
    what: `ConfigMap settings-${at}`,
    isOff: false,
  }));
  const chips = Array.from({ length: 12 }, (_, at) => ({
    id: `fault ${at}`,
    label: `fault number ${at}`,
    kind: 'fault' as const,
    detail: 'It fails.',
  }));
  await panel.show(nginx, { assumed: things, chips });
  await panel.page.locator('.walk').waitFor();
  await panel.page.keyboard.press('u');
  await panel.page.locator('.assumed li').last().scrollIntoViewIfNeeded();
  await expect.poll(() => diagram().evaluate((one) => one.clientHeight)).toBeGreaterThan(height / 4);
  expect(await violations(panel)).toEqual([]);
});
