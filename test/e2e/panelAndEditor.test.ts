import { afterEach, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
afterEach(async () => {
  await workbench?.close();
});

const command = 'Pod Startup: Explain This Manifest';
const panel = () => workbench.panel();
const said = () => panel().locator('.walk-text').innerText();
const groups = () => workbench.page.locator('.editor-group-container');
/** The names of a group's tabs; groups are told by the tab in front. */
const tabsBeside = (tab: RegExp) => groups().filter({ has: workbench.page.locator('.tab.active', { hasText: tab }) }).locator('.tab').evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.split(',')[0])); // prettier-ignore
const manifest = () => groups().filter({ has: workbench.page.locator('.tab', { hasText: 'nginx.yaml' }) }).locator('.view-lines').innerText(); // prettier-ignore

test('the keyboard is in a panel that a command opens, and what is typed goes into no manifest', async () => {
  // What the editor shows is read: nothing but the text may stand in it.
  workbench = await Workbench.open({ settings: { 'editor.inlayHints.enabled': 'off' } });
  const { page } = workbench;
  await workbench.openFile('nginx.yaml');
  await page
    .locator('.view-line', { hasText: 'kind' })
    .first()
    .click({ position: { x: 8, y: 8 } });
  const before = await manifest();
  await workbench.command(command);
  await workbench.drawn();
  await page.keyboard.press('ArrowDown');
  await expect.poll(said).toMatch(/^Step 1 of /);
  await page.keyboard.press('v');
  await expect.poll(() => panel().locator('.story .step').count()).toBeGreaterThan(5);
  expect(await manifest()).toBe(before);

  // A sample, too, by Enter alone; it opens beside the panel, which turns to it.
  await page.keyboard.press('v');
  await workbench.command('Pod Startup: Explain a Sample');
  await page.locator('.quick-input-box input[placeholder^="Which one?"]').fill('crash loop');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'A crash loop' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab', { hasText: 'Start of crash-loop' }).waitFor();
  await expect.poll(() => tabsBeside(/Start of crash-loop/)).toEqual(['Start of crash-loop']);
  await expect.poll(() => groups().first().locator('.view-lines').innerText()).toMatch(/A.crash.loop/);
  await page.keyboard.press('Home');
  await expect.poll(said).toMatch(/^Step 1 of /);
});

test('the requests stand beside the manifest and the panel, and cover neither', async () => {
  workbench = await Workbench.open();
  const { page } = workbench;
  await workbench.openFile('nginx.yaml');
  await workbench.command(command);
  await workbench.drawn();
  // At its beginning: a line is as wide as the longest one, whose middle may be out of sight.
  await page
    .locator('.view-line', { hasText: 'kind' })
    .first()
    .click({ position: { x: 8, y: 8 } });
  await workbench.command('Pod Startup: Show CRI Requests');
  for (let times = 0; times < 2; times++) {
    await page.locator('.tab.active', { hasText: 'CRI requests' }).waitFor();
    await expect.poll(() => groups().count()).toBe(3);
    expect(await tabsBeside(/Start of nginx/)).toEqual(['Start of nginx']);
    expect(await tabsBeside(/nginx.yaml/)).toEqual(['nginx.yaml']);
    // What is shown belongs to the panel that was in front last, though the editor has the keyboard.
    if (times === 0) await workbench.command('Pod Startup: Show CRI Requests');
  }
  await workbench.command('Pod Startup: Export Diagram');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Mermaid' }).first().waitFor();
  await page.keyboard.press('Escape');
  await page
    .locator('.view-line', { hasText: 'kind' })
    .first()
    .click({ position: { x: 8, y: 8 } });
  await workbench.command('Pod Startup: Present');
  await panel().locator('dialog.presenter').waitFor();
});

test("a call has VS Code's menu, and each entry does what it says", async () => {
  workbench = await Workbench.open();
  const { page } = workbench;
  await workbench.openFile('nginx.yaml');
  await workbench.command(command);
  await workbench.drawn();
  const entries = page.locator('.monaco-menu .action-item:not(.disabled) .action-label');
  const open = async (call: string): Promise<string[]> => {
    const arrow = panel().locator('g.arrow.request', { hasText: call }).first();
    await arrow.hover();
    await page.waitForTimeout(1000);
    await arrow.click({ button: 'right' });
    await entries.first().waitFor();
    await page.waitForTimeout(500); // VS Code's menu takes no click that comes within a tenth of a second
    return entries.allInnerTexts();
  };
  expect(await open('PullImage')).toEqual(['Let This Call Fail…', 'Show CRI Request', 'Reveal the Line That Feeds It']);
  await entries.filter({ hasText: 'Reveal the Line' }).click();
  // The line with the image.
  await expect.poll(() => page.locator('.statusbar').innerText()).toMatch(/Ln 11, Col 1/);
  await open('PullImage');
  await entries.filter({ hasText: 'Let This Call Fail' }).click();
  await page.getByPlaceholder('How often does it fail?').waitFor();
  await page.keyboard.press('Escape');
  await open('CreateContainer');
  await entries.filter({ hasText: 'Show CRI Request' }).click();
  await page.locator('.tab.active', { hasText: 'CRI requests' }).waitFor();
});

test('the keys explain the workload under the cursor in a window that was just opened', async () => {
  workbench = await Workbench.open();
  const { page } = workbench;
  await workbench.openFile('shop.yaml');
  await page
    .locator('.view-line')
    .first()
    .click({ position: { x: 8, y: 8 } });
  await page.keyboard.press('Control+End');
  // VS Code knows an extension's keys once it has read its extensions: then the lens is there, too.
  await expect
    .poll(() => page.locator('.codelens-decoration', { hasText: 'Explain the start' }).count())
    .toBeGreaterThan(0);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Shift+P');
  await page.locator('.tab', { hasText: 'Start of shop-report' }).waitFor();
});
