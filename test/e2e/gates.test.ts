import { afterEach, expect, test } from 'vitest';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, Workbench } from './workbench';

let workbench: Workbench;
afterEach(async () => {
  await workbench?.close();
});

test('the state of a stuck start shows its gates: what is open, what holds and who, and what is ahead', async () => {
  workbench = await Workbench.open({ width: 1920, height: 1000, settings: { 'editor.minimap.enabled': false } });
  const { page } = workbench;
  await workbench.openFile('missing-config.yaml');
  await workbench.command('Pod Startup: Explain This Manifest');
  await workbench.drawn();
  await page.keyboard.press('Control+b');
  const state = workbench.panel().getByRole('region', { name: 'State at that moment' });
  const gates = state.getByRole('listitem').filter({ hasText: /^[✓▶·] / });
  const marks = async (): Promise<string[]> => (await gates.allInnerTexts()).map((text) => text.split(':')[0]!);

  // The event that tells it stands with everything; at the last step it is the ConfigMap that holds the container's start.
  await workbench.panel().locator('.walk [aria-label^="First step"]').click();
  await expect.poll(async () => (await marks()).at(0)).toBe('▶ node');
  await workbench.panel().getByLabel('Level of detail').selectOption('Everything');
  await workbench.panel().locator('.walk [aria-label^="Last step"]').click();
  await expect
    .poll(marks)
    .toEqual([
      '✓ node',
      '✓ volumes',
      '✓ sandbox and network',
      '✓ image of app',
      '▶ start of app',
      '· readiness of app',
    ]);
  await expect
    .poll(() => state.innerText())
    .toMatch(/app: .*waits for its start, since \+[\d.]+ s, held by ConfigMap payments-setings, which does not exist/);
  expect(await state.locator('li.holds').innerText()).toMatch(/holds since .*to open it: .*payments-settings/);
  await gates.first().scrollIntoViewIfNeeded();
  mkdirSync(join(root, 'out/screenshots'), { recursive: true });
  await page.screenshot({ path: join(root, 'out/screenshots/gates.png') });
});
