import { afterEach, expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, Workbench } from './workbench';

let workbench: Workbench;

afterEach(async () => {
  await workbench?.close();
});

test('the release comes from vscode-yaml’s setting, and another one is chosen in the panel in one click', async () => {
  const settings = { 'yaml.kubernetesVersion': 'v1.33.0', 'editor.minimap.enabled': false };
  workbench = await Workbench.open({ width: 1600, height: 1000, settings });
  const { page } = workbench;
  await workbench.openFile('nginx.yaml');
  await workbench.command('Pod Startup: Explain This Manifest');
  await workbench.drawn();
  const panel = workbench.panel();
  const release = panel.locator('.toolbar').getByRole('button', { name: /^Kubernetes/ });
  await expect.poll(() => release.innerText()).toBe('Kubernetes 1.33');
  expect(await release.getAttribute('title')).toContain('yaml.kubernetesVersion is 1.33');
  await expect.poll(() => panel.locator('.circumstances').innerText()).toContain('Kubernetes 1.33');
  mkdirSync(join(root, 'out/screenshots'), { recursive: true });
  await page.screenshot({ path: join(root, 'out/screenshots/release.png') });

  await release.click();
  await page.locator('.quick-input-widget', { hasText: 'The Kubernetes release' }).waitFor();
  const rows = page.locator('.quick-input-list .monaco-list-row');
  expect(await rows.first().innerText()).toMatch(/Kubernetes 1\.33\s*now/);
  await rows.filter({ hasText: 'Kubernetes 1.36' }).click();
  await expect.poll(() => release.innerText()).toBe('Kubernetes 1.36');
  await expect.poll(() => panel.locator('.chip-label').allInnerTexts()).toEqual(['Kubernetes 1.36']);
  await expect.poll(() => panel.locator('.circumstances').innerText()).toContain('Kubernetes 1.36');

  // Without what was chosen for this start, it is the setting's again.
  await panel.locator('.chip-label').press('Delete');
  await expect.poll(() => release.innerText()).toBe('Kubernetes 1.33');
});
