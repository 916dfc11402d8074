import { describe, expect, test } from 'vitest';
import { narrate } from '../../src/core/narration/narrate';
import { atLevel } from '../../src/core/trace/atLevel';
import { message, nginxTrace } from '../core/diagram/nginxTrace';
import { observedTrace } from '../core/trace/observedTrace';
import { recordings } from '../recordings/recordings';
import { pageOpener } from './pageOpener';
import { simulatedSample } from './simulatedSample';
import { violations } from './violations';
import type { PanelPage, Theme } from './panelPage';
import type { Message, Trace } from '../../src/core/trace/trace';

const openPage = pageOpener();
let panel: PanelPage;

const nginx = simulatedSample('nginx');
const items = () => panel.page.locator('.story ol > li');
const button = (name: string) => panel.page.getByRole('button', { name, exact: true });
const current = () =>
  panel.page
    .locator('.story [aria-current=step]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-message')));
const isInSight = (selector: string) =>
  panel.page.locator(selector).evaluate((element) => {
    const [box, view] = [element.getBoundingClientRect(), element.closest('.story')!.getBoundingClientRect()];
    return box.top >= view.top - 1 && box.bottom <= view.bottom + 1;
  });
const textOf = (trace: Trace, one: Message): string[] => {
  const { what, result } = narrate(trace, one);
  return [what, result].map((runs) =>
    runs.map((run) => (typeof run === 'string' ? run : Object.values(run)[0])).join(''),
  );
};

async function open(trace: Trace, options: Parameters<typeof openPage>[0] = {}): Promise<void> {
  panel = await openPage(options);
  await panel.show(trace);
  await button('Story').click();
  await expect.poll(() => items().count()).toBeGreaterThan(0);
}

const many: Trace = {
  ...nginxTrace,
  notes: [],
  messages: Array.from({ length: 5000 }, (_, i) =>
    message({
      id: `${i}`,
      from: 'kubelet',
      to: 'runtimeService',
      protocol: 'CRI',
      method: i % 2 ? 'CreateContainer' : 'StartContainer',
      response: {},
      from_ms: i,
      to_ms: i + 0.5,
    }),
  ),
};

describe('the story', () => {
  test('has each message of the level, in the words of its narration, as a list', async () => {
    await open(nginx, { width: 1200 });
    const { messages } = atLevel(nginx, 2);
    await expect.poll(() => items().count()).toBe(messages.length);
    const told = await items().allTextContents();
    for (const [i, one] of messages.entries()) {
      expect(told[i]).toMatch(new RegExp(`^${i + 1}\\+[\\d.]+ s`));
      for (const text of textOf(nginx, one)) expect(told[i]).toContain(text);
    }
    expect(await panel.page.getByRole('list', { name: 'The start, step by step' }).getByRole('listitem').count()).toBe(
      messages.length,
    );
    expect(panel.complaints).toEqual([]);
  });

  test('has each message of what was observed', async () => {
    const trace = observedTrace(recordings('own')[0]!);
    await open(trace);
    const told = (await items().allTextContents()).join('\n');
    for (const one of atLevel(trace, 2).messages) for (const text of textOf(trace, one)) expect(told).toContain(text);
  });

  test('says what was waited for, and how long', async () => {
    const crash = recordings('own')
      .map((one) => observedTrace(one))
      .find(({ messages }) => messages.filter(({ method }) => method === 'StartContainer').length > 2);
    await open(crash!);
    const waits = await panel.page.locator('.story .wait').allTextContents();
    expect(
      waits.some((text) => /^[\d.]+ (?:min|s|ms).*: .*back-off/.test(text)),
      waits.join('\n'),
    ).toBe(true);
  });

  test('selects what is chosen in it, and marks what is selected elsewhere', async () => {
    await open(nginx, { width: 1200, height: 500 });
    const started = nginx.messages.find(({ method }) => method === 'StartContainer')!;
    await panel.page.locator(`.story [data-message="${started.id}"]`).click();
    await expect.poll(current).toEqual([started.id]);
    await expect.poll(() => panel.page.locator('.details h2').textContent()).toBe('StartContainer');
    await panel.page.keyboard.press('Home');
    await expect.poll(current).toEqual([nginx.messages[0]!.id]);
    await panel.page.keyboard.press('ArrowDown');
    await expect.poll(current).toEqual([atLevel(nginx, 2).messages[1]!.id]);
    await panel.send({ type: 'select', message: started.id });
    await expect.poll(current).toEqual([started.id]);
    await expect.poll(() => isInSight('.story [aria-current]')).toBe(true);
    await button('Diagram').click();
    const arrow = panel.page.locator('g.arrow.request.selected');
    await expect.poll(() => arrow.getAttribute('data-message')).toBe(started.id);
    expect(await panel.page.locator('.story').count()).toBe(0);
    await panel.page.locator('g.arrow.request').first().click();
    await button('Story').click();
    await expect.poll(current).toEqual([nginx.messages[0]!.id]);
  });

  test('stays over a reload of the window, and the diagram has its width behind it', async () => {
    await open(nginx);
    await expect.poll(() => panel.saved()).toMatchObject({ view: 'story' });
    const saved = await panel.saved();
    await panel.close();
    panel = await openPage({ saved });
    await panel.show(nginx);
    await expect.poll(() => items().count()).toBeGreaterThan(5);
    expect(await panel.page.locator('.diagram').isVisible()).toBe(false);
    await button('Diagram').click();
    expect(await panel.page.locator('.diagram').isVisible()).toBe(true);
    expect((await panel.page.locator('.canvas > svg').first().boundingBox())?.width).toBeGreaterThan(300);
  });

  test('of 5,000 messages answers within 100 ms', async () => {
    await open(many);
    const took = async (id: string): Promise<number> => {
      const since = await panel.page.evaluate(() => performance.now());
      return panel.page.evaluate(
        async ([wanted, before]) => {
          window.postMessage({ type: 'select', message: wanted }, '*');
          while (!document.querySelector(`.story [aria-current][data-message="${wanted}"]`))
            await new Promise((r) => setTimeout(r));
          return performance.now() - before;
        },
        [id, since] as const,
      );
    };
    const times: number[] = [];
    for (const id of ['100', '4999', '2500', '2501', '0']) times.push(await took(id));
    expect(times.toSorted((a, b) => a - b)[2]).toBeLessThan(100);
    expect(await items().count()).toBeLessThan(200);
    await panel.send({ type: 'select', message: '4999' });
    await expect.poll(current).toEqual(['4999']);
    expect(await panel.page.locator('.story [aria-current]').evaluate((one) => one.closest('li')!.ariaPosInSet)).toBe(
      '5000',
    );
  });

  test('draws more as one goes on', async () => {
    await open(many);
    const before = await items().count();
    await panel.page.locator('.story').evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect.poll(() => items().count()).toBeGreaterThan(before);
  });

  test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
    'is accessible in the %s theme',
    async (theme) => {
      await open(nginxTrace, { theme });
      await panel.send({ type: 'select', message: nginxTrace.messages[3]!.id });
      await expect.poll(current).toHaveLength(1);
      expect(await violations(panel)).toEqual([]);
    },
  );
});
