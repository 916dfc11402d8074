import { expect, test } from 'vitest';
import { findings } from '../../src/core/panel/findings';
import { pageOpener } from './pageOpener';
import { simulatedSample } from './simulatedSample';
import type { ExportChoice } from '../../src/core/panel/protocol';
import type { PanelPage } from './panelPage';

const openPage = pageOpener();
let panel: PanelPage;
const nginx = simulatedSample('nginx');
const { phases } = findings(nginx);

/** What the page last asked to be exported. */
async function asked(): Promise<ExportChoice | undefined> {
  await panel.send({ type: 'askExport' });
  const all = (await panel.told()).filter((one) => one.type === 'chooseExport');
  return all.at(-1);
}

test('the export that a command asks for has what is shown: level, phase, folded phases and hidden actors', async () => {
  panel = await openPage({ width: 1280, level: 3 });
  await panel.show(nginx);
  await panel.page.locator('.walk').waitFor();
  await expect.poll(asked).toMatchObject({ level: 3, selected: [], walked: [], folded: [], hidden: [] });
  expect(await asked()).not.toHaveProperty('phase');

  await panel.page.locator('g.arrow', { hasText: 'CreateContainer' }).first().click();
  const own = phases.find(({ name }) => name === 'Start container nginx')!;
  await expect.poll(async () => (await asked())?.phase).toEqual({ name: own.name, messages: own.messages });

  await panel.page.keyboard.press('o');
  await panel.page.locator('.outline-list').getByRole('button', { name: 'Make its sandbox', exact: true }).click();
  await panel.page.locator('.outline-list').getByLabel('scheduler').uncheck();
  const sandbox = phases.find(({ name }) => name === 'Make its sandbox')!;
  await expect.poll(asked).toMatchObject({ folded: [sandbox.id], hidden: ['scheduler'] });
  expect(panel.complaints).toEqual([]);
});

test.each(['diagram', 'story'] as const)('a panel that a command reveals has the focus in its %s', async (view) => {
  panel = await openPage({ width: 900 });
  await panel.show(nginx);
  await panel.page.locator('.walk').waitFor();
  if (view === 'story') await panel.page.keyboard.press('v');
  await panel.page.locator(`.${view}`).waitFor();
  await panel.page.locator('.search input').focus();
  await panel.send({ type: 'focus' });
  const isIn = () => panel.page.locator(`.${view}`).evaluate((root) => root.contains(document.activeElement));
  await expect.poll(isIn).toBe(true);
  await panel.page.keyboard.press('ArrowDown');
  await panel.page.keyboard.press('ArrowDown');
  await expect.poll(() => panel.page.locator('.walk-text').textContent()).toMatch(/^Step \d+ of/);
});
