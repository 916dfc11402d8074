import { afterEach, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { pageOpener } from './pageOpener';
import { simulatedSample } from './simulatedSample';

const openPage = pageOpener();
let opened: Page | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

/** What says how the parts of a drawing look, of each of its parts; where they stand is in their attributes. */
const looks = (page: Page, svg: string) =>
  page.locator(svg).evaluate((root) => {
    const isLook = (name: string) =>
      /^(?:fill|stroke|paint|font|text-anchor|letter|word-spacing|opacity|rx)/.test(name);
    return [...root.querySelectorAll(':is(text, tspan, line, path, rect):not(.hit, .band, .ground, symbol *)')].map(
      (one) => {
        const style = getComputedStyle(one);
        const said = [...style].filter(isLook).map((name) => [name, style.getPropertyValue(name)]);
        return { part: `${one.tagName} ${one.textContent}`, look: Object.fromEntries(said) as Record<string, string> };
      },
    );
  });

test.each([420, 500, 760, 1280])('at %i px, an exported picture looks as the diagram does', async (width) => {
  const panel = await openPage({ width });
  await panel.show(simulatedSample('nginx'));
  await panel.send({ type: 'draw', format: 'svg' });
  const drawing = async () => (await panel.told()).find((one) => one.type === 'drawing');
  await expect.poll(drawing).toBeDefined();
  const { content } = (await drawing())!;
  opened = await panel.page.context().browser()!.newPage();
  await opened.setContent(content);
  if (process.env['POD_STARTUP_LOOK'])
    await opened.screenshot({ path: `${process.env['POD_STARTUP_LOOK']}/export${width}.png`, fullPage: true });
  await opened.evaluate(() => document.querySelector('svg > rect')?.classList.add('ground'));
  const [shown, exported] = [await looks(panel.page, '.canvas > svg:not(.sticky-actors)'), await looks(opened, 'svg')];
  expect(shown.length).toBeGreaterThan(50);
  expect(exported).toEqual(shown);
  expect(panel.complaints).toEqual([]);
});
