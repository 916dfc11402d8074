import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { explain, parseManifest, workloadsOf } from '../../src/host/explainer';
import { causingPlaces } from '../../src/core/explain/difference/causingPlaces';
import { shownComparison, type PanelStart } from '../../src/core/panel/shownComparison';
import { comparisonItems } from '../../src/webview/comparison/equalRuns';
import { pageOpener } from './pageOpener';
import { violations } from './violations';
import type { ComparedRow, ShownComparison } from '../../src/core/panel/protocol';
import type { Level } from '../../src/core/trace/level';
import type { Trace } from '../../src/core/trace/trace';
import type { PanelPage, Theme } from './panelPage';

const openPage = pageOpener();
let panel: PanelPage;

const nginx = readFileSync(join(import.meta.dirname, '../../samples/nginx.yaml'), 'utf8');
const edited = nginx.replace('image: nginx', 'image: nginx:1.28');

function started(
  text: string,
  faults: readonly string[] = [],
): Omit<PanelStart, 'name' | 'isShown'> & { trace: Trace } {
  const manifest = parseManifest(text);
  const [workload] = workloadsOf(manifest);
  const trace = explain({ manifest, workload: workload!, existing: [], faults, circumstances: {}, start: 0 });
  return { trace, source: { manifest, file: 'nginx.yaml', canReveal: true, options: {}, pods: trace.view.pods } };
}

function comparedTo(
  left: ReturnType<typeof started>,
  right: ReturnType<typeof started>,
  level: Level = 2,
): ShownComparison {
  return shownComparison({
    left: { ...left, name: 'nginx.yaml as it was last saved', isShown: false },
    right: { ...right, name: 'nginx.yaml as it is now', isShown: true },
    level,
    causes: causingPlaces(left.source!, right.source!),
  });
}

const edit = comparedTo(started(nginx), started(edited));
const fault = comparedTo(started(nginx), started(nginx, ['image-not-found nginx']));

async function open(comparison: ShownComparison, options: Parameters<typeof openPage>[0] = {}): Promise<void> {
  panel = await openPage(options);
  await panel.show(comparison === fault ? started(nginx, ['image-not-found nginx']).trace : started(edited).trace);
  await panel.send({ type: 'comparison', comparison });
  await panel.page.locator('.two-starts').waitFor();
}

const rows = () => panel.page.locator('.two-starts [data-row]');
const here = () => panel.page.locator('.two-starts .here').getAttribute('data-row');
const asked = async (type: string) => (await panel.told()).filter((message) => message.type === type);

describe('two starts beside each other', () => {
  test('are counted, aligned call by call, and what is equal folds', async () => {
    await open(edit, { width: 1280 });
    expect(await panel.page.locator('.two-starts .counts').textContent()).toBe(edit.counts);
    expect(edit.counts).toMatch(/^\d+ calls differ \(\d+ in fields\), \d+ are the same$/);
    expect(await panel.page.getByRole('columnheader').allTextContents()).toEqual([
      'Difference',
      'A: nginx.yaml as it was last saved',
      'B: nginx.yaml as it is now',
    ]);
    const folded = panel.page.locator('.two-starts .run button');
    const [first] = await folded.allTextContents();
    const equal = Number(/^(\d+) equal calls$/.exec(first!)?.[1]);
    const before = await rows().count();
    await folded.first().click();
    await expect.poll(() => rows().count()).toBe(before + equal);
    await folded.first().click();
    await expect.poll(() => rows().count()).toBe(before);
    expect(panel.complaints).toEqual([]);
  });

  test('a field that differs has both values, and leads to the lines that it comes from', async () => {
    await open(edit, { width: 1280 });
    const pull = rows().filter({ hasText: 'PullImage nginx:1.28' });
    expect(await pull.locator('del code').textContent()).toBe('"nginx:latest"');
    expect(await pull.locator('ins code').textContent()).toBe('"nginx:1.28"');
    await pull.getByRole('button', { name: 'B, line 11' }).click();
    await expect
      .poll(() => asked('revealCause'))
      .toEqual([{ type: 'revealCause', side: 'right', line: 11, column: 7 }]);
  });

  test('a row selects its call in the details, and a call that is selected elsewhere marks its row', async () => {
    await open(edit, { width: 1280 });
    const create = rows().filter({ hasText: 'CreateContainer' });
    await create.getByRole('button', { name: /CreateContainer/ }).click();
    await expect.poll(() => panel.page.locator('.details h2').textContent()).toBe('CreateContainer');
    await expect.poll(() => create.getAttribute('class')).toMatch(/selected/);
    const pull = edit.rows.find(({ right }) => right?.label === 'PullImage nginx:1.28')!;
    await panel.send({ type: 'select', message: pull.right!.message! });
    await expect
      .poll(() => panel.page.locator('.two-starts .selected').textContent())
      .toContain('PullImage nginx:1.28');
  });

  test('F7 and Shift+F7 walk over the differences, the last of which is how the pod ends', async () => {
    await open(fault, { width: 1280, height: 500 });
    const differing = fault.rows.flatMap(({ mark }, i) => (mark === 'same' || mark === 'untold' ? [] : [i]));
    for (const index of differing) {
      await panel.page.keyboard.press('F7');
      await expect.poll(here).toBe(`${index}`);
    }
    await panel.page.keyboard.press('F7');
    await expect.poll(here).toBe(`${fault.rows.length}`);
    expect(await panel.page.locator('.two-starts .here').textContent()).toContain('How nginx ends');
    expect(await panel.page.locator('.two-starts .at').textContent()).toBe(
      `${differing.length + 1} of ${differing.length + 1}`,
    );
    await panel.page.keyboard.press('F7');
    await expect.poll(here).toBe(`${differing[0]}`);
    await panel.page.keyboard.press('Shift+F7');
    await expect.poll(here).toBe(`${fault.rows.length}`);
    await panel.page.getByRole('button', { name: 'Previous difference (Shift+F7)' }).click();
    await expect.poll(here).toBe(`${differing.at(-1)}`);
    const [box, view] = [
      await panel.page.locator('.two-starts .here').boundingBox(),
      await panel.page.locator('.two-starts .rows').boundingBox(),
    ];
    expect(box!.y + box!.height).toBeLessThanOrEqual(view!.y + view!.height + 1);
  });

  test('what only one start has is marked by a sign and in words, and what it lacks is no button', async () => {
    await open(fault, { width: 1280 });
    const left = panel.page.locator('.two-starts [data-mark=left]').first();
    expect(await left.locator('.sign').textContent()).toBe('−only in A');
    expect(await left.getByRole('button').count()).toBe(0);
    const right = panel.page.locator('.two-starts [data-mark=right]').first();
    expect(await right.locator('.sign').textContent()).toBe('+only in B');
    expect(await right.getByRole('button').count()).toBe(1);
  });

  test('it compares in as much detail as is shown, and closes', async () => {
    await open({ ...edit, level: 1 });
    await expect.poll(() => asked('compareAt')).toEqual([{ type: 'compareAt', level: 2 }]);
    expect(await panel.page.locator('.diagram').isVisible()).toBe(false);
    await panel.page.getByRole('button', { name: 'Close the comparison' }).click();
    await expect.poll(() => asked('closeComparison')).toHaveLength(1);
    await panel.send({ type: 'comparison' });
    await panel.page.locator('.two-starts').waitFor({ state: 'detached' });
    expect(await panel.page.locator('.diagram').isVisible()).toBe(true);
    await panel.page.getByRole('button', { name: 'Compare with…' }).click();
    await expect.poll(() => asked('chooseComparison')).toEqual([{ type: 'chooseComparison', level: 2, pod: '' }]);
  });

  test('why nothing can be compared is said in its place', async () => {
    const nothing = {
      left: 'gone.yaml',
      right: 'nginx.yaml',
      counts: '',
      level: 2 as const,
      rows: [],
      ends: [],
      notes: [],
    };
    await open({ ...nothing, problem: 'gone.yaml no longer exists.' });
    expect(await panel.page.locator('.two-starts .counts').textContent()).toBe('gone.yaml no longer exists.');
    expect(await panel.page.getByRole('button', { name: 'Close the comparison' }).isVisible()).toBe(true);
    expect(await violations(panel)).toEqual([]);
  });

  test('5,000 calls: a step takes less than 100 ms', async () => {
    const [same] = edit.rows.filter(({ mark }) => mark === 'same');
    const [differs] = edit.rows.filter(({ mark }) => mark === 'differs');
    const all = Array.from({ length: 5000 }, (_, i): ComparedRow => (i % 5 === 0 ? differs! : same!));
    await open({ ...edit, rows: all });
    const times: number[] = [];
    for (let i = 0; i < 5; i++)
      times.push(
        await panel.page.evaluate(async () => {
          const [since, was] = [performance.now(), document.querySelector('.two-starts .here')];
          window.dispatchEvent(new KeyboardEvent('keydown', { key: 'F7' }));
          while (document.querySelector('.two-starts .here') === was) await new Promise((r) => setTimeout(r));
          return performance.now() - since;
        }),
      );
    expect(times.toSorted((a, b) => a - b)[2]).toBeLessThan(100);
  });

  for (const [width, wide] of [
    [420, false],
    [760, true],
    [1280, true],
  ] as const)
    test(`at ${width} px the pairs stand ${wide ? 'side by side' : 'one below the other'}, and nothing is cut off`, async () => {
      await open(fault, { width, height: 800 });
      const boxes = await panel.page
        .locator('.two-starts [data-mark=differs] .side-call')
        .evaluateAll((all) => all.slice(0, 2).map((one) => one.getBoundingClientRect().toJSON() as DOMRect));
      expect(boxes[0]!.top === boxes[1]!.top).toBe(wide);
      expect(
        await panel.page.locator('.two-starts .rows').evaluate((one) => one.scrollWidth - one.clientWidth),
      ).toBeLessThanOrEqual(0);
    });

  test.each(['dark', 'light', 'highContrast', 'highContrastLight'] as const)(
    '%s: axe finds nothing',
    async (theme: Theme) => {
      await open(fault, { width: 1280, theme });
      await panel.page.keyboard.press('F7');
      await expect.poll(here).not.toBeNull();
      expect(await violations(panel)).toEqual([]);
    },
  );
});

test('only runs of three or more that do not differ fold', () => {
  const row = (mark: ComparedRow['mark']): ComparedRow => ({ mark, actors: '', differences: [] });
  const all = ['same', 'same', 'differs', 'same', 'same', 'same', 'untold', 'untold', 'untold', 'left'] as const;
  const items = (opened: number[]) =>
    comparisonItems(all.map(row), new Set(opened)).map((one) =>
      one.kind === 'row' ? one.index : `${one.from}-${one.to}`,
    );
  expect(items([])).toEqual([0, 1, 2, '3-6', '6-9', 9]);
  expect(items([3])).toEqual([0, 1, 2, '3-6', 3, 4, 5, '6-9', 9]);
});
