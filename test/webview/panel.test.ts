import { expect, test } from 'vitest';
import { pageOpener } from './pageOpener';
import type { PanelPage, Theme } from './panelPage';
import { findings } from '../../src/core/panel/findings';
import { manyPods } from './manyPods';
import { message, nginxTrace } from '../core/diagram/nginxTrace';
import { violations } from './violations';
import type { LiveState } from '../../src/core/panel/protocol';
import type { Trace } from '../../src/core/trace/trace';

const openPage = pageOpener();
let panel: PanelPage;

const arrow = (text: string) => panel.page.locator('g.arrow.request', { hasText: text }).first();
const details = () => panel.page.locator('.details');
const stillThere = (trace: Trace, change: (trace: Trace) => void): Trace => {
  const copy = structuredClone(trace);
  change(copy);
  return copy;
};

test('the diagram has the calls in their order, and nothing offends the content security policy', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  const labels = await panel.page
    .locator('.canvas > svg:not(.sticky-actors) g.arrow.request .method')
    .allTextContents();
  const calls = ['RunPodSandbox', 'PodSandboxStatus', 'ImageStatus', 'PullImage', 'CreateContainer', 'StartContainer'];
  expect(labels.filter((label) => calls.includes(label))).toEqual(calls);
  expect(await panel.page.locator('.terminal pre').textContent()).toContain('1/1     Running');
  expect(panel.complaints).toEqual([]);
});

test.each([1, 40])(
  'the lifelines reach the foot of the drawing, and no further: %i times as many calls',
  async (times) => {
    panel = await openPage();
    const messages = Array.from({ length: times }, (_, i) =>
      nginxTrace.messages.map((each) => ({
        ...each,
        id: `${each.id}-${i}`,
        ...(each.parent && { parent: `${each.parent}-${i}` }),
      })),
    ).flat();
    await panel.show({ ...nginxTrace, messages, notes: [] });
    const ends = await panel.page.locator('.canvas > svg:not(.sticky-actors)').evaluate((svg: SVGSVGElement) => {
      const { y, height } = svg.viewBox.baseVal;
      const lines = [...svg.querySelectorAll('line.actor-line')];
      return { foot: y + height, ends: lines.map((line) => Number(line.getAttribute('y2'))) };
    });
    expect(ends.ends.length).toBeGreaterThan(3);
    expect(new Set(ends.ends)).toEqual(new Set([ends.foot]));
  },
);

test('what the diagram does not show is told above it', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  expect(await panel.page.locator('.limits').isVisible()).toBe(false);
  const text = 'the simulation shows the first 100 pods of ReplicaSet big';
  await panel.show(
    stillThere(nginxTrace, ({ notes, end }) => {
      notes.push({ over: ['controller'], text, at: { at: end, precision: 0 }, source: 'simulated', isLimit: true });
    }),
  );
  expect(await panel.page.locator('.limits').textContent()).toBe(`Not all is shown: ${text}.`);
});

test('a click on an arrow shows its request, with links to the lines that fed it', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  await arrow('CreateContainer').click();
  await expect.poll(() => details().innerText()).toContain('user_specified_image: nginx');
  expect(await panel.told()).toContainEqual({ type: 'selected', message: 'create-container' });
  const steps = ['spec', 'containers', 0, 'image'];
  const feeds = [
    {
      field: 'config.image.user_specified_image',
      path: 'spec.containers[0].image',
      steps,
      line: 11,
      lastLine: 11,
      colour: 1,
    },
  ];
  await panel.send({ type: 'feeds', message: 'create-container', feeds });
  await details().getByRole('button', { name: 'line 11' }).click();
  expect(await panel.told()).toContainEqual({ type: 'reveal', steps });
});

test('a line that feeds the call has one colour at its fields, at its badges and, under the cursor, at its arrows', async () => {
  panel = await openPage({ width: 1280 });
  await panel.show(nginxTrace);
  await arrow('CreateContainer').click();
  const feed = (field: string, line: number, colour: number) => ({ field, path: field, steps: [field], line, lastLine: line + 1, colour }); // prettier-ignore
  const feeds = [feed('config.metadata.name', 10, 1), feed('config.image.user_specified_image', 13, 2)];
  await panel.send({ type: 'feeds', message: 'create-container', feeds });
  const bar = (path: string) =>
    details()
      .locator(`[data-path="${path}"] > .row`)
      .evaluate((row) => [
        getComputedStyle(row, '::before').borderLeftColor,
        getComputedStyle(row.querySelector('.feed')!).borderLeftColor,
        row.querySelector('.feed')!.textContent,
      ]);
  const [blue, orange] = ['rgb(86, 180, 233)', 'rgb(230, 159, 0)'];
  await expect.poll(() => bar('config.metadata.name').catch(String)).toEqual([blue, blue, 'line 10']);
  expect(await bar('config.image.user_specified_image')).toEqual([orange, orange, 'line 13']);
  expect(await details().locator('.row.fed').count()).toBe(2);

  const edge = () =>
    panel.page
      .locator('g.arrow.marked .hit')
      .first()
      .evaluate((hit) => getComputedStyle(hit).stroke);
  await panel.send({ type: 'mark', messages: ['create-container'], line: 14 });
  await expect.poll(edge).toBe(orange);
  await panel.send({ type: 'mark', messages: ['create-container'], line: 10 });
  await expect.poll(edge).toBe(blue);
  await panel.send({ type: 'mark', messages: ['create-container'], line: 3 });
  await expect.poll(edge).not.toBe(blue);
  expect((await panel.told()).filter(({ type }) => type === 'deselected')).toEqual([]);
  await details().getByRole('button', { name: 'Close' }).click();
  await expect.poll(async () => (await panel.told()).filter(({ type }) => type === 'deselected').length).toBe(1);
  expect(panel.complaints).toEqual([]);
});

test('the keyboard walks over the calls, into the details and back', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  const { page } = panel;
  await page.locator('.diagram').focus();
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowDown');
  expect(await details().locator('h2').textContent()).toBe('RunPodSandbox');
  await page.keyboard.press('ArrowUp');
  expect(await details().locator('h2').textContent()).toContain('WATCH MODIFIED');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('treeitem');
  await page.keyboard.press('Escape');
  expect(await details().isVisible()).toBe(false);
  expect(await page.evaluate(() => document.activeElement?.className)).toContain('diagram');
});

test('the tree of a message folds and unfolds by keys', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  await arrow('CreateContainer').click();
  const config = details().locator('[role=treeitem][data-path=config]');
  await config.focus();
  await panel.page.keyboard.press('ArrowLeft');
  expect(await config.getAttribute('aria-expanded')).toBe('false');
  expect(await details().innerText()).not.toContain('user_specified_image');
  await panel.page.keyboard.press('ArrowRight');
  expect(await details().innerText()).toContain('user_specified_image');
  expect(await details().locator('[data-path=sandbox_config]').first().getAttribute('aria-expanded')).toBe('false');
});

test('a changed trace is drawn anew without a flash, and scroll, zoom and selection stay', async () => {
  panel = await openPage({ width: 1200, height: 500 });
  const { page } = panel;
  await panel.show(nginxTrace);
  await arrow('StartContainer').click();
  // The details take room from the diagram, which is drawn for what is left.
  await expect
    .poll(() => page.locator('.diagram').evaluate((diagram) => diagram.scrollWidth - diagram.clientWidth))
    .toBe(0);
  await page.keyboard.press('+');
  await page.locator('.diagram').evaluate((diagram) => diagram.scrollTo({ left: 20, top: 200 }));
  await page.evaluate(() => {
    const watch = { empty: 0 };
    Object.assign(window, { watch });
    const check = () => {
      if (!document.querySelector('.canvas > .sequence g.arrow')) watch.empty++;
      requestAnimationFrame(check);
    };
    check();
  });
  const place = () =>
    page.locator('.diagram').evaluate((diagram) => ({
      left: diagram.scrollLeft,
      top: diagram.scrollTop,
      zoom: document.querySelector('.zoom-level')?.textContent,
      selected: document.querySelector('g.arrow.selected')?.getAttribute('data-message'),
    }));
  const before = await place();
  await panel.show(
    stillThere(nginxTrace, ({ messages }) => {
      for (const each of messages) if (each.method === 'PullImage') each.request = { image: { image: 'redis' } };
    }),
  );
  expect(await arrow('PullImage').textContent()).toContain('redis');
  expect(await place()).toEqual(before);
  expect(await page.evaluate(() => (window as unknown as { watch: { empty: number } }).watch.empty)).toBe(0);
});

test('a manifest that does not parse keeps the diagram and says where it stopped', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  await panel.show(nginxTrace, { problem: { message: 'a map is not closed', line: 11, column: 14 } });
  expect(await panel.page.locator('.problem').innerText()).toContain(
    'nginx.yaml stops at line 11, column 14: a map is not closed',
  );
  expect(await arrow('CreateContainer').count()).toBe(1);
  await panel.page.locator('.problem .link').click();
  expect(await panel.told()).toContainEqual({ type: 'revealProblem' });
  await panel.show(nginxTrace);
  expect(await panel.page.locator('.problem').isVisible()).toBe(false);
});

test('another theme recolours the diagram at once, without drawing it anew', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  const colours = () =>
    panel.page.evaluate(() =>
      ['rect.actor', '.messageLine0', '.noteText', '.messageText'].map((selector) => {
        const { fill, stroke } = getComputedStyle(document.querySelector(`.canvas > .sequence ${selector}`)!);
        return `${fill} ${stroke}`;
      }),
    );
  const told = (await panel.told()).length;
  const seen = new Set<string>();
  for (const theme of ['dark', 'light', 'highContrast'] as Theme[]) {
    await panel.setTheme(theme);
    seen.add((await colours()).join());
  }
  expect(seen.size).toBe(3);
  expect(await panel.told()).toHaveLength(told);
});

const hostile = [
  '<img src=x onerror=alert(1)>',
  '</text><script>alert(1)</script>',
  'a; b # c',
  '#59; #35;x; &amp; &lt;',
  'end',
  'end of it',
  'wrap:no',
  ': colon first',
  '%%{init: {"theme":"dark"}}%%',
  '%% comment',
  'loop x',
  'style a:#fff;b;',
  'classDef x:#1;',
  '$$x^2$$',
  '{"a": [1, 2]}',
  'quotes " \' `',
  'back\\slash \\n',
  'ﬂ°°59¶ß',
  '->>+x',
  'Ünïcödé 日本語 🚀',
  'a <br/> b',
  'activate kubelet',
];

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'the page is accessible in the %s theme',
  async (theme) => {
    panel = await openPage({ theme });
    await panel.show(nginxTrace);
    await arrow('CreateContainer').click();
    expect(await violations(panel)).toEqual([]);
  },
);

test('text of any kind stands in the diagram as it is', async () => {
  panel = await openPage({ width: 1200 });
  const trace: Trace = {
    ...nginxTrace,
    title: hostile.join(' '),
    notes: hostile.map((text, i) => ({
      over: ['kubelet'],
      text,
      at: { at: 0, precision: 0 },
      source: 'simulated',
      after: `${i}`,
    })),
    messages: hostile.map((method, i) =>
      message({
        id: `${i}`,
        from: 'kubelet',
        to: 'runtimeService',
        protocol: 'CRI',
        method,
        response: {},
        from_ms: i,
        to_ms: i,
        subject: undefined,
      }),
    ),
  };
  await panel.show(trace);
  expect(
    await panel.page.locator('.canvas > svg:not(.sticky-actors) g.arrow.request .method').allTextContents(),
  ).toEqual(hostile);
  expect(await panel.page.locator('.noteText').allTextContents()).toEqual(hostile);
  await panel.page.locator('g.arrow').first().click();
  expect(await details().locator('h2').textContent()).toBe(hostile[0]);
  expect(panel.complaints).toEqual([]);
});

test('search marks the calls and walks over them', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  const { page } = panel;
  await page.keyboard.press('Control+f');
  await page.keyboard.type('container');
  await expect.poll(() => page.locator('.search .count').textContent()).toMatch(/^1 of \d/);
  const first = await page.locator('g.arrow.selected').first().getAttribute('data-message');
  await page.keyboard.press('Enter');
  expect(await page.locator('g.arrow.selected').first().getAttribute('data-message')).not.toBe(first);
  await page.keyboard.press('Escape');
  expect(await page.locator('g.arrow.found').count()).toBe(0);
});

test('a thousand calls come in parts', async () => {
  panel = await openPage();
  const messages = Array.from({ length: 1000 }, (_, i) =>
    message({
      id: `${i}`,
      from: 'kubelet',
      to: 'runtimeService',
      protocol: 'CRI',
      method: `Call${i}`,
      response: {},
      from_ms: i,
      to_ms: i + 0.5,
    }),
  );
  await panel.show({ ...nginxTrace, messages, notes: [] });
  expect(await panel.page.locator('.page').textContent()).toBe('part 1 of 4');
  await panel.page.getByRole('button', { name: 'Later calls' }).click();
  await expect.poll(() => panel.page.locator('.page').textContent()).toBe('part 2 of 4');
  await expect.poll(() => panel.page.locator('g.arrow.request .method').first().textContent()).not.toBe('Call0');
  await panel.page.getByPlaceholder('Find a call').fill('Call999');
  await expect.poll(() => panel.page.locator('g.arrow.found .method').allTextContents()).toEqual(['Call999']);
  expect(await panel.page.locator('.page').textContent()).toBe('part 4 of 4');
});

test('what a person saw comes back after a reload of the window', async () => {
  panel = await openPage({ height: 500 });
  await panel.show(nginxTrace);
  await arrow('CreateContainer').click();
  await panel.page.keyboard.press('+');
  await panel.page.locator('.diagram').evaluate((diagram) => diagram.scrollTo({ left: 60, top: 150 }));
  await expect.poll(() => panel.saved()).toMatchObject({ scrollTop: 150, selection: 'create-container' });
  const saved = await panel.saved();
  await panel.close();
  panel = await openPage({ height: 500, saved });
  await panel.show(nginxTrace);
  await expect.poll(() => details().locator('h2').textContent()).toBe('CreateContainer');
  const now = await panel.page
    .locator('.diagram')
    .evaluate((diagram) => ({ left: diagram.scrollLeft, top: diagram.scrollTop }));
  expect(now).toEqual({ left: 60, top: 150 });
});

test.each([{ selection: 'create-container' }, { part: { uid: 'uid', index: 1 } }])(
  'after a reload, a manifest that does not parse shows its problem and no details, and %j comes back when it does',
  async (selected) => {
    panel = await openPage({ saved: { uri: 'file:///nginx.yaml', faults: [], zoom: 0.5, ...selected } });
    await panel.send({
      type: 'state',
      state: {
        kind: 'explained',
        title: 'Start of nginx',
        document: 'nginx.yaml',
        faults: [],
        memento: { uri: 'file:///nginx.yaml', faults: [] },
        problem: { message: 'a quote is not closed', line: 3, column: 1 },
      },
    });
    await expect.poll(() => panel.page.locator('body').innerText()).toContain('a quote is not closed');
    await expect.poll(() => panel.page.locator('.outcome, .details').count()).toBeGreaterThan(0);
    expect(await panel.page.locator('.side').isVisible()).toBe(false);
    expect(await panel.page.locator('body').innerText()).not.toMatch(/details/i);
    await panel.show(nginxTrace);
    expect(await panel.saved()).toMatchObject({ zoom: 0.5 });
    if ('selection' in selected) await expect.poll(() => details().locator('h2').textContent()).toBe('CreateContainer');
    else expect(await panel.page.locator('.side').isVisible()).toBe(false);
    expect(panel.complaints).toEqual([]);
  },
);

test('what a simulated call does not carry is not called “not recorded”, and an exit code of 0 is told', async () => {
  panel = await openPage();
  const trace = stillThere(nginxTrace, ({ messages }) => {
    const exec = { from: 'kubelet', to: 'runtimeService', protocol: 'CRI', method: 'ExecSync' } as const;
    const request = { container_id: 'c', cmd: ['cat', '/ready'] };
    messages.push(message({ ...exec, id: 'exec', request, response: {}, from_ms: 3000, to_ms: 3001 }));
  });
  await panel.show(trace);
  await arrow('ExecSync').click();
  await expect.poll(() => details().innerText()).toContain('exit_code: 0');
  await arrow('WATCH ADDED').click();
  await expect.poll(() => details().locator('h2').textContent()).toMatch(/^WATCH/);
  expect(await details().locator('h3').allTextContents()).not.toContain('Request');
  expect(await details().innerText()).not.toMatch(/not recorded|empty message/);
});

test('the drawing is exported as SVG without the page, and as PNG', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  await arrow('CreateContainer').click();
  await panel.send({ type: 'draw', format: 'svg' });
  await panel.send({ type: 'draw', format: 'png' });
  const drawings = async () => (await panel.told()).flatMap((each) => (each.type === 'drawing' ? [each] : []));
  await expect.poll(async () => (await drawings()).length).toBe(2);
  const [svg, png] = await drawings();
  expect(svg?.content).toMatch(/^<svg /);
  expect(svg?.content).toContain('CreateContainer');
  expect(svg?.content).not.toMatch(/var\(--|class="hit"|data-message|<style|<script/);
  expect(
    Buffer.from(png?.content ?? '', 'base64')
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect(panel.complaints).toEqual([]);
});

test('an export has its caption below it, and may be of some messages alone', async () => {
  panel = await openPage({ width: 420 });
  await panel.show(nginxTrace);
  const shownHeight = await panel.page
    .locator('.canvas > svg:not(.sticky-actors)')
    .evaluate((svg) => (svg as SVGSVGElement).viewBox.baseVal.height);
  const caption = `${'a long caption <of> "words" & '.repeat(6)}end`;
  await panel.send({ type: 'draw', format: 'svg', caption });
  await panel.send({ type: 'draw', format: 'svg', caption, messages: ['create-container'] });
  await panel.send({ type: 'draw', format: 'png', caption, messages: ['create-container'] });
  const drawings = async () => (await panel.told()).flatMap((each) => (each.type === 'drawing' ? [each.content] : []));
  await expect.poll(async () => (await drawings()).length).toBe(3);
  const [whole = '', part = '', png = ''] = await drawings();
  const read = (svg: string) =>
    panel.page.evaluate((text) => {
      const image = new Image();
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
      return image.decode().then(() => ({ width: image.width, height: image.height }));
    }, svg);
  expect((await read(whole)).height).toBeGreaterThan(shownHeight + 30);
  const said = (svg: string) => [...svg.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)].map(([, text]) => text).join(' ');
  expect(said(whole)).toContain('a long caption &lt;of&gt; "words" &amp; a long');
  expect(part.match(/class="arrow"/g)?.length).toBeLessThanOrEqual(2);
  expect(part).toContain('CreateContainer');
  const { width, height } = await read(part);
  const bytes = Buffer.from(png, 'base64');
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([Math.ceil(width) * 2, Math.ceil(height) * 2]);
  expect(panel.complaints).toEqual([]);
});

test('a refusal and a missing object are said in words', async () => {
  panel = await openPage();
  await panel.show({
    ...nginxTrace,
    missing: [{ kind: 'ConfigMap', name: 'settings', consequence: 'the container is not created' }],
    view: {
      pods: [],
      events: [],
      errors: [{ code: 422, reason: 'Invalid', message: 'spec.containers: Required value' }],
    },
  });
  const causes = await panel.page.locator('.causes').innerText();
  expect(causes).toContain('ConfigMap settings is missing: the container is not created.');
  expect(causes).toContain('spec.containers: Required value');
});

test(
  'where the timeline is folded, watched pods stand in a list; choosing one asks for its calls',
  { retry: 2 },
  async () => {
    panel = await openPage();
    const live: LiveState = { status: 'watching', text: 'Watching deployment/web', denied: [] };
    await panel.show(nginxTrace, { live, lanes: manyPods(500) });
    await panel.page.getByRole('button', { name: 'Where the time went' }).click();
    for (let round = 0; round < 10; round++) await panel.show(nginxTrace, { live, lanes: manyPods(500, round) });
    const rows = panel.page.locator('.pods .pod');
    expect(await rows.count()).toBe(500);
    expect(await rows.first().getAttribute('aria-selected')).toBe('true');
    await rows.nth(3).click();
    await rows.nth(3).press('ArrowDown');
    await panel.page.keyboard.press('Enter');
    const told = await panel.told();
    expect(told.flatMap((one) => (one.type === 'choosePod' ? one.uid : []))).toEqual(['uid-3', 'uid-4']);
    const took = told.flatMap((one) => (one.type === 'drawn' ? one.milliseconds : [])).sort((a, b) => a - b);
    expect(took[Math.floor(took.length / 2)]).toBeLessThan(100);
    expect(await violations(panel)).toEqual([]);
  },
);

test('the border of the details is moved by the pointer and by keys, and keeps its place beside and below', async () => {
  panel = await openPage({ width: 1100 });
  const { page } = panel;
  await panel.show(nginxTrace);
  await arrow('CreateContainer').click();
  const side = page.locator('.side');
  const border = page.getByRole('separator', { name: 'Size of the details' });
  const width = async () => Math.round((await side.boundingBox())?.width ?? 0);
  await expect.poll(width).toBe(380);
  await border.focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(width).toBe(400);
  expect(await border.getAttribute('aria-valuenow')).toBe('400');
  const { x = 0, y = 0 } = (await side.boundingBox()) ?? {};
  await page.mouse.move(x, y + 100);
  await page.mouse.down();
  await page.mouse.move(x - 100, y + 100, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await width()) - 500)).toBeLessThan(4);
  await page.setViewportSize({ width: 690, height: 900 });
  await expect.poll(async () => (await side.boundingBox())?.width).toBe(690);
  await page.setViewportSize({ width: 1100, height: 900 });
  await expect.poll(async () => Math.abs((await width()) - 500)).toBeLessThan(4);
  await details().getByRole('button', { name: 'Close the details' }).click();
  expect(await side.isVisible()).toBe(false);
  await expect.poll(async () => (await page.locator('.stage').boundingBox())?.width).toBeGreaterThan(1098);
  expect(panel.complaints).toEqual([]);
});

test('what a person typed, opened, focused and scrolled survives each new state', async () => {
  panel = await openPage({ height: 700 });
  const { page } = panel;
  await panel.show(nginxTrace);
  await arrow('CreateContainer').click();
  await page.getByPlaceholder('Find a call').fill('no such call');
  await page.locator('.terminal summary').click();
  const config = details().locator('[role=treeitem][data-path=sandbox_config]');
  await config.focus();
  await page.keyboard.press('ArrowRight');
  const sections = details().locator('.sections');
  await sections.evaluate((one) => one.scrollTo({ top: 40 }));
  const seen = async () => ({
    typed: await page.getByPlaceholder('Find a call').inputValue(),
    focused: await page.evaluate(() => document.activeElement?.getAttribute('data-path')),
    open: await config.getAttribute('aria-expanded'),
    scrolled: await sections.evaluate((one) => one.scrollTop),
    terminal: await page.locator('.terminal pre').isVisible(),
    node: await config.evaluate((one) => ((one as HTMLElement).dataset['mark'] ??= 'same')),
  });
  const before = await seen();
  expect(before).toMatchObject({ focused: 'sandbox_config', open: 'true', scrolled: 40, terminal: false });
  for (const method of ['A', 'B'])
    await panel.show(
      stillThere(nginxTrace, ({ messages }) => {
        messages[0]!.method = method;
        for (const each of messages) if (each.method === 'CreateContainer') each.response = { container_id: method };
      }),
    );
  await expect.poll(() => details().innerText()).toContain('container_id: B');
  expect(await seen()).toEqual(before);
});

test('of several pods one is chosen with the keyboard', async () => {
  panel = await openPage();
  const other = nginxTrace.messages.map((each) => ({
    ...each,
    id: `other ${each.id}`,
    ...(each.subject && { subject: { ...each.subject, pod: 'other' } }),
  }));
  const trace = { ...nginxTrace, messages: [...nginxTrace.messages, ...other] };
  await panel.show(trace);
  const select = panel.page.getByRole('combobox', { name: 'Pod' });
  const chosen = () => select.locator('option:checked').textContent();
  await expect.poll(chosen).toBe('nginx');
  await select.focus();
  for (const key of ['ArrowDown']) await panel.page.keyboard.press(key);
  await expect.poll(chosen).toBe('other');
  await expect.poll(() => panel.saved()).toMatchObject({ pod: 'other' });
  await panel.show({ ...trace, title: 'again' });
  expect(await chosen()).toBe('other');
  expect(await violations(panel)).toEqual([]);
  expect(panel.complaints).toEqual([]);
});

test('the start that saved output tells of says where it comes from, and asks for nothing that only a watched one has', async () => {
  panel = await openPage();
  const leftOut = ['a Node without a name: it cannot be told from others'];
  const shown = { trace: nginxTrace, findings: findings(nginxTrace) };
  const title = 'Start in report.json';
  await panel.send({ type: 'state', state: { kind: 'saved', title, from: 'As report.json tells it', leftOut, shown } });
  await arrow('CreateContainer').click();
  await expect.poll(() => details().innerText()).toContain('user_specified_image: nginx');
  const bar = panel.page.locator('.live');
  expect(await bar.innerText()).toBe(`As report.json tells it\nNot read: ${leftOut[0]}`);
  expect(await bar.getByRole('button').count()).toBe(0);
  expect(await panel.page.locator('.toolbar').innerText()).not.toContain('assumed');
  // What is selected is in a link to it.
  const asked = (await panel.told()).map(({ type }) => type);
  expect(asked.filter((type) => !['ready', 'drawn', 'ask'].includes(type))).toEqual(['selected']);
  expect(await panel.saved()).not.toMatchObject({ uri: expect.anything() as unknown });
});
