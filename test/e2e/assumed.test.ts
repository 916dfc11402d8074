import { afterEach, expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pictures, root, Workbench } from './workbench';

const command = 'Pod Startup: Explain This Manifest';
let workbench: Workbench;

afterEach(async () => {
  await workbench?.close();
});

const open = async (settings: Record<string, unknown> = {}): Promise<void> => {
  workbench = await Workbench.open({
    width: 1920,
    height: 1080,
    settings: { 'editor.minimap.enabled': false, ...settings },
  });
  await workbench.openFile('assumed.yaml');
  await workbench.command(command);
  await workbench.drawn();
  await workbench.page.keyboard.press('Control+b');
};
const picture = async (name: string, folder = join(root, 'out/screenshots')): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  // What the pointer rests on has a tool tip.
  await workbench.page.mouse.move(960, 1070);
  await workbench.page.waitForTimeout(700);
  await workbench.page.screenshot({ path: join(folder, `${name}.png`) });
};
const toggle = () => workbench.panel().getByRole('button', { name: /^Assumed: / });
const list = () => workbench.panel().getByRole('region', { name: 'Assumed' });
const table = () => workbench.panel().locator('.terminal pre').innerText();

test('what a manifest cannot know is assumed and said; turned off, the diagram shows what fails', async () => {
  await open();
  const { page } = workbench;
  const panel = workbench.panel();
  await workbench.moveBorder(-350);
  await expect.poll(table).toMatch(/certifier-\S+ +1\/1 +Running/);
  expect(await panel.locator('g.arrow.failed').count()).toBe(0);
  expect(await panel.locator('.cause, .missing, .refusal').count()).toBe(0);

  // The hints are there, and none is more than information.
  await expect.poll(() => page.locator('.squiggly-info').count()).toBeGreaterThan(0);
  expect(await page.locator('.squiggly-error, .squiggly-warning').count()).toBe(0);
  await workbench.command('Problems: Focus on Problems View');
  const problems = page.locator('.markers-panel .monaco-list-row');
  await expect.poll(() => problems.filter({ hasText: 'Assumed: ServiceAccount certifier.' }).count()).toBe(1);
  expect(await problems.locator('.codicon-error, .codicon-warning').count()).toBe(0);
  await page.keyboard.press('Control+j');

  expect(await toggle().innerText()).toBe('Assumed: 10');
  await toggle().click();
  const account = list().getByRole('listitem').filter({ hasText: 'ServiceAccount certifier' });
  await expect.poll(() => account.innerText()).toContain('its ServiceAccount certifier does not exist');
  await expect.poll(() => list().innerText()).not.toContain('…');
  await picture('assumed', pictures);

  const settings = list().getByRole('listitem').filter({ hasText: 'ConfigMap certifier-settings' });
  await settings.getByRole('button', { name: /^line \d+$/ }).click();
  await expect.poll(() => page.locator('.statusbar-item', { hasText: /^Ln 33, / }).count()).toBe(1);

  await settings.locator('input[type=checkbox]').click();
  await expect.poll(() => toggle().innerText()).toBe('Assumed: 9 of 10');
  await expect.poll(table).toContain('CreateContainerConfigError');
  await expect
    .poll(() => panel.locator('.cause').innerText())
    .toContain('container controller does not run: ConfigMap certifier-settings does not exist');
  // The diagnosis names it: it is not told a second time.
  expect(await panel.locator('.missing').count()).toBe(0);
  expect(await workbench.calls()).not.toContain('CreateContainer');
  expect(await settings.innerText()).toContain('Without it: ');
  for (const [theme, name] of [
    ['Light High Contrast', 'high-contrast-light'],
    ['Dark High Contrast', 'high-contrast'],
    ['Light Modern', 'light'],
    ['Dark Modern', 'dark'],
  ] as const) {
    await workbench.setTheme(theme);
    await picture(`assumed-off-${name}`);
  }

  // In a browser VS Code writes its state down in its own time, every few seconds, and not when it is closed.
  await page.waitForTimeout(8000);
  await page.reload();
  await workbench.drawn();
  await expect.poll(() => toggle().innerText()).toBe('Assumed: 9 of 10');
  expect(await settings.getByRole('checkbox').isChecked()).toBe(false);

  await panel.getByRole('button', { name: 'Turn all on again' }).click();
  await expect.poll(table).toMatch(/certifier-\S+ +1\/1 +Running/);
  expect(await toggle().innerText()).toBe('Assumed: 10');
});

test('with the setting, nothing is assumed', async () => {
  await open({ 'podStartup.simulation.assume': 'nothing' });
  const nothing = workbench.panel().getByRole('button', { name: 'Nothing is assumed' });
  expect(await nothing.isVisible()).toBe(true);
  await expect.poll(() => workbench.panel().locator('.cause').count()).toBeGreaterThan(0);
  await expect.poll(() => workbench.page.locator('.squiggly-error').count()).toBeGreaterThan(0);
  await picture('assumed-nothing');
  await nothing.click();
  await workbench.page.locator('.settings-editor', { hasText: 'Assume' }).waitFor();
});
