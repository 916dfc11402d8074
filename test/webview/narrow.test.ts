import { describe, expect, test } from 'vitest';
import { explain, parseManifest, workloadsOf } from '../../src/host/explainer';
import { pageOpener } from './pageOpener';
import { simulatedSample } from './simulatedSample';
import type { PanelPage } from './panelPage';

const openPage = pageOpener();
let panel: PanelPage;
const nginx = simulatedSample('nginx');
const crash = simulatedSample('crash-loop');

/** The part of an element that the window shows, in pixels of height. */
const inSight = (selector: string) =>
  panel.page.locator(selector).evaluate((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return Math.min(bottom, innerHeight) - Math.max(top, 0);
  });
const isOpen = (selector: string) =>
  panel.page.locator(selector).evaluate((one) => one instanceof HTMLDetailsElement && one.open);
const timelineIsOpen = () => panel.page.locator('.timeline-head .toggle').getAttribute('aria-expanded');

async function openCall(): Promise<void> {
  await panel.page.locator('.walk').waitFor();
  await panel.page.locator('.diagram').focus();
  for (let pressed = 0; pressed < 3; pressed++) await panel.page.keyboard.press('ArrowRight');
  await panel.page.locator('.narration').waitFor();
}

describe.each([
  [460, 590],
  [570, 770],
  [400, 900],
])('at %i × %i', (width, height) => {
  test.each([
    ['a start', nginx],
    ['a crash loop', crash],
  ])('the details of %s leave room for the diagram, and begin with what the call is for', async (_, trace) => {
    panel = await openPage({ width, height });
    await panel.show(trace);
    expect(await timelineIsOpen()).toBe('true');
    await openCall();
    await expect.poll(() => inSight('.side')).toBeGreaterThanOrEqual(0.4 * height - 1);
    await expect.poll(() => inSight('.diagram')).toBeGreaterThanOrEqual(0.35 * height - 1);
    expect(await timelineIsOpen()).toBe('false');
    expect(await isOpen('.terminal')).toBe(false);
    for (const one of ['.timeline', '.terminal']) expect(await inSight(one)).toBeLessThan(34);
    expect(await inSight('.narration')).toBeGreaterThan(80);
    await panel.page.locator('.side').evaluate((one) => one.scrollTo(0, 400));
    await panel.page.keyboard.press('ArrowRight');
    await expect.poll(() => panel.page.locator('.side').evaluate((one) => one.scrollTop)).toBe(0);
    expect(panel.complaints).toEqual([]);
  });

  test('what folds by itself can be opened, and is open again without details', async () => {
    panel = await openPage({ width, height });
    await panel.show(nginx);
    await openCall();
    const table = panel.page.locator('.terminal pre');
    expect(await table.isVisible()).toBe(false);
    await panel.page.locator('.terminal summary').click();
    await table.waitFor({ state: 'visible' });
    await panel.page.keyboard.press('d');
    await panel.page.keyboard.press('Escape');
    await expect.poll(timelineIsOpen).toBe('true');
    expect(await isOpen('.terminal')).toBe(true);
  });
});

test.each([
  [400, 350],
  [425, 300],
  [850, 450],
  [750, 350],
])(
  'at %i × %i, as in a window that is zoomed twice, no text lies on another, and all is reached by scrolling',
  async (width, height) => {
    panel = await openPage({ width, height });
    await panel.show(nginx);
    await openCall();
    expect(await panel.page.locator('.diagram').evaluate((one) => one.clientHeight)).toBeGreaterThan(200);
    /** Pairs of parts below each other of which the upper one reaches into the lower one. */
    const overlaps = () =>
      panel.page.evaluate(() => {
        const parts =
          '.toolbar, .walk, .timeline, .diagram, .outcome, .details header, .narration, .state, .section-head';
        const boxes = [...document.querySelectorAll(parts)].map(
          (one) => [one.className, one.getBoundingClientRect()] as const,
        );
        return boxes.flatMap(([name, box]) =>
          boxes
            .filter(
              ([, other]) =>
                other.top < box.bottom - 1 &&
                other.bottom > box.bottom + 1 &&
                other.top > box.top &&
                other.left < box.right - 1 &&
                other.right > box.left + 1,
            )
            .map(([other]) => `${name} reaches into ${other}`),
        );
      });
    expect(await overlaps()).toEqual([]);
    for (const part of ['.state h3', '.section-head h3 >> nth=0', '.toolbar', '.diagram']) {
      await panel.page.locator(part).scrollIntoViewIfNeeded();
      expect(await inSight(part)).toBeGreaterThan(10);
    }
    expect(await panel.page.evaluate(() => document.body.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect(panel.complaints).toEqual([]);
  },
);

test.each([420, 590, 760])('at %i px, kubectl’s table is seen where it is open', async (width) => {
  panel = await openPage({ width });
  await panel.show(nginx);
  await panel.page.locator('.terminal summary').click();
  const was = await isOpen('.terminal');
  await expect.poll(() => panel.page.locator('.terminal pre').isVisible()).toBe(was);
  await panel.page.locator('.terminal summary').click();
  await expect.poll(() => panel.page.locator('.terminal pre').isVisible()).toBe(!was);
});

test.each([420, 760, 1280])('at %i px, no text is smaller than 11 px', async (width) => {
  panel = await openPage({ width });
  const manifest = parseManifest(
    'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - {name: app, image: nginx, livenessProbe: {httpGet: {port: 80}}}\n',
  );
  const small = () =>
    panel.page.evaluate(() => {
      const found = new Set<string>();
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const parent = text.parentElement;
        if (!parent || text.textContent?.trim() === '' || parent.getClientRects().length === 0) continue;
        const scale = parent instanceof SVGElement ? (parent.ownerSVGElement?.getScreenCTM()?.a ?? 1) : 1;
        const pixels = parseFloat(getComputedStyle(parent).fontSize) * scale;
        if (pixels < 10.99) found.add(`${pixels} px: ${text.textContent}`);
      }
      return [...found];
    });
  const faulty = explain({
    manifest,
    workload: workloadsOf(manifest)[0]!,
    existing: [],
    faults: ['crash app'],
    circumstances: { seconds: 60 },
    start: 0,
  });
  for (const trace of [nginx, faulty, simulatedSample('rollout')]) {
    await panel.show(trace);
    await panel.page.locator('.walk').waitFor();
    expect(await small()).toEqual([]);
    await openCall();
    const message = trace.messages.find(({ request }) => request !== undefined)!.id;
    await panel.send({ type: 'select', message });
    await panel.send({
      type: 'feeds',
      message,
      feeds: [{ field: 'metadata', path: 'metadata', line: 11, lastLine: 11, colour: 0, steps: [] }],
    });
    expect(await small()).toEqual([]);
    await panel.page.keyboard.press('v');
    await panel.page.locator('.story .step').first().waitFor();
    expect(await small()).toEqual([]);
    await panel.page.keyboard.press('v');
  }
});

test('in high contrast, what is pressed is marked, and the scrubber shows where it is', async () => {
  panel = await openPage({ width: 760, theme: 'highContrast' });
  await panel.show(nginx);
  await openCall();
  const mark = (pressed: boolean) =>
    panel.page
      .locator(`.view-switch [aria-pressed="${pressed}"]`)
      .evaluate((one) => [getComputedStyle(one).boxShadow, getComputedStyle(one).backgroundColor].join());
  expect(await mark(true)).not.toBe(await mark(false));
  const colours = await panel.page.locator('.walk input[type=range]').evaluate((one) => {
    const { backgroundImage } = getComputedStyle(one);
    return [...backgroundImage.matchAll(/rgba?\([^)]*\)|color\([^)]*\)/g)].map(([colour]) => colour);
  });
  expect(colours[0]).toBe('rgb(243, 133, 24)');
  expect(colours.at(-1)).not.toBe(colours[0]);
});

test('a step that an edit took away comes back with it, and a zoom that nobody chose is fitted again', async () => {
  panel = await openPage({ width: 1000 });
  const zoom = () =>
    panel.page.evaluate(() => document.querySelector<HTMLElement>('.canvas')!.style.getPropertyValue('--zoom'));
  const step = () => panel.page.locator('.walk-text').textContent();
  await panel.show(nginx);
  await openCall();
  await expect.poll(step).toMatch(/^Step 3 /);
  await panel.page.waitForTimeout(400);
  const [before, said] = [await zoom(), await step()];
  const refused = parseManifest(
    'apiVersion: v1\nkind: Pod\nmetadata: {name: nginx}\nspec:\n  containers:\n  - {name: nginx, image: ":1.27"}\n',
  );
  const circumstances = {};
  await panel.show(
    explain({
      manifest: refused,
      workload: workloadsOf(refused)[0]!,
      existing: [],
      faults: [],
      circumstances,
      start: 0,
    }),
  );
  await panel.page.waitForTimeout(400);
  await panel.show(nginx);
  await expect.poll(step).toBe(said);
  await expect.poll(zoom).toBe(before);
  expect(await panel.page.locator('.diagram').evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(
    0,
  );
});
