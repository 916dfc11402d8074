import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pictures, Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open({
    width: 1600,
    height: 1000,
    settings: { 'editor.minimap.enabled': false, 'editor.hover.delay': 100 },
  });
  await workbench.openFile('probes.yaml');
  await workbench.page.keyboard.press('Control+b');
});
afterAll(async () => {
  await workbench?.close();
});

test('what the API server fills in stands beside the text: the QoS class and the pull policy', async () => {
  const lines = () => workbench.page.locator('.view-lines').first().innerText();
  await expect.poll(lines, { timeout: 30_000 }).toMatch(/QoS\sBestEffort/);
  expect(await lines()).toMatch(/IfNotPresent/);
  await workbench.page.screenshot({ path: join(pictures, 'inlay-hints.png') });
});

test('the hover on a probe says when the container is ready and when it is killed', async () => {
  const { page } = workbench;
  const line = page.locator('.view-line', { hasText: 'startupProbe' }).first();
  const hover = page.locator('.monaco-hover:visible').last();
  await expect
    .poll(async () => {
      await page.mouse.move(1200, 900);
      await line.getByText('startupProbe', { exact: true }).first().hover();
      return hover.innerText({ timeout: 2000 }).catch(() => '');
    })
    .toMatch(/Started 0 s to [\d.]+ s after the application answers\.[^]*is killed at [\d.]+ s to [\d.]+ s/);
  await page.screenshot({ path: join(pictures, 'hover-probe-clock.png') });
  await page.keyboard.press('Escape');
});

test('attempts stand on the timeline with their windows, and a slider says when the app answers', async () => {
  const { page } = workbench;
  const input = page.locator('.quick-input-widget input').first();
  await workbench.command('Pod Startup: What If…');
  await input.fill('The app answers later');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'The app answers later' }).first().click();
  await page.locator('.quick-input-widget', { hasText: 'How long after its start' }).waitFor();
  await page.keyboard.type('3s');
  await page.keyboard.press('Enter');
  await workbench.drawn();
  const panel = workbench.panel();
  const titles = () =>
    panel.locator('.mark-probe').evaluateAll((marks) => marks.map((mark) => mark.getAttribute('title') ?? ''));
  const fails = (all: string[]): string[] => all.filter((title) => title.includes('startup probe of api fails'));
  await expect.poll(titles).toContainEqual(expect.stringMatching(/fails: attempt 1, due 0 s to [\d.]+ s after api/));
  const before = fails(await titles()).length;
  const slider = panel.getByRole('slider', { name: 'api answers after' });
  expect(await slider.inputValue()).toBe('3');
  await slider.focus();
  // The window's own keyboard reaches the page where the slider has the focus.
  for (const _ of ['4', '5', '6', '7']) await page.keyboard.press('ArrowRight');
  await expect.poll(() => panel.locator('.chip-label').first().innerText()).toBe('api answers after 7.0 s');
  await expect.poll(async () => fails(await titles()).length).toBeGreaterThan(before);
  const line = panel.locator('.mark-probe').first();
  const width = () => line.evaluate((mark) => parseFloat(getComputedStyle(mark, '::before').width));
  expect(await width()).toBeGreaterThan(5);
  await page.screenshot({ path: join(pictures, 'timeline-attempts.png') });
});
