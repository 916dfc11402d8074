import { expect, test } from 'vitest';
import { pageOpener } from './pageOpener';
import { findings } from '../../src/core/panel/findings';
import { simulatedSample } from './simulatedSample';
import type { PanelState } from '../../src/core/panel/protocol';

const openPage = pageOpener();
const trace = simulatedSample('nginx');
const title = "</script><img src=x onerror='window.wasRun = true'><!--<script>";
const state: PanelState = {
  kind: 'explained',
  title,
  document: 'nginx.yaml',
  faults: [],
  memento: { uri: 'file:///nginx.yaml', faults: [], without: [], whatIf: [] },
  shown: { trace: { ...trace, title }, findings: findings(trace) },
};

test('a page draws the state that its HTML brings, says so, and takes none of it for markup', async () => {
  const panel = await openPage({ brings: state });
  await panel.page.locator('body.drawn').waitFor();
  expect((await panel.told()).find(({ type }) => type === 'ready')).toEqual({ type: 'ready', hasState: true });
  expect(await panel.page.locator('g.arrow.request').count()).toBeGreaterThan(5);
  expect(await panel.page.locator('img').count()).toBe(0);
  expect(await panel.page.evaluate(() => 'wasRun' in window)).toBe(false);
  expect(panel.complaints).toEqual([]);
});

test('a page that a command opens has the keyboard, and takes what is typed before its first drawing', async () => {
  const panel = await openPage({ brings: state, hasFocus: true });
  await panel.page.locator('.diagram').waitFor({ state: 'attached' });
  await expect.poll(() => panel.page.evaluate(() => document.activeElement?.className)).toContain('diagram');
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.locator('body.drawn').waitFor();
  await expect.poll(() => panel.page.locator('g.arrow.request.selected').count()).toBe(1);
});

test('a page that was there before waits for what the host has now', async () => {
  const panel = await openPage({ brings: state, saved: { view: 'diagram' } });
  await expect
    .poll(async () => (await panel.told()).find(({ type }) => type === 'ready'))
    .toEqual({ type: 'ready', hasState: false });
  expect(await panel.page.locator('body.drawn').count()).toBe(0);
});
