import { expect, test } from 'vitest';
import { pageOpener } from './pageOpener';
import type { PanelPage, Theme } from './panelPage';
import { kubectl } from '../../src/core/diagnosis/facts/suggestedCommand';
import { findings } from '../../src/core/panel/findings';
import { expectedStart } from '../../src/core/explain/difference/expectedStart';
import { readFileSync } from 'node:fs';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { recordings } from '../recordings/recordings';
import { manyPods } from './manyPods';
import { observedTrace } from '../core/trace/observedTrace';
import { simulatedSample } from './simulatedSample';
import { violations } from './violations';
import type { Findings, LiveState } from '../../src/core/panel/protocol';
import type { Trace } from '../../src/core/trace/trace';

const openPage = pageOpener();
let panel: PanelPage;

const [nginx] = parseManifest(readFileSync('samples/nginx.yaml', 'utf8')).objects;
const simulated = expectedStart([nginx!.value], { namespace: 'default' });
const live: LiveState = { status: 'watching', text: 'Watching pod/web', denied: [] };
const details = () => panel.page.locator('.details');
const part = (kind: string) => panel.page.locator(`.part.kind-${kind}`);

/** What a watcher of a recorded case saw, and what the panel says about it. */
function observed(name: string): { trace: Trace; findings: Findings } {
  const recording = recordings('containerd').find((one) => one.name === name)!;
  const trace = observedTrace(recording);
  const manifest = parseManifest(recording.manifest);
  const objects = manifest.objects.map(({ value }) => value);
  // As recorded, the registry stands on the same machine; small images are expected.
  const profile = { imageSize: 5_000_000, pullSpeed: 270_000, pullImage: 20 };
  const expected = () => expectedStart(objects, { namespace: recording.namespace, profile });
  return { trace, findings: findings(trace, { source: { manifest, file: 'web.yaml' }, expected }) };
}

test('a part of the timeline selects its call in the diagram, and a call its part', async () => {
  panel = await openPage();
  await panel.show(simulated);
  await part('sandbox').click();
  await expect.poll(() => details().locator('h2').textContent()).toBe('RunPodSandbox');
  expect(await panel.page.locator('g.arrow.request.selected .method').textContent()).toBe('RunPodSandbox');
  await panel.page.locator('g.arrow.request', { hasText: 'PullImage' }).click();
  await expect.poll(() => part('pull').getAttribute('aria-selected')).toBe('true');
  expect(await panel.page.locator('.part.selected').count()).toBe(1);
  expect(await panel.page.locator('.caption').textContent()).toContain('is pulled');
  expect(panel.complaints).toEqual([]);
});

test('a wait between calls has details, too', async () => {
  panel = await openPage();
  await panel.show(simulated);
  await part('volumes').click();
  await expect.poll(() => details().innerText()).toMatch(/volumes[\s\S]*its volume is mounted[\s\S]*took\s+300 ms/);
  expect(await panel.page.locator('g.arrow.selected').count()).toBe(0);
});

test('the largest parts are named, and can be chosen, also where the lanes are folded', async () => {
  panel = await openPage();
  await panel.show(simulated);
  await panel.page.getByRole('button', { name: 'Where the time went' }).click();
  expect(await part('sandbox').isVisible()).toBe(false);
  expect(await panel.page.locator('.whole').textContent()).toMatch(/until it was Ready/);
  const largest = panel.page.locator('.largest-part');
  expect(await largest.first().textContent()).toMatch(/\d+ (ms|s) · \d+ %/);
  await largest.filter({ hasText: 'image pull' }).click();
  await expect.poll(() => details().locator('h2').textContent()).toBe('PullImage');
  expect(await panel.saved()).toMatchObject({ timeline: false });
});

test('the keyboard walks over the parts with a ring and a name for each', async () => {
  panel = await openPage();
  await panel.show(simulated);
  const { page } = panel;
  await page.locator('[role=gridcell]').first().focus();
  const focused = () =>
    page.evaluate(() => ({
      label: document.activeElement?.getAttribute('aria-label') ?? '',
      outline: getComputedStyle(document.activeElement!).outlineStyle,
    }));
  await page.keyboard.press('ArrowRight');
  const [first, last] = [await focused(), (await page.keyboard.press('End'), await focused())];
  expect(first.label).toMatch(/ \d+ ms: .*, from \+?\d+( ms)? to \+\d+ ms, simulated$/);
  expect(first.outline).toBe('solid');
  expect(last.label).not.toBe(first.label);
  expect(await page.locator('[role=gridcell][tabindex="0"], [role=rowheader][tabindex="0"]').count()).toBe(1);
  await page.keyboard.press('+');
  const width = () => page.locator('.axis').evaluate((axis) => axis.clientWidth);
  const zoomed = await width();
  await page.keyboard.press('0');
  expect(await width()).toBeLessThan(zoomed);
});

test('a watched start goes on without news, and nothing is made anew', async () => {
  panel = await openPage();
  const { trace, findings: found } = observed('fault.image-not-found');
  await panel.show(trace, { live, findings: found });
  const last = part('backOff').last();
  await last.evaluate((bar) => ((bar as HTMLElement).dataset['mark'] = 'same'));
  const label = await last.getAttribute('aria-label');
  await expect.poll(() => last.getAttribute('aria-label'), { timeout: 5000 }).not.toBe(label);
  await panel.show(trace, { live, findings: found });
  expect(await last.getAttribute('data-mark')).toBe('same');
});

test('what was observed and what is inferred look different, with error bars', async () => {
  panel = await openPage();
  await panel.show(observed('pull.100MB').trace, { live });
  expect(await part('pull').getAttribute('class')).toContain('observed');
  expect(await part('scheduling').first().getAttribute('class')).toContain('inferred');
  expect(await panel.page.locator('.error:visible').count()).toBeGreaterThan(0);
  expect(await panel.page.locator('.legend').isVisible()).toBe(true);
});

test('a stuck pod has its cause, its line, the command and the next try; all goes when the cause goes', async () => {
  panel = await openPage({ height: 1200 });
  const { trace, findings: found } = observed('fault.image-not-found');
  const retry = { what: 'the image is pulled again', at: { at: Date.now() + 12_000, precision: 1000 } };
  const [diagnosis] = found.diagnoses;
  const diagnoses = [{ ...diagnosis!, retry, alike: 2 }];
  await panel.show({ ...trace, end: Date.now() }, { live, findings: { ...found, diagnoses } });
  const cause = panel.page.locator('.cause');
  expect(await cause.innerText()).toMatch(
    /^Why pod web, container app does not run \(and 2 more pods like it\): the image[\s\S]*Look at web\.yaml, line 8: containers\[0\]\.image\nNext: /,
  );
  await cause.getByRole('button', { name: 'web.yaml, line 8' }).click();
  expect(await panel.told()).toContainEqual({ type: 'revealLine', line: 8, column: expect.any(Number) as number });
  const due = () => cause.locator('.retry').innerText();
  expect(await due()).toMatch(/^retry: the image is pulled again in \d+ s to \d+ s$/);
  const before = await due();
  await expect.poll(due, { timeout: 5000 }).not.toBe(before);
  await cause.getByRole('button', { name: 'Copy the command' }).focus();
  await panel.show(
    { ...trace, end: Date.now() },
    { live, findings: { ...found, diagnoses: [{ ...diagnoses[0]!, alike: 3 }] } },
  );
  expect(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Copy the command');
  const { command } = diagnosis!;
  await cause.getByRole('button', { name: 'Run it in a terminal' }).click();
  expect(await panel.told()).toContainEqual({ type: 'runLooking', command });
  const changing = { ...diagnosis!, command: kubectl`delete pod ${'web'}` };
  await panel.show(trace, { live, findings: { ...found, diagnoses: [changing] } });
  expect(await cause.getByRole('button', { name: 'Run it in a terminal' }).count()).toBe(0);
  await panel.show(trace, { live, findings: { ...found, diagnoses: [{ ...diagnosis!, isWaiting: true }] } });
  expect(await cause.innerText()).toMatch(/^What pod web, container app waits for/);
  await panel.show(trace, { live, findings: { ...found, diagnoses: [] } });
  expect(await cause.count()).toBe(0);
});

test('what was otherwise than simulated stands in a section that folds', async () => {
  panel = await openPage({ height: 1200 });
  const { trace, findings: found } = observed('pull.100MB');
  await panel.show(trace, { live, findings: found });
  const section = panel.page.locator('.told');
  expect(await section.locator('summary').textContent()).toMatch(/image of app is pulled \(104 MB\) \d+ ms slower/);
  expect(await section.locator('table').isVisible()).toBe(false);
  await section.locator('summary').click();
  expect(await section.locator('tr').nth(1).innerText()).toMatch(/\d+ ms ±\d+ ms\s+\d+ ms\s+104 MB at \d+ MB a second/);
  await expect.poll(() => panel.saved()).toMatchObject({ comparison: true });
});

test('of 500 pods those in sight are drawn, and asked for', { retry: 2 }, async () => {
  panel = await openPage();
  for (let round = 0; round < 10; round++) await panel.show(simulated, { live, lanes: manyPods(500, round) });
  const rows = panel.page.locator('.lane');
  expect(await rows.count()).toBeLessThan(40);
  expect(await panel.page.locator('[role=grid]').getAttribute('aria-rowcount')).toBe('500');
  const asked = async () => (await panel.told()).flatMap((one) => (one.type === 'showLanes' ? [one.uids] : []));
  expect((await asked())[0]?.slice(0, 3)).toEqual(['uid-0', 'uid-1', 'uid-2']);
  await panel.page.locator('.lanes').evaluate((lanes) => lanes.scrollTo({ top: 300 * 30 }));
  await expect.poll(async () => (await asked()).at(-1)).toContain('uid-302');
  await panel.page.locator('.lane-name', { hasText: 'web-303' }).click();
  expect(await panel.told()).toContainEqual({ type: 'choosePod', uid: 'uid-303' });
  const took = (await panel.told())
    .flatMap((one) => (one.type === 'drawn' ? one.milliseconds : []))
    .sort((a, b) => a - b);
  expect(took[Math.floor(took.length / 2)]).toBeLessThan(100);
});

test.each(['dark', 'light', 'highContrast'] as Theme[])('the timeline is accessible in the %s theme', async (theme) => {
  panel = await openPage({ theme, height: 1200 });
  const { trace, findings: found } = observed('fault.image-not-found');
  await panel.show(trace, { live, findings: found, lanes: manyPods(30) });
  await panel.page.locator('.told summary').click();
  expect(await violations(panel)).toEqual([]);
});

test.each([400, 700, 1500])('names of rows and parts have what is seen of them, %i pixels wide', async (width) => {
  panel = await openPage({ width, height: 1000 });
  const named = ['empty-table-header', 'label-content-name-mismatch'];
  await panel.show(simulatedSample('shop'));
  await part('sandbox').first().waitFor();
  expect(await violations(panel, named)).toEqual([]);
  const { trace, findings: found } = observed('pod.initContainers.two');
  await panel.show(trace, { live, findings: found, lanes: manyPods(30) });
  expect(await violations(panel, named)).toEqual([]);
});

test('a wait that was selected is selected again after a reload of the window', async () => {
  panel = await openPage();
  await panel.show(simulated);
  await part('volumes').click();
  await expect.poll(() => details().locator('h2').textContent()).toBe('volumes');
  const saved = await panel.saved();
  await panel.close();
  panel = await openPage({ saved });
  await panel.show(simulated);
  await expect.poll(() => details().locator('h2').textContent()).toBe('volumes');
  await expect.poll(() => part('volumes').getAttribute('aria-selected')).toBe('true');
});
