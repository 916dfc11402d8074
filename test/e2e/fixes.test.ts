import { afterAll, beforeAll, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pictures, Workbench } from './workbench';

const text = `apiVersion: v1
kind: Pod
metadata:
  name: shop
spec:
  containers:
    - name: shop
      image: nginx
      resources:
        limits:
          memory: 512m
`;
let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({ width: 1100, height: 760, settings: { 'editor.minimap.enabled': false } });
  await workbench.addFile('shop.yaml', text);
  await workbench.openFile('shop.yaml');
});
afterAll(async () => {
  await workbench?.close();
});

test('by keyboard alone one goes to a hint at its field, reads the name of its cause, and has it mended', async () => {
  const { page, folder } = workbench;
  const lines = page.locator('.editor-group-container.active .view-lines');
  await lines.getByText('kind', { exact: true }).first().click();
  await page.locator('.squiggly-warning, .squiggly-error').first().waitFor();
  await page.keyboard.press('F8');
  const hint = page.locator('.marker-widget');
  await hint.waitFor();
  const told = (await hint.innerText()).replaceAll('\u00a0', ' ');
  expect(told).toContain('Pod Startup');
  expect(told).toContain('memory-in-millibytes');
  await page.screenshot({ path: join(pictures, 'hint-with-its-cause.png') });
  await page.keyboard.press('Escape');
  await expect.poll(() => page.locator('.statusbar-item', { hasText: /^Ln 11, Col 19/ }).count()).toBe(1);
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget', { hasText: 'Change 512m to 512Mi' }).waitFor();
  await page.screenshot({ path: join(pictures, 'quick-fix.png') });
  await page.keyboard.press('Enter');
  await lines.getByText('512Mi').waitFor();
  await page.keyboard.press('Control+s');
  await expect.poll(() => readFileSync(join(folder, 'shop.yaml'), 'utf8')).toBe(text.replace('512m', '512Mi'));
  await expect.poll(() => page.locator('.squiggly-warning, .squiggly-error').count()).toBe(0);
});
