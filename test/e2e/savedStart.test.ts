import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { savedObservation } from '../../src/core/observe/savedObservation';
import { startFile } from '../../src/core/observe/startFile';
import { recordings } from '../recordings/recordings';
import { pictures, Workbench } from './workbench';

const stuck = recordings('own').find(({ name }) => name === 'fault.image-not-found')!;
const pulled = recordings('own').find(({ name }) => name === 'fault.slow-pull')!;
const fileOf = ({ watch, events }: typeof stuck): string =>
  startFile(savedObservation([{ name: 'saved.json', text: JSON.stringify({ watch, events }) }]));
const text = fileOf(stuck);

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open();
  await workbench.addFile('stuck.podstart.json', text);
  await workbench.addFile('cut.podstart.json', text.slice(0, -100));
  await workbench.addFile('other.podstart.json', text);
  await workbench.addFile('pulled.podstart.json', fileOf(pulled));
});
afterAll(async () => {
  await workbench?.close();
});

const file = (name: string) => workbench.page.getByRole('treeitem', { name });
const tab = (name: string) => workbench.page.locator('.tab', { hasText: name });

test('a double click on a saved start opens the panel', async () => {
  await file('stuck.podstart.json').dblclick();
  await workbench.drawn();
  const body = workbench.panel().locator('body');
  expect(await body.locator('.live').innerText()).toBe('As stuck.podstart.json tells it');
  expect(await body.innerText()).toContain('does not run');
  await workbench.page.screenshot({ path: join(pictures, 'saved-start.png') });
  await workbench.command('View: Close Editor');
});

test('what another pull would have gained is estimated', async () => {
  const { page } = workbench;
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await file('pulled.podstart.json').dblclick();
  await workbench.drawn();
  await workbench.command('Pod Startup: What If…');
  await rows.filter({ hasText: 'image present: registry.example/' }).filter({ hasText: ' sooner' }).waitFor();
  await page.screenshot({ path: join(pictures, 'saved-what-if.png') });
  await rows.filter({ hasText: 'The registry’s speed' }).click();
  await page.locator('.quick-input-widget', { hasText: 'How fast are images downloaded?' }).waitFor();
  await page.locator('.quick-input-widget input[type=text]').first().fill('100MB/s');
  await page.keyboard.press('Enter');
  await workbench.notification(
    /What if: images are downloaded at 100 MB\/s\. An estimate, simulated with and without the change, .* (?:sooner|later)\./,
  );
  await workbench.command('View: Close Editor');
});

test('of one that is cut it says what to do', async () => {
  await file('cut.podstart.json').dblclick();
  const bar = workbench.panel().locator('.live');
  await bar.waitFor();
  expect(await bar.innerText()).toMatch(
    /^There is no start to show in cut\.podstart\.json: it ends early.*save the start/,
  );
  await workbench.page.screenshot({ path: join(pictures, 'saved-start-cut.png') });
  await workbench.command('View: Close Editor');
});

test('two that are dropped on the editors are opened', async () => {
  await file('stuck.podstart.json').click();
  await file('other.podstart.json').click({ modifiers: ['Control'] });
  const { mouse } = workbench.page;
  await file('other.podstart.json').hover();
  await mouse.down();
  const group = await workbench.page.locator('.editor-group-container').first().boundingBox();
  for (const at of [0.2, 0.5])
    await mouse.move(group!.x + group!.width * at, group!.y + group!.height / 2, { steps: 8 });
  await mouse.up();
  for (const name of ['stuck.podstart.json', 'other.podstart.json']) await tab(name).waitFor();
  expect(workbench.complaints).toEqual([]);
});
