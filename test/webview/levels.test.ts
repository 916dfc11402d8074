import { expect, test } from 'vitest';
import { pageOpener } from './pageOpener';
import type { PanelPage, Theme } from './panelPage';
import { podsOf } from '../../src/core/trace/podsOf';
import { message, nginxTrace } from '../core/diagram/nginxTrace';
import { sequenceDiagram } from '../../src/core/diagram/sequenceDiagram';
import { simulatedSample } from './simulatedSample';
import { violations } from './violations';
import type { Level } from '../../src/core/trace/level';
import type { Trace } from '../../src/core/trace/trace';

const openPage = pageOpener();
let panel: PanelPage;

const nginx = simulatedSample('nginx');
const chosen = () => select().locator('option:checked').textContent();
const select = () => panel.page.getByRole('combobox', { name: 'Level of detail' });
const requests = () =>
  panel.page
    .locator('.canvas > svg:not(.sticky-actors) g.arrow.request')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-message')));
const written = (trace: Trace, level: Level, pod?: string) =>
  sequenceDiagram(trace, { level, ...(pod !== undefined && { pod }) }).arrows.flatMap(({ kind, messages: [id] }) =>
    kind === 'request' ? [id] : [],
  );

const names = { 1: 'Main steps', 2: 'CRI', 3: 'Everything' } as const;

async function choose(level: Level): Promise<void> {
  await select().selectOption(names[level]);
}

test('the switch draws the same start in more or less detail, and the host learns what was chosen', async () => {
  panel = await openPage();
  await panel.show(nginx);
  await expect.poll(chosen).toBe('CRI');
  expect(await requests()).toEqual(written(nginx, 2));
  const told = (await panel.told()).length;
  const seen = new Set<number>();
  for (const level of [1, 3, 2] as const) {
    await choose(level);
    await expect.poll(requests).toEqual(written(nginx, level));
    expect(await chosen()).toBe(names[level]);
    seen.add((await requests()).length);
  }
  expect(seen.size).toBe(3);
  const levels = (await panel.told()).slice(told).filter(({ type }) => type === 'level');
  expect(levels).toEqual([1, 3, 2].map((level) => ({ type: 'level', level })));
  expect(panel.complaints).toEqual([]);
});

test('a start is shown in as much detail as was chosen last, in any panel', async () => {
  panel = await openPage({ level: 1 });
  await panel.show(nginx);
  expect(await requests()).toEqual(written(nginx, 1));
  await expect.poll(chosen).toBe('Main steps');
});

test('the level stays with new states and over a reload of the window', async () => {
  panel = await openPage();
  await panel.show(nginx);
  await choose(1);
  await expect.poll(() => panel.saved()).toMatchObject({ level: 1 });
  await panel.show({ ...nginx, title: 'again' });
  expect(await requests()).toEqual(written(nginx, 1));
  const saved = await panel.saved();
  await panel.close();
  panel = await openPage({ saved });
  await panel.show(nginx);
  expect(await requests()).toEqual(written(nginx, 1));
  await expect.poll(chosen).toBe('Main steps');
});

test('the selected call stays selected where it is still shown, else nothing is', async () => {
  panel = await openPage({ height: 500 });
  const { page } = panel;
  await panel.show(nginx);
  const selected = () => page.locator('g.arrow.request.selected').getAttribute('data-message');
  const arrow = (method: string) => page.locator('g.arrow.request', { hasText: new RegExp(`\\b${method}\\b`) }).first();
  await arrow('StartContainer').click();
  const id = await selected();
  for (const level of [1, 3] as const) {
    await choose(level);
    await expect.poll(requests).toEqual(written(nginx, level));
    await expect.poll(selected).toBe(id);
    await expect.poll(() => page.locator('.details h2').textContent()).toBe('StartContainer');
    // Its arrow is in sight, wherever the new drawing has it.
    await expect
      .poll(async () => {
        const [box, view] = [await arrow('StartContainer').boundingBox(), await page.locator('.diagram').boundingBox()];
        return box !== null && view !== null && box.y >= view.y && box.y + box.height <= view.y + view.height;
      })
      .toBe(true);
  }
  await arrow('ImageStatus').click();
  await choose(1);
  await expect.poll(requests).toEqual(written(nginx, 1));
  expect(await page.locator('g.arrow.selected').count()).toBe(0);
  expect(await page.locator('.details').isVisible()).toBe(false);
});

test('a call that the host selects is shown, whatever the level', async () => {
  panel = await openPage();
  await panel.show(nginx);
  await choose(1);
  const hidden = nginx.messages.find(({ method }) => method === 'ImageStatus');
  if (!hidden) throw new Error('there is no ImageStatus');
  await panel.send({ type: 'select', message: hidden.id });
  await expect.poll(chosen).toBe('CRI');
  await expect.poll(() => panel.page.locator('g.arrow.request.selected').getAttribute('data-message')).toBe(hidden.id);
});

test('the part of a long diagram is shown where the selected call is', async () => {
  panel = await openPage();
  const messages = Array.from({ length: 400 }, (_, i) => ({
    ...message({
      id: `${i}`,
      from: 'kubelet',
      to: 'runtimeService',
      protocol: 'CRI',
      method: `Call${i}`,
      response: {},
      from_ms: i,
      to_ms: i + 0.5,
    }),
    level: i % 4 === 3 ? (2 as const) : (3 as const),
  }));
  await panel.show({ ...nginx, messages, notes: [] });
  await panel.send({ type: 'select', message: '399' });
  await choose(3);
  await expect.poll(() => panel.page.locator('.page').textContent()).toBe('part 2 of 2');
  await expect.poll(() => panel.page.locator('g.arrow.request.selected').getAttribute('data-message')).toBe('399');
});

test('a call that the host selects is shown in its part of a long diagram, where another part reads alike, too', async () => {
  panel = await openPage({ width: 1200 });
  const messages = Array.from({ length: 2000 }, (_, i) =>
    message({
      id: `${i}`,
      from: 'kubelet',
      to: 'runtimeService',
      protocol: 'CRI',
      method: i % 2 ? 'CreateContainer' : 'StartContainer',
      from_ms: i,
      to_ms: i + 0.5,
    }),
  );
  await panel.show({ ...nginxTrace, notes: [], messages });
  for (const id of ['1999', '1000', '1001']) {
    await panel.send({ type: 'select', message: id });
    const selected = panel.page.locator('.canvas > svg:not(.sticky-actors) g.arrow.request.selected');
    await expect
      .poll(() => selected.evaluateAll((all) => all.map((one) => one.getAttribute('data-message'))))
      .toEqual([id]);
  }
});

test('what is exported has the level that is shown', async () => {
  panel = await openPage();
  await panel.show(nginx);
  await choose(3);
  await panel.page.getByRole('button', { name: /^Export/ }).click();
  expect(await panel.told()).toContainEqual({
    type: 'chooseExport',
    level: 3,
    pod: '',
    selected: [],
    walked: [],
    folded: [],
    hidden: [],
  });
});

test('of several pods the chosen one is shown in each level', async () => {
  panel = await openPage();
  const shop = simulatedSample('shop');
  await panel.show(shop);
  const [pod] = podsOf(shop);
  for (const level of [3, 1] as const) {
    await choose(level);
    await expect.poll(requests).toEqual(written(shop, level, pod));
  }
});

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'the switch is accessible in the %s theme',
  async (theme) => {
    panel = await openPage({ theme });
    await panel.show(nginxTrace);
    await choose(1);
    await expect.poll(requests).toEqual(written(nginxTrace, 1));
    expect(await violations(panel)).toEqual([]);
  },
);
