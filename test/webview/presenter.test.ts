import { expect, test } from 'vitest';
import { atLevel } from '../../src/core/trace/atLevel';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { pageOpener } from './pageOpener';
import { simulatedSample } from './simulatedSample';
import { violations } from './violations';
import type { PanelPage, Theme } from './panelPage';

const openPage = pageOpener();
let panel: PanelPage;
const nginx = simulatedSample('nginx');
const { length: count } = atLevel(nginx, 2).messages;

const dialog = () => panel.page.getByRole('dialog', { name: /^Step by step/ });
const status = () => dialog().getByRole('status').textContent();
const text = () => dialog().locator('.slide').innerText();
const press = (key: string) => panel.page.keyboard.press(key);

test('one presents a step at a time, with the keys of a remote control, and is back in the page in the end', async () => {
  panel = await openPage({ width: 1280, height: 720 });
  await panel.show(nginx);
  await panel.page.locator('.walk').waitFor();
  await panel.page.locator('.diagram').focus();
  await press('p');
  await expect.poll(status).toMatch(/^Step 1 of \d+$/);
  const first = await text();
  expect(first).toContain('kubectl');
  expect(first).toContain('API server');
  for (const key of ['ArrowRight', 'PageDown', ' ']) await press(key);
  await expect.poll(status).toMatch(/^Step 4 of/);
  await press('PageUp');
  await expect.poll(status).toMatch(/^Step 3 of/);
  await press('End');
  await expect.poll(text).toMatch(/nginx +1\/1 +Running/);
  expect(await status()).toBe(`Step ${count} of ${count}`);
  await press('ArrowRight');
  expect(await status()).toBe(`Step ${count} of ${count}`);
  await press('Home');
  await expect.poll(status).toMatch(/^Step 1 of/);
  expect(await panel.saved()).toMatchObject({ dialog: 'present' });
  await press('Escape');
  await expect.poll(() => dialog().count()).toBe(0);
  expect(await panel.page.evaluate(() => document.activeElement?.className)).toContain('diagram');
  expect(panel.complaints).toEqual([]);
});

test('a step says what it changes', async () => {
  panel = await openPage({ width: 1280, height: 720 });
  await panel.show(nginx);
  const sandbox = atLevel(nginx, 2).messages.find(({ method }) => method === 'RunPodSandbox')!;
  await panel.send({ type: 'select', message: sandbox.id });
  await panel.page.locator('.walk').waitFor();
  await panel.page.locator('.diagram').focus();
  await press('p');
  await expect.poll(text).toMatch(/Sandbox\s+ready, \w+, IP 10\.244/);
  await panel.page.screenshot({ path: 'out/screenshots/presenter.png' });
});

test.each([400, 640])('at %i px nothing stands over the edge', async (width) => {
  panel = await openPage({ width, height: 600, saved: { uri: 'file:///nginx.yaml', faults: [], dialog: 'present' } });
  await panel.show(nginx);
  await dialog().waitFor();
  for (let i = 0; i < 6; i++) await press('ArrowRight');
  await expect.poll(status).toMatch(/^Step 7 of/);
  expect(await dialog().evaluate((root) => root.scrollWidth - root.clientWidth)).toBeLessThanOrEqual(0);
  expect(
    await dialog()
      .locator('.slide')
      .evaluate((root) => root.scrollWidth - root.clientWidth),
  ).toBeLessThanOrEqual(0);
  await panel.page.screenshot({ path: `out/screenshots/presenter-${width}.png` });
});

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'the presentation is accessible in the %s theme',
  async (theme) => {
    panel = await openPage({ theme, saved: { uri: 'file:///nginx.yaml', faults: [], dialog: 'present' } });
    await panel.show(nginxTrace);
    await dialog().waitFor();
    expect(await violations(panel)).toEqual([]);
  },
);
