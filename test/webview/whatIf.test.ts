import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  amountsAssumed,
  chipsFor,
  explain,
  releaseFor,
  parseManifest,
  workloadsOf,
  type ExplainInput,
} from '../../src/host/explainer';
import { pageOpener } from './pageOpener';
import themes from './themes.json';
import { violations } from './violations';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { observedTrace } from '../core/trace/observedTrace';
import { recordings } from '../recordings/recordings';
import type { PanelPage, Rest, Theme } from './panelPage';

const pictures = join(import.meta.dirname, '../../out/screenshots');
mkdirSync(pictures, { recursive: true });
const openPage = pageOpener();
let panel: PanelPage;

const manifest = parseManifest(readFileSync(join(import.meta.dirname, '../../samples/probes.yaml'), 'utf8'));
const [workload] = workloadsOf(manifest);
const container = workload!.object.value as { spec: { containers: { name: string; image: string }[] } };
const [{ name, image } = { name: '', image: '' }] = container.spec.containers;

/** A start as the host sends it. */
function startWith(whatIf: readonly string[], faults: readonly string[] = []): [ReturnType<typeof explain>, Rest] {
  const input: ExplainInput = {
    manifest,
    workload: workload!,
    existing: [],
    faults,
    whatIf,
    circumstances: {},
    start: 0,
  };
  const trace = explain(input);
  return [trace, { assumed: [], chips: chipsFor(input), amounts: amountsAssumed(input), release: releaseFor(input) }];
}

const some = [`image ${image} present`, `answers-after ${name} 25s`, 'node 2 4Gi'];
const chips = () => panel.page.locator('.chip-label');
const focused = () => panel.page.evaluate(() => document.activeElement?.textContent);
const told = async (type: string) => (await panel.told()).filter((each) => each.type === type);
const button = () => panel.page.getByRole('button', { name: 'What if…' });

test('without a chip the button stands in the tool bar, and takes no line', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(...startWith([]));
  await button().waitFor();
  expect(await panel.page.locator('.toolbar').getByRole('button', { name: 'What if…' }).count()).toBe(1);
  expect(await panel.page.locator('.chips').count()).toBe(0);
  await button().click();
  expect(await told('whatIf')).toEqual([{ type: 'whatIf' }]);
  expect(panel.complaints).toEqual([]);
});

test('the tool bar says the release, and asks for another one', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(...startWith([]));
  const release = () => panel.page.locator('.toolbar').getByRole('button', { name: /^Kubernetes/ });
  await expect.poll(() => release().innerText()).toBe('Kubernetes 1.37');
  expect(await release().getAttribute('title')).toBe(
    'Kubernetes 1.37, the newest that is known\nChoose another release',
  );
  await release().click();
  expect(await told('whatIf')).toEqual([{ type: 'whatIf', line: 'kubernetes 1.37' }]);
  await panel.show(...startWith(['kubernetes 1.33']));
  await expect.poll(() => release().innerText()).toBe('Kubernetes 1.33');
  expect(await chips().allInnerTexts()).toEqual(['Kubernetes 1.33']);
  expect(await violations(panel)).toEqual([]);
});

test('each difference is a chip; keys go along them, Delete removes and the neighbour has the focus', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(...startWith(some, [`crash ${name}`]));
  await expect
    .poll(() => chips().allInnerTexts())
    .toEqual([`Crash: ${name}`, `image present: ${image}`, `${name} answers after 25 s`, 'node with 2 CPUs, 4 GiB']);
  expect(await button().count()).toBe(1);
  await chips().first().focus();
  await panel.page.keyboard.press('ArrowRight');
  expect(await focused()).toBe(`image present: ${image}`);
  await panel.page.keyboard.press('End');
  await panel.page.keyboard.press('ArrowLeft');
  await panel.page.keyboard.press('Enter');
  expect(await told('whatIf')).toEqual([{ type: 'whatIf', line: some[1] }]);
  await panel.page.keyboard.press('Delete');
  expect(await told('removeChip')).toEqual([{ type: 'removeChip', id: `what-if ${some[1]}` }]);
  await panel.show(...startWith([some[0]!, some[2]!], [`crash ${name}`]));
  expect(await focused()).toBe('node with 2 CPUs, 4 GiB');
  await panel.page.keyboard.press('Delete');
  await panel.show(...startWith([some[0]!], [`crash ${name}`]));
  expect(await focused()).toBe(`image present: ${image}`);
  await panel.page.getByRole('button', { name: `Remove: Crash: ${name}` }).click();
  expect((await told('removeChip')).at(-1)).toEqual({ type: 'removeChip', id: `fault crash ${name}` });
  await panel.show(...startWith([some[0]!]));
  await chips().first().press('Delete');
  await panel.show(...startWith([]));
  await expect.poll(focused).toContain('What if…');
  expect(await panel.page.locator('.chips').count()).toBe(0);
});

test('when an app answers can be slid; the arrow keys move the slider and not the step', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(...startWith(some));
  const slider = () => panel.page.getByRole('slider', { name: `${name} answers after` });
  await expect.poll(() => slider().inputValue()).toBe('25');
  expect(await slider().count()).toBe(1);
  expect(Number(await slider().getAttribute('max'))).toBeGreaterThanOrEqual(50);
  await slider().focus();
  await panel.page.keyboard.press('ArrowRight');
  expect(await told('setWhatIf')).toEqual([{ type: 'setWhatIf', line: `answers-after ${name} 26s` }]);
  expect(await panel.page.locator('g.arrow.selected').count()).toBe(0);
  await panel.show(...startWith(some.map((line) => line.replace('25s', '26s'))));
  await expect.poll(() => chips().nth(1).innerText()).toBe(`${name} answers after 26 s`);
  // It is the same element, so that it keeps the focus.
  expect(await slider().evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await violations(panel)).toEqual([]);
  expect(panel.complaints).toEqual([]);
});

test('assumed values are in the list with where they come from, and open the same input', async () => {
  panel = await openPage({ width: 1200 });
  const [trace, rest] = startWith([]);
  await panel.show(trace, rest);
  const toggle = panel.page.locator('.toolbar .toggle');
  expect(await toggle.innerText()).toBe('Assumed');
  await toggle.click();
  const rows = panel.page.locator('.amounts li');
  await expect.poll(() => rows.count()).toBe(rest.amounts!.length);
  expect(await rows.allInnerTexts()).toContainEqual(
    expect.stringMatching(/^images are downloaded at 25 MB a second \(.*\)/) as string,
  );
  await panel.page.getByRole('button', { name: /^Change: images are downloaded/ }).click();
  expect(await told('whatIf')).toEqual([{ type: 'whatIf', line: 'registry-speed 25MB/s' }]);
  await panel.page.screenshot({ path: join(pictures, 'assumed-values.png') });
});

test('a call that can fail says so in its details, one that cannot does not', async () => {
  panel = await openPage({ width: 1200 });
  const [trace, rest] = startWith([]);
  await panel.show(trace, rest);
  const lets = panel.page.getByRole('button', { name: 'Let this fail…' });
  const of = (method: string): string => trace.messages.find((one) => one.method === method)!.id;
  await panel.send({ type: 'select', message: of('CreateContainer') });
  await lets.click();
  expect(await told('letFail')).toEqual([{ type: 'letFail', message: of('CreateContainer') }]);
  await panel.send({ type: 'select', message: of('PodSandboxStatus') });
  await panel.page.getByRole('heading', { name: 'PodSandboxStatus' }).waitFor();
  expect(await lets.count()).toBe(0);
  await panel.show(observedTrace(recordings('own')[0]!), { live: { status: 'ended', text: 'Watched', denied: [] } });
  expect(await lets.count()).toBe(0);
  expect(await button().count()).toBe(0);
});

test.each(Object.keys(themes) as Theme[])('the chips wrap where it is narrow and are accessible, %s', async (theme) => {
  panel = await openPage({ theme, width: 420 });
  const long = `fail RunPodSandbox * 2 ${'no addresses are left in 10.244.0.0/24 '.repeat(4)}`;
  const [, rest] = startWith([...some, long, `exits ${name} 40s 1`], [`crash ${name}`]);
  await panel.show(nginxTrace, rest);
  await expect.poll(() => chips().count()).toBe(6);
  const wide = await panel.page.evaluate(
    () =>
      [...document.querySelectorAll('.chips, .chips *')].filter((one) => one.getBoundingClientRect().right > innerWidth)
        .length,
  );
  expect(wide).toBe(0);
  expect(await violations(panel)).toEqual([]);
  await panel.page.screenshot({ path: join(pictures, `what-if-420-${theme}.png`) });
  if (theme !== 'dark' && theme !== 'light') return;
  for (const width of [760, 1280]) {
    await panel.page.setViewportSize({ width, height: 900 });
    await panel.page.waitForTimeout(500);
    await panel.page.screenshot({ path: join(pictures, `what-if-${width}-${theme}.png`) });
  }
});
