import { beforeAll, expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pageOpener } from './pageOpener';
import type { PanelPage, Theme } from './panelPage';
import { nginxTrace } from '../core/diagram/nginxTrace';
import themes from './themes.json';
import { violations } from './violations';
import type { Assumed, LiveState } from '../../src/core/panel/protocol';

const pictures = join(import.meta.dirname, '../../out/screenshots');
const openPage = pageOpener();
let panel: PanelPage;

beforeAll(() => {
  mkdirSync(pictures, { recursive: true });
});

const account = 'ServiceAccount shop/api';
const settings = 'ConfigMap shop/api-settings';
const hostile = '<img src=x onerror=alert(1)>'.repeat(6);
const things = (...off: string[]): Assumed[] =>
  [
    { id: account, what: 'ServiceAccount api', place: { line: 12, column: 11 } },
    { id: settings, what: 'ConfigMap api-settings with the keys mode, level', place: { line: 21, column: 15 } },
    { id: 'path', what: hostile },
  ].map((thing) => ({ ...thing, isOff: off.includes(thing.id) }));
const toggle = () => panel.page.locator('.toolbar .toggle');
const list = () => panel.page.getByRole('region', { name: 'Assumed' });
const row = (text: string) => list().getByRole('listitem').filter({ hasText: text });
const told = async (type: string) => (await panel.told()).filter((each) => each.type === type);

test('the list opens with the keyboard, asks what happens without each, and leads to the lines', async () => {
  panel = await openPage();
  const { page } = panel;
  await panel.show(nginxTrace, { assumed: things() });
  expect(await toggle().innerText()).toBe('Assumed: 3');
  expect(await toggle().getAttribute('aria-expanded')).toBe('false');
  expect(await list().isVisible()).toBe(false);
  expect(await told('askWithout')).toEqual([]);

  await toggle().focus();
  await page.keyboard.press('Enter');
  expect(await toggle().getAttribute('aria-expanded')).toBe('true');
  expect(await told('askWithout')).toEqual([{ type: 'askWithout', ids: [account, settings, 'path'] }]);
  await panel.send({ type: 'withoutAssumed', id: settings, text: `pod api waits: ${hostile}.` });
  await expect.poll(() => row('api-settings').innerText()).toContain(`Without it: pod api waits: ${hostile}.`);
  expect(await row('ServiceAccount').innerText()).toContain('Without it: …');
  expect(await list().locator('img').count()).toBe(0);

  // The menu of the tool bar, a check box, and its line.
  for (let i = 0; i < 3; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await told('revealLine')).toEqual([{ type: 'revealLine', line: 12, column: 11 }]);
  expect(await row('<img').last().getByRole('button').count()).toBe(0);
  expect(await panel.saved()).toMatchObject({ assumed: true });
  expect(panel.complaints).toEqual([]);
});

test('what is turned off stays in the list with its focus, and all is turned on again', async () => {
  panel = await openPage();
  const { page } = panel;
  await panel.show(nginxTrace, { assumed: things() });
  await toggle().click();
  await panel.send({ type: 'withoutAssumed', id: account, text: 'the API server refuses the pod.' });
  const box = page.getByRole('checkbox', { name: 'ServiceAccount api' });
  await box.focus();
  await page.keyboard.press('Space');
  expect(await told('leaveOut')).toEqual([{ type: 'leaveOut', ids: [account] }]);
  await panel.show({ ...nginxTrace, messages: [] }, { assumed: things(account) });
  expect(await toggle().innerText()).toBe('Assumed: 2 of 3');
  expect(await box.isChecked()).toBe(false);
  expect(await box.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(await row('ServiceAccount').innerText()).toContain('Without it: the API server refuses the pod.');
  await page.locator('.assumed label', { hasText: 'ConfigMap api-settings' }).click();
  expect(await page.getByRole('checkbox', { name: 'ConfigMap api-settings' }).isChecked()).toBe(false);
  expect((await told('leaveOut')).at(-1)).toEqual({ type: 'leaveOut', ids: [account, settings] });

  await page.getByRole('button', { name: 'Turn all on again' }).press('Enter');
  expect((await told('leaveOut')).at(-1)).toEqual({ type: 'leaveOut', ids: [] });
  await panel.show(nginxTrace, { assumed: things() });
  expect(await page.getByRole('button', { name: 'Turn all on again' }).isVisible()).toBe(false);
  expect(await toggle().evaluate((one) => one === document.activeElement)).toBe(true);
});

test('an edited manifest changes only the rows that it changes', async () => {
  panel = await openPage();
  await panel.show(nginxTrace, { assumed: things() });
  await toggle().click();
  const marked = await row('api-settings').elementHandle();
  const added: Assumed = { id: 'new', what: 'PriorityClass high', isOff: false, place: { line: 3, column: 1 } };
  const [, ...rest] = things();
  await panel.show(nginxTrace, {
    assumed: [added, ...rest.map((one) => ({ ...one, place: { line: 30, column: 1 } }))],
  });
  expect(await list().locator('label').allInnerTexts()).toEqual(['PriorityClass high', rest[0]!.what, hostile]);
  expect(await row('api-settings').evaluate((one, before) => one === before, marked)).toBe(true);
  await row('api-settings').getByRole('button', { name: 'line 30' }).click();
  expect(await told('revealLine')).toEqual([{ type: 'revealLine', line: 30, column: 1 }]);
  expect((await told('askWithout')).at(-1)).toEqual({ type: 'askWithout', ids: ['new', settings, 'path'] });
});

test('where nothing may be assumed that is said, and the setting is a click away', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(nginxTrace);
  expect(await toggle().innerText()).toBe('Nothing is assumed');
  expect(await toggle().getAttribute('aria-expanded')).toBe(null);
  await toggle().click();
  expect(await told('chooseAssume')).toHaveLength(1);
  expect(await list().isVisible()).toBe(false);
});

test('a start that asks for nothing and one that was observed say nothing of it', async () => {
  panel = await openPage();
  await panel.show(nginxTrace, { assumed: [] });
  expect(await toggle().isVisible()).toBe(false);
  const live: LiveState = { status: 'watching', text: 'Watching pod/nginx', denied: [] };
  await panel.show(nginxTrace, { live });
  expect(await toggle().isVisible()).toBe(false);
});

test('the list is open again after a reload of the window', async () => {
  panel = await openPage({ saved: { uri: 'file:///nginx.yaml', faults: [], assumed: true } });
  await panel.show(nginxTrace, { assumed: things(account) });
  expect(await list().isVisible()).toBe(true);
  expect(await told('askWithout')).toHaveLength(1);
});

test.each(Object.keys(themes) as Theme[])('the list is accessible and nothing runs out of it, %s', async (theme) => {
  panel = await openPage({ theme, width: 400 });
  await panel.show(nginxTrace, { assumed: things(settings) });
  // The tool bar has all of its buttons a moment later.
  await panel.page.getByRole('button', { name: 'More actions' }).waitFor();
  const before = await panel.page.locator('.toolbar').boundingBox();
  await panel.page.getByRole('button', { name: 'More actions' }).click();
  await toggle().click();
  await panel.send({ type: 'withoutAssumed', id: settings, text: 'pod api, container app waits: no such ConfigMap.' });
  await expect.poll(() => row('api-settings').innerText()).toContain('no such ConfigMap');
  expect(await panel.page.locator('.toolbar').boundingBox()).toEqual(before);
  const wide = await panel.page.evaluate(() =>
    [...document.querySelectorAll('.toolbar, .toolbar *, .assumed, .assumed *')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth)
      .map(({ outerHTML }) => outerHTML.slice(0, 80)),
  );
  expect(wide).toEqual([]);
  expect(await violations(panel)).toEqual([]);
  await panel.page.screenshot({ path: join(pictures, `assumed-narrow-${theme}.png`) });
});
