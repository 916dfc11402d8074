import { afterEach, expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, Workbench } from './workbench';

let workbench: Workbench;

afterEach(async () => {
  await workbench?.close();
});

const chips = () => workbench.panel().locator('.chip-label').allInnerTexts();
const table = () => workbench.panel().locator('.terminal pre').innerText();
const input = () =>
  workbench.page.locator('.quick-input-widget input[type=text], .quick-input-widget input:not([type])').first();
const choose = async (text: string): Promise<void> => {
  await input().fill(text);
  await workbench.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: text }).first().click();
};
const type = async (text: string): Promise<void> => {
  await input().fill(text);
  await workbench.page.keyboard.press('Enter');
};
const picture = async (name: string): Promise<void> => {
  const folder = join(root, 'out/screenshots');
  mkdirSync(folder, { recursive: true });
  await workbench.page.screenshot({ path: join(folder, `${name}.png`) });
};

test('a circumstance is changed from the palette, from an arrow and from the list, and survives a reload', async () => {
  workbench = await Workbench.open({ width: 1920, height: 1000, settings: { 'editor.minimap.enabled': false } });
  const { page } = workbench;
  await workbench.openFile('probes.yaml');

  // With the editor's focus: the panel opens with it.
  await workbench.command('Pod Startup: What If…');
  await choose('The app answers later');
  await page.locator('.quick-input-widget', { hasText: 'How long after its start' }).waitFor();
  await type('soon');
  await page.locator('.quick-input-widget', { hasText: 'Give a time of at most a day' }).waitFor();
  await picture('what-if-input');
  await type('25s');
  await workbench.drawn();
  await expect.poll(chips).toEqual(['api answers after 25 s']);
  // Where it is narrow, the table goes on below with its next columns.
  await expect.poll(table).toMatch(/probed +0\/1 +\S+\s+(?:RESTARTS +AGE\s+)?[1-9]/);

  // An arrow's own menu begins with the usual text.
  const panel = workbench.panel();
  await panel.locator('g.arrow.request', { hasText: 'RunPodSandbox' }).first().click();
  await panel.getByRole('button', { name: 'Let this fail…' }).click();
  await choose('The first time, then it works');
  await expect.poll(() => input().inputValue()).toContain('no IP addresses available');
  await type('a text of my own');
  await expect.poll(chips).toEqual(['api answers after 25 s', 'RunPodSandbox fails once: a text of my own']);
  await expect.poll(() => panel.locator('g.arrow.failed').count()).toBeGreaterThan(0);

  // What is assumed opens the same input.
  await panel.locator('.toolbar .toggle').click();
  await panel.getByRole('button', { name: /^Change: images are downloaded at/ }).click();
  await page.locator('.quick-input-widget', { hasText: 'How fast are images downloaded' }).waitFor();
  await expect.poll(() => input().inputValue()).toBe('25MB/s');
  await type('1MB/s');
  await expect.poll(chips).toContain('images are downloaded at 1.0 MB/s');
  await picture('what-if');

  // In a browser VS Code writes its state down in its own time, every few seconds, and not when it is closed.
  await page.waitForTimeout(8000);
  await page.reload();
  await workbench.drawn();
  await expect.poll(chips).toHaveLength(3);
  await panel.locator('.chip-label').first().focus();
  await page.keyboard.press('Delete');
  await expect.poll(chips).toEqual(['RunPodSandbox fails once: a text of my own', 'images are downloaded at 1.0 MB/s']);
});
