import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { helmProgram } from '../../tools/helm.mjs';
import { pictures, Workbench } from './workbench';

const helm = helmProgram();
if (helm.missing !== undefined && process.env['POD_STARTUP_CI']) throw new Error(helm.missing);

const web = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-web
spec:
  replicas: {{ .Values.replicas }}
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - name: app
          image: {{ .Values.image }}
`;
const files = {
  'templates/web.yaml': web,
  'values.yaml': 'replicas: 1\nimage: registry.example/web:1\n',
  'values-prod.yaml': 'image: registry.example/web:prod\n',
};

describe.skipIf(helm.missing !== undefined)(`a chart in real VS Code (${helm.missing ?? 'with helm'})`, () => {
  let workbench: Workbench;

  beforeAll(async () => {
    workbench = await Workbench.open({
      env: { PATH: `${dirname(helm.path ?? '')}${delimiter}${process.env['PATH']}` },
    });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(workbench.folder, name)), { recursive: true });
      writeFileSync(join(workbench.folder, name), text);
    }
    await workbench.addFile('Chart.yaml', 'apiVersion: v2\nname: shop\nversion: 0.1.0\n');
    await workbench.openFile('Chart.yaml');
  });
  afterAll(async () => {
    await workbench?.close();
  });

  test('is explained as helm renders it with the values that a person picks, and its lines lead to the template', async () => {
    const { page } = workbench;
    await workbench.command('Explain as Rendered by Kustomize or Helm');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'values-prod.yaml' }).first().click();
    await page.keyboard.press('Enter');
    await workbench.drawn();
    const panel = workbench.panel();
    await expect.poll(() => panel.locator('body').innerText()).toContain('registry.example/web:prod');
    await page.locator('.tab', { hasText: 'shop (rendered chart)' }).first().waitFor();
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, 'rendered-chart.png') });

    // From the image's line of what was rendered to that of the template.
    await panel.locator('g.arrow.request', { hasText: 'CreateContainer' }).first().click();
    const field = panel.locator('[data-path="config.image.user_specified_image"]');
    await field.getByRole('button', { name: /^line \d+/ }).click();
    await expect.poll(() => page.locator('.editor-group-container.active .current-line').count()).toBeGreaterThan(0);
    await page.keyboard.press('F12');
    await page.locator('.tab.active', { hasText: 'web.yaml' }).waitFor();
    await expect.poll(() => page.locator('.statusbar-item', { hasText: /^Ln 13, / }).count()).toBe(1);
    await page.screenshot({ path: join(pictures, 'rendered-chart-template.png') });
    expect(workbench.complaints).toEqual([]);
  });
});
