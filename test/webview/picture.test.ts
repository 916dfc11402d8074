import { expect, test } from 'vitest';
import { explain, parseManifest, workloadsOf } from '../../src/host/explainer';
import { pageOpener } from './pageOpener';
import type { PanelPage } from './panelPage';

const openPage = pageOpener();
let panel: PanelPage;

const manifest = parseManifest(
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - {name: app, image: nginx, livenessProbe: {httpGet: {port: 80}, periodSeconds: 2}}\n',
);
const crash = explain({
  manifest,
  workload: workloadsOf(manifest)[0]!,
  existing: [],
  faults: ['crash app'],
  circumstances: { seconds: 60 },
  start: 0,
});
const bars = () => panel.page.locator('.part.selected');

test('a wait selects in diagram, timeline and details, whichever it is chosen in', async () => {
  panel = await openPage({ width: 1280 });
  await panel.show(crash);
  const wait = panel.page.locator('g.wait', { hasText: 'back-off until app is started again' }).first();
  await wait.click();
  await expect.poll(() => bars().getAttribute('aria-label')).toContain('back-off until app is started again');
  expect(await wait.getAttribute('aria-selected')).toBe('true');
  await panel.page.locator('.part.kind-volumes').click();
  await expect.poll(() => panel.page.locator('g.wait.selected').textContent()).toContain('volume');
  expect(await wait.getAttribute('aria-selected')).toBe('false');
  expect(panel.complaints).toEqual([]);
});

test('the timeline marks events, probes, exits and the next retry, and the state is told of any moment', async () => {
  panel = await openPage({ width: 1280 });
  await panel.show(crash);
  for (const kind of ['event', 'probe', 'exit', 'retry'])
    await expect.poll(() => panel.page.locator(`.mark-${kind}`).count()).toBeGreaterThan(0);
  expect(await panel.page.locator('.mark-retry').textContent()).toMatch(/^○ retry \+/);
  await panel.page.locator('.mark-exit').first().click();
  await expect.poll(() => panel.page.locator('g.arrow.selected').first().textContent()).toContain('app exits 1');
  const axis = (await panel.page.locator('.axis .track').boundingBox())!;
  await panel.page.mouse.click(axis.x + axis.width / 2, axis.y + axis.height / 2);
  await expect.poll(() => panel.page.locator('.state h3').textContent()).toMatch(/State at \+\d/);
  await expect.poll(() => panel.page.locator('.state pre').textContent()).toContain('web');
  expect(panel.complaints).toEqual([]);
});

test('each attempt of a probe stands on the timeline with the window that the kubelet leaves it', async () => {
  panel = await openPage({ width: 1280 });
  await panel.show(crash);
  const first = panel.page.locator('.mark-probe').first();
  await expect
    .poll(() => first.getAttribute('title'))
    .toMatch(/liveness probe of app succeeds: attempt 1, due 0 s to \d\.\d s after app started$/);
  const line = await first.evaluate((mark) => {
    const style = getComputedStyle(mark, '::before');
    const track = mark.parentElement!.clientWidth;
    return {
      width: parseFloat(style.width),
      left: parseFloat(style.left),
      track,
      at: (mark as HTMLElement).offsetLeft,
    };
  });
  // A period of 2 s with its allowance is some hundredths of a minute, and the line begins before the mark or at it.
  expect(line.width).toBeGreaterThan(line.track * 0.02);
  expect(line.width).toBeLessThan(line.track * 0.2);
  expect(line.left).toBeLessThanOrEqual(5);
  const event = panel.page.locator('.mark-event').first();
  expect(await event.evaluate((mark) => parseFloat(getComputedStyle(mark, '::before').width))).toBe(0);
});
