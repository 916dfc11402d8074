import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pictures, Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ width: 1500 });
  await workbench.openFile('nginx.yaml');
});
afterAll(async () => {
  await workbench?.close();
});

/** The bars beside lines, from the top: their colours, of all editors whose text has something. */
const bars = (having: string): Promise<string[]> =>
  workbench.page
    .locator('.editor-instance', { hasText: having })
    .locator('.view-overlays .cdr')
    .evaluateAll((marks) =>
      marks
        .map((mark) => ({ top: mark.getBoundingClientRect().top, style: getComputedStyle(mark) }))
        .filter(({ style }) => style.borderLeftWidth === '3px')
        .sort((a, b) => a.top - b.top)
        .map(({ style }) => style.borderLeftColor),
    );

test('the lines that feed the selected call have one colour each in the manifest and the details', async () => {
  const { page } = workbench;
  const manifest = 'The reference story';
  await workbench.command('Pod Startup: Explain This Manifest');
  await workbench.drawn();
  const panel = workbench.panel();
  await panel.locator('g.arrow.request', { hasText: 'CreateContainer' }).click();
  await expect.poll(async () => (await bars(manifest)).length).toBeGreaterThan(1);
  const colours = await bars(manifest);
  expect(new Set(colours).size).toBe(colours.length);
  const badge = panel.locator('[data-path="config.image.user_specified_image"] .feed').first();
  const own = await badge.evaluate((one) => getComputedStyle(one).borderLeftColor);
  expect(colours).toContain(own);
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, 'fed-lines.png') });
});

test('nothing is marked when nothing is selected any more', async () => {
  const { page } = workbench;
  await page.locator('.tab', { hasText: 'Start of nginx' }).click();
  await workbench
    .panel()
    .locator('.details')
    .getByRole('button', { name: /^Close/ })
    .click();
  await expect.poll(() => bars('The reference story')).toEqual([]);
});
