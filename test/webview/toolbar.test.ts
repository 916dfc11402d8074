import { expect, test } from 'vitest';
import { leftOver } from '../../src/webview/head/fittingEntries';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { pageOpener } from './pageOpener';
import { simulatedSample } from './simulatedSample';
import { violations } from './violations';
import type { PanelPage, Theme } from './panelPage';

const openPage = pageOpener();
let panel: PanelPage;
const nginx = simulatedSample('nginx');
const assumed = [{ id: 'account', what: 'ServiceAccount default', isOff: false }];

const more = () => panel.page.getByRole('button', { name: 'More actions' });
const menu = () => panel.page.getByRole('menu', { name: 'More actions' });
const entries = () =>
  menu().evaluate((root) =>
    [...root.querySelectorAll('[role^=menuitem]')].map((one) => one.getAttribute('aria-label') ?? one.textContent),
  );
const focused = () =>
  panel.page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim(),
  );
const heightOf = (selector: string) =>
  panel.page.locator(selector).evaluate((element) => element.getBoundingClientRect().height);
/** Whether each entry of the tool bar stands inside of it. */
const standsOver = () =>
  panel.page.locator('.toolbar').evaluate((root) => {
    const { right } = root.getBoundingClientRect();
    return [...root.children].filter((one) => one.getBoundingClientRect().right > right).length;
  });

test('what does not fit leaves, the last ranks first, and what follows one that left leaves, too', () => {
  const sized = (name: string, width: number, rank: number) => ({ name, width, rank });
  const all = [sized('search', 90, 0), sized('zoom', 100, 1000), sized('pager', 0, 20), sized('level', 80, 5)];
  expect(leftOver(all, 288, 6)).toEqual(['zoom'].slice(1));
  expect(leftOver(all, 287, 6)).toEqual(['zoom']);
  expect(leftOver(all, 181, 6)).toEqual(['level', 'zoom']);
  expect(leftOver([...all, sized('keys', 20, Infinity)], 1000, 6)).toEqual(['keys']);
});

test.each([200, 400, 600, 1280])('at %i px the tool bar is one line, and all of it is reached', async (width) => {
  panel = await openPage({ width });
  await panel.show(nginx, { assumed });
  await expect.poll(() => panel.page.locator('.walk').count()).toBe(1);
  await expect.poll(standsOver).toBe(0);
  expect(await heightOf('.toolbar')).toBeLessThan(36);
  if (width >= 400) expect(await heightOf('.walk')).toBeLessThan(36);
  await panel.page.screenshot({ path: `out/screenshots/toolbar-${width}.png` });
  await more().click();
  const inMenu = await entries();
  const outside = await panel.page
    .locator('.toolbar > .entry button')
    .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? one.textContent));
  for (const name of ['What if…', 'Fit the width', 'Export', 'Assumed: 1', 'Story'])
    expect([...inMenu, ...outside].some((one) => one?.startsWith(name))).toBe(true);
  expect(await violations(panel)).toEqual([]);
  expect(panel.complaints).toEqual([]);
});

test('the menu is walked with the arrow keys, and gives the focus back', async () => {
  panel = await openPage({ width: 400 });
  await panel.show(nginx, { assumed });
  await expect.poll(standsOver).toBe(0);
  await more().focus();
  await panel.page.keyboard.press('ArrowDown');
  const names = await entries();
  await expect.poll(focused).toBe(names[0]);
  await panel.page.keyboard.press('ArrowDown');
  expect(await focused()).toBe(names[1]);
  await panel.page.keyboard.press('End');
  expect(await focused()).toBe(names.at(-1));
  await panel.page.keyboard.press('ArrowDown');
  expect(await focused()).toBe(names[0]);
  await panel.page.keyboard.press('ArrowUp');
  expect(await focused()).toBe(names.at(-1));
  await panel.page.keyboard.press('Escape');
  expect(await menu().count()).toBe(0);
  expect(await focused()).toBe('More actions');
  await panel.page.keyboard.press('Enter');
  await menu()
    .getByRole('menuitem', { name: /^Export/ })
    .press('Enter');
  expect(await panel.told()).toContainEqual(expect.objectContaining({ type: 'chooseExport' }));
  expect(await menu().count()).toBe(0);
  expect(await focused()).toBe('More actions');
});

test('lists of choices are entries there, and what is zoomed is zoomed again', async () => {
  panel = await openPage({ width: 220 });
  await panel.show(nginx);
  await expect.poll(standsOver).toBe(0);
  await more().click();
  await menu()
    .getByRole('menuitem', { name: /^Zoom in/ })
    .click();
  await menu()
    .getByRole('menuitem', { name: /^Zoom in/ })
    .click();
  expect(await menu().locator('.zoom-level').textContent()).toBe('144 %');
  await menu().getByRole('menuitemradio', { name: 'Everything' }).click();
  await expect.poll(() => panel.saved()).toMatchObject({ level: 3 });
  await more().click();
  await menu().getByRole('menuitemcheckbox', { name: 'Story' }).click();
  await panel.page.locator('.story').waitFor();
});

test('what is open is closed by a click elsewhere', async () => {
  panel = await openPage({ width: 400 });
  await panel.show(nginxTrace);
  await more().click();
  await menu().waitFor();
  await panel.page.locator('.diagram').click({ position: { x: 10, y: 200 } });
  expect(await menu().count()).toBe(0);
});

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'the open menu is accessible in the %s theme',
  async (theme) => {
    panel = await openPage({ theme, width: 320 });
    await panel.show(nginxTrace, { assumed });
    await expect.poll(standsOver).toBe(0);
    await more().click();
    expect(await violations(panel)).toEqual([]);
  },
);
