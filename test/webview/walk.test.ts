import { expect, test } from 'vitest';
import { atLevel } from '../../src/core/trace/atLevel';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { observedTrace } from '../core/trace/observedTrace';
import { recordings } from '../recordings/recordings';
import { pageOpener } from './pageOpener';
import { simulatedSample } from './simulatedSample';
import { violations } from './violations';
import type { PanelPage, Theme } from './panelPage';

const openPage = pageOpener();
let panel: PanelPage;

const nginx = simulatedSample('nginx');
const shown = atLevel(nginx, 2).messages;
const button = (name: string) => panel.page.getByRole('button', { name });
const range = () => panel.page.getByRole('slider', { name: 'Step' });
const selected = () => panel.page.locator('g.arrow.request.selected').first().getAttribute('data-message');
const state = () => panel.page.locator('.state');

test('one steps to the first, the next, the previous and the last call, and to any of them', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(nginx);
  await button('First step').click();
  await expect.poll(selected).toBe(shown[0]!.id);
  await button('Next step').click();
  await expect.poll(selected).toBe(shown[1]!.id);
  await button('Previous step').click();
  await expect.poll(selected).toBe(shown[0]!.id);
  await button('Last step').click();
  await expect.poll(selected).toBe(shown.at(-1)!.id);
  await range().fill('3');
  await expect.poll(selected).toBe(shown[2]!.id);
  await range().press('ArrowRight');
  await expect.poll(selected).toBe(shown[3]!.id);
  await range().press('Home');
  await expect.poll(selected).toBe(shown[0]!.id);
  expect(panel.complaints).toEqual([]);
});

test('it goes on by itself until it is stopped, also with the space bar', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(nginx);
  await panel.page.locator('.diagram').focus();
  await panel.page.keyboard.press('Space');
  await expect.poll(selected, { timeout: 4000 }).toBe(shown[1]!.id);
  await panel.page.keyboard.press('Space');
  await expect.poll(() => button('Play').count()).toBe(1);
  const there = await selected();
  await panel.page.waitForTimeout(1300);
  expect(await selected()).toBe(there);
});

test('the state follows the step', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(nginx);
  await button('First step').click();
  await expect
    .poll(() => state().locator('pre').textContent())
    .toMatch(/nginx +0\/1 +Pending\s[^]*\b0 +0s\s[^]*<none> +<none>/);
  expect(await state().textContent()).toContain('waits for a node');
  await button('Last step').click();
  await expect
    .poll(() => state().locator('pre').textContent())
    .toMatch(/nginx +1\/1 +Running\s[^]*\b0 +\d+s\s[^]*\b10\./);
  await expect.poll(() => state().locator('h3').textContent()).toMatch(/State at \+[\d.]+ s/);
  expect(await state().locator('.just').count()).toBeGreaterThan(0);
});

test('the state of what was observed says what is not known', async () => {
  const trace = observedTrace(recordings('own')[0]!);
  panel = await openPage({ width: 1200 });
  await panel.show(trace, { live: { status: 'watching', text: 'Watching pod/web', denied: [] } });
  await button('First step').click();
  await expect.poll(() => state().textContent()).toContain('none is known');
  await button('Last step').click();
  await expect.poll(() => state().locator('pre').textContent()).toContain('Running');
  expect(panel.complaints).toEqual([]);
});

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'it is accessible in the %s theme',
  async (theme) => {
    panel = await openPage({ theme });
    await panel.show(nginxTrace);
    await panel.send({ type: 'select', message: 'create-container' });
    await expect.poll(() => state().count()).toBe(1);
    expect(await violations(panel)).toEqual([]);
  },
);
