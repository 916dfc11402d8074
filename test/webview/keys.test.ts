import { expect, test } from 'vitest';
import { keyGroups } from '../../src/core/panel/keyTexts';
import { keyText } from '../../src/webview/parts/keys';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { pageOpener } from './pageOpener';
import { simulatedSample } from './simulatedSample';
import { violations } from './violations';
import type { PanelPage, Theme } from './panelPage';

const openPage = pageOpener();
let panel: PanelPage;
const nginx = simulatedSample('nginx');

const dialog = () => panel.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
const press = (key: string) => panel.page.keyboard.press(key);
const focused = () => panel.page.evaluate(() => document.activeElement?.className);
const complete = () => panel.page.locator('.walk').waitFor();

test('keys are named as people read them', () => {
  expect(['Ctrl+f', ' ', 'ArrowLeft', 'Ctrl++', '+', 'Shift+Enter', '?', 'p'].map(keyText)).toEqual([
    'Ctrl+F',
    'Space',
    '←',
    'Ctrl++',
    '+',
    'Shift+Enter',
    '?',
    'p',
  ]);
});

test('? shows each key of the table, keeps the focus, and gives it back', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(nginx);
  await complete();
  await panel.page.locator('.diagram').focus();
  await press('?');
  await dialog().waitFor();
  const all = keyGroups().flatMap(({ rows }) => rows.map(({ does }) => does));
  await expect.poll(() => dialog().locator('dd').allTextContents()).toEqual(all);
  await press('3');
  for (let i = 0; i < 4; i++) {
    await press('Tab');
    expect(await dialog().evaluate((root) => root.contains(document.activeElement))).toBe(true);
  }
  await press('Escape');
  await expect.poll(() => dialog().count()).toBe(0);
  expect(await focused()).toContain('diagram');
  expect(await panel.saved()).toMatchObject({ level: 2 });
  expect(panel.complaints).toEqual([]);
});

test('the keys are told before there is a start', async () => {
  panel = await openPage();
  await panel.send({
    type: 'state',
    state: {
      kind: 'explained',
      title: 'Start of web',
      document: 'web.yaml',
      faults: [],
      problem: { message: 'no YAML', line: 1, column: 1 },
      memento: { uri: 'file:///web.yaml', faults: [] },
    },
  });
  // The views that listen come after the first state.
  await expect.poll(async () => (await press('?'), dialog().locator('dd').count())).toBeGreaterThan(90);
  expect(panel.complaints).toEqual([]);
});

test('the list is in the menu, at any width', async () => {
  panel = await openPage({ width: 400, height: 500 });
  await panel.show(nginx);
  await complete();
  await panel.page.getByRole('button', { name: 'More actions' }).click();
  await panel.page.getByRole('menuitem', { name: /^Keyboard shortcuts/ }).click();
  await dialog().waitFor();
  expect(await dialog().evaluate((root) => root.scrollWidth - root.clientWidth)).toBeLessThanOrEqual(0);
  await panel.page.getByRole('button', { name: 'Close (Esc)' }).click();
  await expect.poll(() => dialog().count()).toBe(0);
  expect(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('More actions');
});

test('single keys do what the tool bar and the walk bar do', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(nginx, { assumed: [{ id: 'account', what: 'ServiceAccount default', isOff: false }] });
  await complete();
  await press('3');
  await expect.poll(() => panel.saved()).toMatchObject({ level: 3 });
  await press('v');
  await expect.poll(() => panel.saved()).toMatchObject({ view: 'story' });
  await press('v');
  await press('t');
  await expect.poll(() => panel.saved()).toMatchObject({ view: 'diagram', timeline: false });
  await press('u');
  await panel.page.locator('.assumed').waitFor();
  await press('f');
  await press('e');
  const told = await panel.told();
  expect(told).toContainEqual({ type: 'whatIf' });
  expect(told).toContainEqual(expect.objectContaining({ type: 'chooseExport' }));
  const zoom = () => panel.page.locator('.zoom-level').textContent();
  await press('0');
  await press('+');
  await expect.poll(zoom).toBe('120 %');
  await press('-');
  await expect.poll(zoom).toBe('100 %');
  await press('ArrowRight');
  await expect.poll(() => panel.page.locator('.walk-text').textContent()).toMatch(/^Step 1 of/);
  await press('End');
  const count = (await panel.page.locator('.walk-text').textContent())?.match(/of (\d+)/)?.[1];
  expect(await panel.page.locator('.walk-text').textContent()).toContain(`Step ${count} of`);
  await press('g');
  expect(await focused()).toContain('diagram');
  await press('/');
  await panel.page.keyboard.type('3pull');
  expect(await panel.page.locator('.search input').inputValue()).toBe('3pull');
  expect(panel.complaints).toEqual([]);
});

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'the list of keys is accessible in the %s theme',
  async (theme) => {
    panel = await openPage({ theme });
    await panel.show(nginxTrace);
    await complete();
    await press('?');
    await dialog().waitFor();
    expect(await violations(panel)).toEqual([]);
  },
);
