import { describe, expect, test } from 'vitest';
import { findings } from '../../src/core/panel/findings';
import { phases } from '../../src/core/phases/phases';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { pageOpener } from './pageOpener';
import { simulatedSample } from './simulatedSample';
import { violations } from './violations';
import type { PanelPage, Theme } from './panelPage';
import type { Trace } from '../../src/core/trace/trace';

const openPage = pageOpener();
let panel: PanelPage;

const trace = simulatedSample('init-and-sidecar');
const all = phases(trace);
const ready = { ...trace, title: 'again' };
const headings = () => panel.page.locator('.phase-buttons > button');
const heading = (name: string) =>
  headings().filter({ has: panel.page.locator(`xpath=self::*[starts-with(@aria-label, "${name}")]`) });
const names = () => headings().evaluateAll((found) => found.map((one) => one.getAttribute('aria-label') ?? ''));
const folded = () =>
  headings().evaluateAll((found) =>
    found.flatMap((one) =>
      one.getAttribute('aria-expanded') === 'false' ? [one.getAttribute('aria-label') ?? ''] : [],
    ),
  );
const arrows = () =>
  panel.page
    .locator('.canvas > svg:not(.sticky-actors) g.arrow.request')
    .evaluateAll((found) => found.map((one) => one.getAttribute('data-message')));
const inPhase = (name: string) => all.find((one) => one.name === name)!.messages;
const outlineButton = () => panel.page.getByRole('button', { name: 'Phases and actors' });
const selected = () => panel.page.locator('g.arrow.request.selected').first().getAttribute('data-message');

async function open(shown: Trace = trace, options: Parameters<typeof openPage>[0] = {}): Promise<void> {
  panel = await openPage({ width: 1000, ...options });
  await panel.show(shown);
  await expect.poll(() => headings().count()).toBeGreaterThan(0);
}

describe('a phase in the diagram', () => {
  test('has a heading with its name, how long it took and how many calls it has, before its arrows', async () => {
    await open();
    expect((await names()).map((name) => name.split(', ')[0])).toEqual(all.map(({ name }) => name));
    for (const name of await names()) expect(name).toMatch(/^.+, (?:[\d.]+ (?:ms|s) · )?\d+ calls?$/);
    const places = await panel.page
      .locator('.canvas > svg:not(.sticky-actors)')
      .locator('g.phase, g.arrow.request')
      .evaluateAll((found) =>
        found
          .map((one) => ({
            y: one.getBoundingClientRect().top,
            text: one.querySelector('.phase-name')?.textContent ?? one.getAttribute('data-message') ?? '',
          }))
          .sort((a, b) => a.y - b.y)
          .map(({ text }) => text),
      );
    const written = new Set(places);
    expect(places).toEqual(all.flatMap(({ name, messages }) => [name, ...messages.filter((id) => written.has(id))]));
    expect(panel.complaints).toEqual([]);
  });

  test('folds and unfolds by click, Enter, Space and the arrow keys, is one row then, and keeps the focus', async () => {
    await open();
    const own = inPhase('Start init container migrate');
    const before = await arrows();
    expect(before.some((id) => own.includes(id!))).toBe(true);
    const isFolded = () => heading('Start init').getAttribute('aria-expanded');
    const turns: (() => Promise<void>)[] = [
      () => heading('Start init').click(),
      () => panel.page.keyboard.press('Enter'),
      () => panel.page.keyboard.press('Space'),
      () => panel.page.keyboard.press('ArrowRight'),
      () => panel.page.keyboard.press('ArrowLeft'),
    ];
    for (const [at, turn] of turns.entries()) {
      await turn();
      await expect.poll(isFolded).toBe(at % 2 === 0 ? 'false' : 'true');
      const wanted = at % 2 === 0 ? before.filter((id) => !own.includes(id!)) : before;
      await expect.poll(arrows).toEqual(wanted);
      expect(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain(
        'Start init container migrate',
      );
    }
    await panel.page.keyboard.press('ArrowDown');
    expect(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toContain('sidecar');
  });

  test('stays folded over a new state, another view and a reload of the window', async () => {
    await open();
    await heading('Make its sandbox').click();
    const isFolded = async () => (await folded()).map((name) => name.split(',')[0]);
    await expect.poll(isFolded).toEqual(['Make its sandbox']);
    await panel.show(ready);
    expect(await isFolded()).toEqual(['Make its sandbox']);
    await panel.page.getByRole('button', { name: 'Story', exact: true }).click();
    const inStory = panel.page.locator('.story .phase-head button[aria-expanded=false]');
    await expect.poll(() => inStory.allTextContents()).toEqual([expect.stringContaining('Make its sandbox')]);
    await panel.page.getByRole('button', { name: 'Diagram', exact: true }).click();
    const saved = await panel.saved();
    await panel.close();
    await open(trace, { saved });
    expect(await isFolded()).toEqual(['Make its sandbox']);
  });

  test.each<[string, (id: string) => Promise<void>]>([
    ['by the host', (id) => panel.send({ type: 'select', message: id })],
    ['by the line under the cursor', (id) => panel.send({ type: 'mark', messages: [id], line: 1 })],
    ['by a step', () => panel.send({ type: 'step', by: 1 })],
    [
      'in the timeline',
      () =>
        panel.page
          .getByRole('gridcell', { name: /sandbox/ })
          .first()
          .click(),
    ],
    ['by a search', () => panel.page.getByPlaceholder('Find a call').fill('RunPodSandbox')],
  ])('is unfolded where a call of it is chosen %s', async (_how, choose) => {
    await open();
    const own = inPhase('Make its sandbox');
    const shown = await arrows();
    const before = shown[shown.findIndex((id) => own.includes(id!)) - 1]!;
    await panel.send({ type: 'select', message: before });
    await heading('Make its sandbox').click();
    await expect.poll(folded).toHaveLength(1);
    await choose(own[0]!);
    await expect.poll(folded).toEqual([]);
    await expect.poll(arrows).toEqual(shown);
  });

  test('opens for the line under the cursor only where none of its calls could be seen', async () => {
    await open();
    await heading('Make its sandbox').click();
    await expect.poll(folded).toHaveLength(1);
    await panel.send({
      type: 'mark',
      messages: [inPhase('Make its sandbox')[0]!, inPhase('Create the pod')[0]!],
      line: 1,
    });
    await expect.poll(() => panel.page.locator('g.arrow.marked').count()).toBeGreaterThan(0);
    expect(await folded()).toHaveLength(1);
  });

  test('is named with its pod where several are shown', async () => {
    const rollout = simulatedSample('rollout');
    await open(rollout);
    expect((await names()).some((name) => name.startsWith('rollout-'))).toBe(false);
    await panel.close();
    await open(rollout, { saved: { uri: 'file:///nginx.yaml', faults: [], pod: '' } });
    await expect
      .poll(async () => (await names()).filter((name) => /^rollout-.*: Make its sandbox/.test(name)))
      .toHaveLength(3);
  });
});

describe('the outline', () => {
  test('lists the phases with their times and counts, jumps, and folds all', async () => {
    await open();
    await outlineButton().click();
    const rows = panel.page.locator('.outline .jump');
    const texts = await rows.allTextContents();
    expect(texts).toHaveLength(all.length);
    for (const [at, { name }] of all.entries()) expect(texts[at]).toMatch(new RegExp(`^${name}.*calls?\\+[\\d.]+ s$`));
    await panel.page.getByRole('button', { name: 'Fold all', exact: true }).click();
    await expect.poll(folded).toHaveLength(all.length);
    expect(await arrows()).toEqual([]);
    await rows.filter({ hasText: 'Start container app' }).click();
    await expect.poll(selected).toBe(inPhase('Start container app')[0]);
    await expect.poll(folded).toHaveLength(all.length - 1);
    await panel.page.getByRole('button', { name: 'Unfold all' }).click();
    await expect.poll(folded).toEqual([]);
    await panel.page.keyboard.press('Escape');
    expect(await rows.count()).toBe(0);
    expect(panel.complaints).toEqual([]);
  });

  test.each([420, 760, 1280])('is all in sight at %i pixels', async (width) => {
    await open(trace, { width });
    await outlineButton().click();
    const box = await panel.page.locator('.outline-list').boundingBox();
    expect(box!.x).toBeGreaterThanOrEqual(0);
    expect(box!.x + box!.width).toBeLessThanOrEqual(width);
  });
});

describe('an actor', () => {
  const heads = () =>
    panel.page
      .locator('.sticky-actors g.head')
      .evaluateAll((found) => found.map((one) => one.getAttribute('aria-label')));
  const notice = () => panel.page.locator('.hidden-notice').textContent();

  test('is hidden from its card with its calls, and shown again above the diagram', async () => {
    await open(trace, { width: 1280 });
    const before = await arrows();
    await panel.page.locator('.sticky-actors g.head[data-lane=scheduler]').focus();
    await panel.page.getByRole('button', { name: 'Hide the calls of scheduler' }).click();
    await expect.poll(notice).toBe('1 actor hidden: show');
    await expect.poll(heads).not.toContain('scheduler');
    const left = trace.messages
      .filter(({ from, to }) => from !== 'scheduler' && to !== 'scheduler')
      .map(({ id }) => id);
    expect(await arrows()).toEqual(before.filter((id) => left.includes(id!)));
    await panel.page.locator('.hidden-notice button').click();
    await expect.poll(heads).toContain('scheduler');
    await expect.poll(arrows).toEqual(before);
    expect(await panel.page.locator('.hidden-notice').count()).toBe(0);
    expect(panel.complaints).toEqual([]);
  });

  test('is hidden and shown in the outline, and stays hidden over a reload of the window', async () => {
    await open(trace, { width: 1280 });
    await outlineButton().click();
    await panel.page.getByRole('checkbox', { name: 'kubectl' }).click();
    await panel.page.getByRole('checkbox', { name: 'registry' }).click();
    await expect.poll(notice).toBe('2 actors hidden: show');
    await expect.poll(async () => (await heads()).includes('registry')).toBe(false);
    const saved = await panel.saved();
    await panel.close();
    await open(trace, { width: 1280, saved });
    await expect.poll(notice).toBe('2 actors hidden: show');
    expect(await heads()).not.toContain('kubectl');
    await outlineButton().click();
    await panel.page.getByRole('checkbox', { name: 'kubectl' }).click();
    await expect.poll(heads).toContain('kubectl');
  });

  test('may be everyone: nothing is drawn then, and nothing fails', async () => {
    await open(trace, { width: 1280 });
    await outlineButton().click();
    for (const box of await panel.page.getByRole('checkbox').all()) await box.click();
    await expect.poll(arrows).toEqual([]);
    expect(await panel.page.locator('.part-failed').count()).toBe(0);
    await panel.page.locator('.hidden-notice button').click();
    await expect.poll(async () => (await arrows()).length).toBeGreaterThan(5);
  });
});

describe('the search', () => {
  const field = () => panel.page.getByPlaceholder('Find a call');
  const count = () => panel.page.locator('.search .count').textContent();
  const marked = () => panel.page.evaluate(() => CSS.highlights.get('found')?.size ?? 0);

  test('finds names, fields and values, of requests and answers, and what notes say', async () => {
    await open();
    for (const [text, method] of [
      ['RunPodSandbox', 'RunPodSandbox'],
      ['log_directory', 'RunPodSandbox'],
      ['migrate:2.1', 'POST'],
      ['K8S_POD_NAME', 'CNI ADD'],
    ]) {
      await field().fill(text!);
      await expect.poll(count).toMatch(/^1 of \d+$/);
      await expect
        .poll(() => panel.page.locator('g.arrow.request.selected .method').first().textContent())
        .toContain(method);
    }
    await field().fill('no such thing');
    await expect.poll(count).toBe('none');
    const [note] = trace.notes;
    await field().fill(note!.text);
    await expect.poll(count).toMatch(/^1 of/);
  });

  test('counts, and goes on and back with Enter and Shift+Enter, over the ends', async () => {
    await open();
    await field().fill('containerstatuses');
    await expect.poll(count).toMatch(/^1 of \d+$/);
    const [, of] = /of (\d+)/.exec((await count()) ?? '')!;
    expect(Number(of)).toBeGreaterThan(2);
    const first = await selected();
    await panel.page.keyboard.press('Enter');
    await expect.poll(count).toBe(`2 of ${of}`);
    expect(await selected()).not.toBe(first);
    await panel.page.keyboard.press('Shift+Enter');
    await panel.page.keyboard.press('Shift+Enter');
    await expect.poll(count).toBe(`${of} of ${of}`);
    await panel.page.keyboard.press('Enter');
    await expect.poll(count).toBe(`1 of ${of}`);
    await expect.poll(selected).toBe(first);
  });

  test('marks what it found in the details, and opens the fields around it', async () => {
    await open();
    await field().fill('runtimedefault');
    const isThere = await count();
    const text = isThere === 'none' ? 'cgroup_parent' : 'runtimedefault';
    await field().fill(text);
    await expect.poll(count).toMatch(/^1 of/);
    await expect.poll(marked).toBeGreaterThan(0);
    await expect
      .poll(async () => (await panel.page.locator('.details .tree').first().innerText()).toLowerCase())
      .toContain(text);
    await field().fill('');
    await expect.poll(marked).toBe(0);
  });

  test('says on a folded phase how many matches it has', async () => {
    await open();
    await field().fill('migrate');
    await expect.poll(count).toMatch(/^1 of/);
    await heading('Start init').click();
    const told = () => panel.page.locator('.phase-matches').allTextContents();
    await expect.poll(told).toEqual([expect.stringMatching(/^\d+ matches$/)]);
    expect(await heading('Start init').getAttribute('aria-label')).toMatch(/; \d+ matches$/);
    await field().fill('');
    await expect.poll(told).toEqual([]);
  });

  test('finds events where they are shown', async () => {
    await open(trace, { level: 3 });
    await field().fill('Successfully assigned');
    await expect.poll(count).toMatch(/^1 of/);
    await expect.poll(selected).toContain('events');
  });
});

test('the story has its steps in the same phases, which fold there, too', async () => {
  await open();
  await panel.page.getByRole('button', { name: 'Story', exact: true }).click();
  const heads = panel.page.locator('.story .phase-head button');
  await expect.poll(() => heads.count()).toBe(all.length);
  const texts = await heads.allTextContents();
  for (const [at, { name }] of all.entries()) expect(texts[at]).toContain(name);
  const steps = () => panel.page.locator('.story .step').count();
  const before = await steps();
  await heads.filter({ hasText: 'Start container app' }).click();
  await expect.poll(steps).toBeLessThan(before);
  await panel.send({ type: 'select', message: inPhase('Start container app')[0]! });
  await expect.poll(steps).toBe(before);
});

test('of 5,000 messages, a phase folds and a search finds within 500 ms', async () => {
  const nginx = simulatedSample('nginx');
  const messages = Array.from({ length: 200 }, (_, i) =>
    nginx.messages.map((one) => ({
      ...one,
      id: `${i} ${one.id}`,
      ...(one.parent !== undefined && { parent: `${i} ${one.parent}` }),
      ...(one.start && { start: { ...one.start, at: one.start.at + i * 10_000 } }),
      ...(one.end && { end: { ...one.end, at: one.end.at + i * 10_000 } }),
    })),
  ).flat();
  const many = { ...nginx, messages, notes: [] };
  panel = await openPage({ level: 3 });
  await panel.show(many, { findings: { ...findings(nginx), phases: phases(many) } });
  const took = async (act: string): Promise<number> =>
    panel.page.evaluate(async (what) => {
      const since = performance.now();
      if (what === 'fold') {
        const button = document.querySelector<HTMLElement>('.phase-buttons > button')!;
        const was = button.getAttribute('aria-expanded');
        button.click();
        while (document.querySelector('.phase-buttons > button')?.getAttribute('aria-expanded') === was)
          await new Promise((r) => setTimeout(r));
      } else {
        const input = document.querySelector<HTMLInputElement>('.search input')!;
        input.value = what;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await new Promise((r) => requestAnimationFrame(() => setTimeout(r)));
      }
      return performance.now() - since;
    }, act);
  const folds: number[] = [];
  for (let i = 0; i < 4; i++) folds.push(await took('fold'));
  const searches: number[] = [];
  for (const text of ['image', 'imag', 'ima', 'binding']) searches.push(await took(text));
  await expect.poll(() => panel.page.locator('.search .count').textContent()).toMatch(/^1 of \d{3}/);
  expect(Math.min(...folds)).toBeLessThan(500);
  expect(Math.min(...searches)).toBeLessThan(500);
});

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'phases, the outline and hidden actors are accessible in the %s theme',
  async (theme) => {
    await open(nginxTrace, { theme });
    await heading('Make its sandbox').click();
    await outlineButton().click();
    await panel.page.getByRole('checkbox', { name: 'kubectl' }).click();
    await panel.page.getByPlaceholder('Find a call').fill('image');
    await outlineButton().click();
    await expect.poll(() => panel.page.locator('.hidden-notice').count()).toBe(1);
    expect(await violations(panel)).toEqual([]);
    await panel.page.getByRole('button', { name: 'Story', exact: true }).click();
    await expect.poll(() => panel.page.locator('.story .phase-head').count()).toBeGreaterThan(3);
    expect(await violations(panel)).toEqual([]);
  },
);
