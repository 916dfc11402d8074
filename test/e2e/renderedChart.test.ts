import { afterEach, describe, expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { helmProgram } from '../../tools/helm.mjs';
import { shopChart, shopTemplate } from '../shopChart';
import { writeFiles } from '../writeFiles';
import { pictures, Workbench } from './workbench';

const helm = helmProgram();

const prod = 'image: registry.example/web:prod\n';
const path = `${dirname(helm.path ?? '')}${delimiter}${process.env['PATH']}`;
const command = 'Explain as Rendered by Kustomize or Helm';

let workbench: Workbench;
afterEach(async () => {
  await workbench?.close();
});

/** Opens a window with a chart whose own values lack the image; others have it. */
async function openChart(
  options: Parameters<typeof Workbench.open>[0],
  others: Readonly<Record<string, string>>,
): Promise<void> {
  workbench = await Workbench.open(options);
  writeFiles(workbench.folder, { 'templates/web.yaml': shopTemplate, 'values.yaml': 'replicas: 1\n', ...others });
  await workbench.addFile('Chart.yaml', shopChart);
}

/** The text of the notification that has these words. */
async function notification(words: string | RegExp): Promise<string> {
  return (await workbench.notification(words)).innerText();
}

async function untitledTabs(): Promise<number> {
  return workbench.page.locator('.tab', { hasText: 'Rendered from the chart' }).count();
}

describe.skipIf(helm.missing !== undefined)(`a chart in real VS Code (${helm.missing ?? 'with helm'})`, () => {
  test('is explained as helm renders it with the values that a person picks, and its lines lead to the template', async () => {
    await openChart({ env: { PATH: path } }, { 'values-prod.yaml': prod });
    const { page } = workbench;
    await workbench.openFile('values-prod.yaml');
    await page.locator('.codelens-decoration a', { hasText: 'Explain as rendered' }).click();
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'values-prod.yaml' }).first().click();
    await page.keyboard.press('Enter');
    await workbench.drawn();
    const panel = workbench.panel();
    await expect
      .poll(() => panel.locator('body').innerText())
      .toContain('Rendered from the chart shop by helm template, with values.yaml and values-prod.yaml.');
    const field = panel.locator('[data-path="config.image.user_specified_image"]');
    // A click may fall into the moment in which the diagram is drawn again with what the workspace has.
    const select = async (): Promise<number> => {
      if ((await field.count()) === 0)
        await panel.locator('g.arrow.request', { hasText: 'CreateContainer' }).first().click();
      return field.count();
    };
    await expect.poll(select).toBe(1);
    await expect.poll(() => field.innerText()).toContain('registry.example/web:prod');
    const line = field.getByRole('button', { name: 'web.yaml, line 13' });
    await line.scrollIntoViewIfNeeded();
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, 'rendered-chart.png') });
    await line.click();
    await page.locator('.tab.active', { hasText: 'web.yaml' }).waitFor();
    await expect.poll(() => page.locator('.statusbar-item', { hasText: /^Ln 13, / }).count()).toBe(1);
    expect(workbench.complaints).toEqual([]);
  });

  test('what helm refuses is told in its words, with what to do next; no values are asked for where there are no others', async () => {
    await openChart({ env: { PATH: path } }, {});
    await workbench.openFile('Chart.yaml');
    await workbench.command(command);
    const text = await notification('helm could not render');
    expect(text).toMatch(/shop\/templates\/web\.yaml:13.*image is required.*Next: give the values/);
    expect(await untitledTabs()).toBe(0);
  });

  test('is not rendered in a workspace that is not trusted', async () => {
    const settings = { 'security.workspace.trust.startupPrompt': 'never', 'security.workspace.trust.banner': 'never' };
    await openChart({ env: { PATH: path }, trustWorkspaces: false, settings }, { 'values-prod.yaml': prod });
    await workbench.openFile('Chart.yaml');
    await workbench.command(command);
    expect(await notification(/only in a workspace that you trust/)).toContain('Pod Startup renders charts');
    expect(await untitledTabs()).toBe(0);
  });
});

test('a chart on a machine without helm is said to need it', async () => {
  await openChart({ env: { PATH: '/nowhere', SHELL: '/nowhere' } }, { 'values-prod.yaml': prod });
  await workbench.openFile('Chart.yaml');
  await workbench.command(command);
  expect(await notification(/neither on PATH nor/)).toContain('Install it');
  expect(await untitledTabs()).toBe(0);
});
