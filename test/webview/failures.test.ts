import { expect, test } from 'vitest';
import { pageOpener } from './pageOpener';
import type { PanelPage, Rest } from './panelPage';
import { expectedStart } from '../../src/core/explain/difference/expectedStart';
import { findings } from '../../src/core/panel/findings';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { parseManifest } from '../../src/core/manifest/parseManifest';
import { readFileSync } from 'node:fs';
import { violations } from './violations';
import type { Findings } from '../../src/core/panel/protocol';
import type { Lane } from '../../src/core/trace/timeline';
import type { Message, Trace } from '../../src/core/trace/trace';

const openPage = pageOpener();
let panel: PanelPage;

const notice = (part: string) => panel.page.locator(`.part-failed[data-part=${part}]`);
const calls = () => panel.page.locator('.canvas > svg:not(.sticky-actors) g.arrow.request').count();
const told = async (type: 'failed' | 'drawn' | 'saveState') =>
  (await panel.told()).filter((each) => each.type === type);

const [nginx] = parseManifest(readFileSync('samples/nginx.yaml', 'utf8')).objects;
const start = expectedStart([nginx!.value], { namespace: 'default' });
const found = findings(start);
const changed = (change: (message: Message) => Partial<Message>): Trace => ({
  ...start,
  messages: start.messages.map((message) => ({ ...message, ...change(message) })),
});
const nothing = null as never;
/** What the page was told of a start, with nothing on the arrows. */
const unlabelled: Findings = {
  ...found,
  labels: Object.fromEntries(start.messages.map(({ id }) => [id, { request: nothing }])),
};
const renamed = changed(({ method }) => ({ method: `${method} anew` }));

/** What breaks a part: a state that it cannot draw, or a function of the browser's that throws. `selects`: with a selected call. */
const breaks: readonly {
  part: string;
  how: string;
  trace?: Trace;
  rest?: Rest;
  stub?: string;
  selects?: boolean;
  /** Parts that cannot be drawn either, as they show the same. */
  also?: readonly string[];
}[] = [
  { part: 'chips', how: 'chips that are no list', rest: { chips: {} as never } },
  {
    part: 'live',
    how: 'a live bar without what is denied',
    rest: { live: { status: 'watching', text: '', denied: nothing } },
  },
  {
    part: 'diagram',
    how: 'arrows without labels',
    rest: { findings: unlabelled },
    also: ['walkBar', 'moment'],
  },
  {
    part: 'diagram',
    how: 'a note over nobody',
    trace: { ...start, notes: [{ over: nothing, text: '', at: { at: 0, precision: 0 }, source: 'simulated' }] },
  },
  {
    part: 'diagram',
    how: 'texts that cannot be measured',
    trace: renamed,
    rest: { findings: findings(renamed) },
    stub: 'CanvasRenderingContext2D.prototype.measureText',
  },
  { part: 'diagram', how: 'boxes that cannot be measured', stub: 'SVGGraphicsElement.prototype.getBBox' },
  { part: 'diagram', how: 'a page that cannot be scrolled', stub: 'Element.prototype.scrollTo' },
  { part: 'diagram', how: "Mermaid's drawing", stub: 'SVGElement.prototype.setAttribute' },
  {
    part: 'timeline',
    how: 'a lane without parts',
    rest: { findings: { ...found, timeline: [{ ...found.timeline[0]!, parts: nothing }] } },
    // Its waits stand in the diagram.
    also: ['diagram'],
  },
  {
    part: 'timeline',
    how: 'a lane without a start',
    rest: { findings: { ...found, timeline: [{ ...found.timeline[0], start: undefined } as unknown as Lane] } },
  },
  { part: 'outcome', how: 'no table', trace: { ...start, table: nothing } },
  { part: 'causes', how: 'no list of what is missing', trace: { ...start, missing: nothing } },
  { part: 'causes', how: 'a diagnosis that is none', rest: { findings: { ...found, diagnoses: [nothing] } } },
  { part: 'outcome', how: 'a table that is none', rest: { findings: { ...found, tables: [{} as never] } } },
  {
    part: 'details',
    how: 'a value that JSON does not know',
    trace: changed(() => ({ request: { size: 10n } })),
    selects: true,
  },
  { part: 'details', how: 'evidence that is none', trace: changed(() => ({ evidence: [nothing] })), selects: true },
  { part: 'state', how: 'no messages', trace: { ...start, messages: nothing } },
];

test.each(breaks)(
  'where the $part fails ($how), a person reads so, the host is told once, and the next state is drawn',
  async ({ part, trace = start, rest = {}, stub, selects, also = [] }) => {
    panel = await openPage();
    const { page } = panel;
    await panel.show(start);
    if (selects) await page.locator('g.arrow.request', { hasText: 'CreateContainer' }).click();
    expect(await page.locator('.part-failed').count()).toBe(0);
    if (stub !== undefined) await page.evaluate(stubbing, stub);

    // A live panel tells many states: each fails.
    for (const title of ['Start of one', 'Start of two', 'Start of two']) {
      const drawn = (await told('drawn')).length;
      await panel.show({ ...trace, title, notes: [...trace.notes] }, { findings: found, ...rest });
      expect((await told('drawn')).length).toBeGreaterThan(drawn);
    }
    await expect.poll(() => notice(part).count()).toBe(1);
    const failed = (await told('failed')) as { part: string; message: string }[];
    expect(failed.map((each) => each.part).sort()).toEqual([part, ...also].sort());
    expect(failed[0]!.message).toMatch(/Error/);
    const text = () => notice(part).innerText();
    await expect
      .poll(text)
      .toMatch(
        part === 'details'
          ? /^The details of the selected call cannot be drawn: \w*Error: /
          : /“Start of (one|two)” cannot be drawn: \w*Error: /,
      );
    expect(await text()).toContain('Try again');
    const isDrawn = part !== 'diagram' && !also.includes('diagram');
    if (isDrawn && part !== 'state') expect(await calls()).toBeGreaterThan(5);
    else if (!isDrawn) expect(await page.locator('.diagram').isVisible()).toBe(false);
    await notice(part).getByRole('button', { name: 'save what was to be drawn' }).click();
    expect(await told('saveState')).toHaveLength(1);

    if (stub !== undefined) await page.evaluate(unstubbing, stub);
    await panel.show({ ...start, title: 'Start of three' });
    await expect.poll(() => page.locator('.part-failed').count()).toBe(0);
    expect(await page.locator('.view.failed').count()).toBe(0);
    expect(await calls()).toBeGreaterThan(5);
    expect(await page.locator('.terminal pre').innerText()).toContain('1/1     Running');
    await expect.poll(() => page.locator('.timeline .part').count()).toBeGreaterThan(3);
    await page.locator('g.arrow.request', { hasText: 'CreateContainer' }).click();
    await expect.poll(() => page.locator('.details').innerText()).toContain('user_specified_image: nginx');
    expect(await told('failed')).toHaveLength(1 + also.length);
  },
);

/** Makes a function of the browser's throw. */
function stubbing(path: string): void {
  const [type = '', , name = ''] = path.split('.');
  const { prototype } = (window as unknown as Record<string, { prototype: Record<string, unknown> }>)[type]!;
  Object.assign(window, { before: Object.getOwnPropertyDescriptor(prototype, name) });
  prototype[name] = () => {
    throw new TypeError('stubbed');
  };
}

function unstubbing(path: string): void {
  const [type = '', , name = ''] = path.split('.');
  const { prototype } = (window as unknown as Record<string, { prototype: object }>)[type]!;
  const { before } = window as unknown as { before?: PropertyDescriptor };
  if (before) Object.defineProperty(prototype, name, before);
  else delete (prototype as Record<string, unknown>)[name];
}

test('the words in place of a part are accessible', async () => {
  panel = await openPage();
  await panel.show({ ...nginxTrace, table: nothing, notes: nothing }, { failure: 'Error: no' });
  // The diagram, the outcome, and what needs notes: the walk, the state, and what is said of limits.
  await expect.poll(() => panel.page.locator('.part-failed').count()).toBe(5);
  expect(await violations(panel)).toEqual([]);
});

test('“Try again” draws the same state anew', async () => {
  panel = await openPage();
  await panel.page.evaluate(stubbing, 'SVGGraphicsElement.prototype.getBBox');
  await panel.show(start);
  await panel.page.evaluate(unstubbing, 'SVGGraphicsElement.prototype.getBBox');
  await notice('diagram').getByRole('button', { name: 'Try again' }).click();
  await expect.poll(calls).toBeGreaterThan(5);
  expect(await notice('diagram').count()).toBe(0);
});

test('what a person saw is there again when the diagram is drawn again', async () => {
  panel = await openPage({ height: 500 });
  const { page } = panel;
  await panel.show(start);
  await page.locator('g.arrow.request', { hasText: /^StartContainer/ }).click();
  await page.keyboard.press('+');
  const place = () =>
    page.locator('.diagram').evaluate((diagram) => ({
      top: diagram.scrollTop,
      zoom: document.querySelector('.zoom-level')?.textContent,
      selected: document.querySelector('g.arrow.selected')?.getAttribute('data-message'),
    }));
  const before = await place();
  await expect.poll(() => panel.saved()).toMatchObject({ scrollTop: before.top });
  await panel.show(start, { findings: unlabelled });
  await notice('diagram').waitFor();
  await panel.show(start);
  await expect.poll(place).toEqual(before);
});

test('without its script the page says so', async () => {
  panel = await openPage({ isBroken: true });
  await panel.page.getByText('The panel of Pod Startup is not loaded').waitFor();
  await panel.close();
  panel = await openPage();
  await panel.show(start);
  expect(await panel.page.locator('.unloaded').count()).toBe(0);
});

test('what no part catches is said, told once, can be closed, and is over with a good state', async () => {
  panel = await openPage();
  await panel.show(start);
  for (let i = 0; i < 2; i++)
    await panel.page.evaluate(() => {
      setTimeout(() => {
        throw new RangeError('in a handler');
      });
      void Promise.reject(new RangeError('in a handler'));
    });
  await notice('page').waitFor();
  expect(await notice('page').innerText()).toContain('Something in this panel does not work: RangeError: in a handler');
  await expect.poll(() => told('failed')).toHaveLength(1);
  await notice('page').getByRole('button', { name: 'Close' }).click();
  expect(await notice('page').count()).toBe(0);
  const failing = () => {
    setTimeout(() => {
      throw new RangeError('in a handler');
    });
  };
  await panel.page.evaluate(failing);
  await notice('page').waitFor();
  await panel.show({ ...start, title: 'Start of two' });
  await notice('page').waitFor({ state: 'detached' });
});

test('a state in which something fails takes no words back, nor does one of a watched start that comes at once', async () => {
  panel = await openPage();
  await panel.show(start);
  await panel.page.evaluate(() => {
    setTimeout(() => {
      throw new RangeError('in a handler');
    });
  });
  await notice('page').waitFor();
  await panel.show({ ...start, title: 'Start of two' }, { live: { status: 'watching', text: '', denied: [] } });
  await panel.show(start, { findings: unlabelled });
  await notice('diagram').waitFor();
  expect(await notice('page').count()).toBe(1);
});

test('an export that fails is said, and one that succeeds takes it back', async () => {
  panel = await openPage();
  await panel.show(start);
  await panel.page.evaluate(stubbing, 'XMLSerializer.prototype.serializeToString');
  await panel.send({ type: 'draw', format: 'svg' });
  await notice('export').waitFor();
  expect(await told('failed')).toMatchObject([{ part: 'export' }]);
  await panel.page.evaluate(unstubbing, 'XMLSerializer.prototype.serializeToString');
  await panel.send({ type: 'draw', format: 'svg' });
  await notice('export').waitFor({ state: 'detached' });
});

test('a good state takes back that an export failed', async () => {
  panel = await openPage();
  await panel.show(start);
  await panel.page.evaluate(stubbing, 'XMLSerializer.prototype.serializeToString');
  await panel.send({ type: 'draw', format: 'svg' });
  await notice('export').waitFor();
  await panel.show({ ...start, title: 'Start of two' });
  await notice('export').waitFor({ state: 'detached' });
});

test('a state that the host could not compute, and what it could not do, are said in words', async () => {
  panel = await openPage();
  await panel.show(start, { failure: 'TypeError: x is <b>not</b> a function' });
  const bar = panel.page.locator('.problem:not(.part-failed)');
  expect(await bar.innerText()).toContain(
    `cannot be computed: TypeError: x is <b>not</b> a function. This is a bug in Pod Startup.`,
  );
  await bar.getByRole('button', { name: 'save what was shown last' }).click();
  expect(await told('saveState')).toHaveLength(1);
  expect(await panel.page.locator('body.stale').count()).toBe(1);
  await panel.send({ type: 'failed', message: 'Error: [x](command:y)' });
  await notice('host').waitFor();
  expect(await notice('host').innerText()).toContain(
    'Pod Startup cannot do what this panel asks for: Error: [x](command:y)',
  );
  await panel.show(start);
  expect(await bar.isVisible()).toBe(false);
});
