import { afterAll, beforeAll, expect, test } from 'vitest';
import { join } from 'node:path';
import { pictures, Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({
    width: 1100,
    height: 760,
    settings: { 'editor.minimap.enabled': false, 'editor.hover.delay': 100 },
  });
  await workbench.openFile('hovers.yaml');
  await workbench.page.keyboard.press('Control+b');
});
afterAll(async () => {
  await workbench?.close();
});

test.each([
  ['image:', 'image', /CreateContainer/],
  ['cpu: 500m', 'limits-cpu', /cpu_quota/],
  ['readinessProbe:', 'readiness-probe', /ExecSync|probe/i],
  ['configMapKeyRef:', 'config-map-key-ref', /envs/],
  ['hostNetwork:', 'host-network', /namespace_options/],
])('the hover on %s says where the value goes', async (text, name, expected) => {
  const { page } = workbench;
  const word = text.split(':')[0] ?? text;
  const line = page.locator('.view-line', { hasText: text.replaceAll(' ', '\u00a0') }).first();
  const hover = page.locator('.monaco-hover:visible').last();
  // The first answer comes when the extension has been loaded, which a pointer at rest does not wait for.
  await expect
    .poll(async () => {
      await page.mouse.move(1000, 700);
      await line.getByText(word, { exact: true }).first().hover();
      return hover.innerText({ timeout: 2000 }).catch(() => '');
    })
    .toMatch(expected);
  await page.waitForTimeout(200);
  await page.screenshot({ path: join(pictures, `hover-${name}.png`) });
  await page.mouse.move(1000, 700);
  await page.keyboard.press('Escape');
});
