import { expect, test } from 'vitest';
import { actorCards } from '../../src/core/narration/actorCards';
import { actors, type Actor } from '../../src/core/trace/trace';
import { pageOpener } from './pageOpener';
import type { PanelPage, Theme } from './panelPage';
import { knownKeys } from '../../src/core/knownKeys';
import { message, nginxTrace } from '../core/diagram/nginxTrace';
import { plainText, type Runs } from '../../src/core/textRuns';
import { sequenceDiagram } from '../../src/core/diagram/sequenceDiagram';
import { violations } from './violations';
import type { Trace } from '../../src/core/trace/trace';

const openPage = pageOpener();
let panel: PanelPage;

/** A trace in which every actor takes part. */
const all: Trace = {
  ...nginxTrace,
  notes: [],
  messages: knownKeys(actors).map((to, i) =>
    message({
      id: to,
      from: 'kubelet',
      to,
      protocol: 'CRI',
      method: `Call${i}`,
      response: {},
      from_ms: i,
      to_ms: i + 0.5,
    }),
  ),
};
const head = (name: string) => panel.page.getByRole('button', { name, exact: true });
const card = () => panel.page.locator('.actor-card');
const texts = (actor: Actor): string[] => {
  const { what, where, talksTo } = actorCards[actor];
  return [what, where, talksTo].map((runs: Runs) => plainText(runs).replaceAll('`', ''));
};

/** What a screen reader says of what has the focus. */
async function read(): Promise<{ name: unknown; role: unknown; description: unknown }> {
  const client = await panel.page.context().newCDPSession(panel.page);
  const { nodes } = await client.send('Accessibility.getFullAXTree');
  const focused = nodes.filter(({ properties = [] }) =>
    properties.some(({ name, value }) => name === 'focused' && value.value === true),
  );
  const node = focused.at(-1);
  const text = (value: { value?: unknown } | undefined): unknown => value?.value;
  return { name: text(node?.name), role: text(node?.role), description: text(node?.description) };
}

test('the card of each actor is reached by the keyboard, in their order, and read by a screen reader', async () => {
  panel = await openPage({ width: 1500 });
  await panel.show(all);
  const { page } = panel;
  await page.locator('.diagram').focus();
  await page.keyboard.press('Tab');
  const { lanes } = sequenceDiagram(all);
  expect(lanes).toHaveLength(knownKeys(actors).length);
  for (const {
    actors: [actor],
    name,
  } of lanes) {
    await expect.poll(() => card().locator('p').allTextContents()).toEqual(texts(actor!));
    expect(await card().locator('strong').first().textContent()).toBe(name);
    await expect.poll(read).toEqual({ name, role: 'button', description: texts(actor!).join(' ') });
    await page.keyboard.press('ArrowRight');
  }
  // Nothing is selected by these keys, and the row is one stop.
  expect(await page.locator('g.arrow.selected').count()).toBe(0);
  await page.keyboard.press('Home');
  await expect.poll(() => card().locator('p').allTextContents()).toEqual(texts('kubectl'));
  await page.keyboard.press('Tab');
  await expect.poll(() => card().count()).toBe(0);
  expect(panel.complaints).toEqual([]);
});

test('Enter goes on to the links of the card, and Escape back', async () => {
  panel = await openPage({ width: 1200 });
  await panel.show(nginxTrace);
  const { page } = panel;
  await head('RuntimeService').focus();
  await expect.poll(() => card().locator('p').first().textContent()).toContain('Container Runtime Interface');
  await page.keyboard.press('Enter');
  const [link] = actorCards.runtimeService.links;
  expect(await page.evaluate(() => document.activeElement?.getAttribute('href'))).toBe(link?.address);
  expect(await card().isVisible()).toBe(true);
  await page.keyboard.press('Escape');
  await expect.poll(() => card().count()).toBe(0);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('RuntimeService');
  expect(await page.locator('g.arrow.selected').count()).toBe(0);
});

test('the pointer shows the card, may go into it, and takes it away', async () => {
  panel = await openPage({ width: 1000 });
  await panel.show(nginxTrace);
  const { page } = panel;
  await head('scheduler').hover();
  await expect.poll(() => card().locator('p').allTextContents()).toEqual(texts('scheduler'));
  await card().locator('a').hover();
  await page.waitForTimeout(600);
  expect(await card().isVisible()).toBe(true);
  await page.mouse.move(500, 600);
  await expect.poll(() => card().count()).toBe(0);
  await head('scheduler').hover();
  await expect.poll(() => card().count()).toBe(1);
  await page.keyboard.press('Escape');
  await expect.poll(() => card().count()).toBe(0);
});

test('the card stays with the focus when a new state is drawn, in a scrolled diagram, too', async () => {
  panel = await openPage({ width: 1200, height: 500 });
  await panel.show(nginxTrace);
  await panel.page.locator('.diagram').evaluate((diagram) => diagram.scrollTo({ top: 200 }));
  await head('API server').focus();
  await expect.poll(() => card().count()).toBe(1);
  await panel.show({ ...nginxTrace, messages: nginxTrace.messages.slice(0, -1) });
  await panel.page.waitForTimeout(100);
  expect(await card().locator('p').allTextContents()).toEqual(texts('apiserver'));
  expect(await panel.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('API server');
  expect(await panel.page.locator('.diagram').evaluate((diagram) => diagram.scrollTop)).toBe(200);
});

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'the card is accessible in the %s theme, and within a narrow panel',
  async (theme) => {
    panel = await openPage({ theme, width: 1000 });
    await panel.show(nginxTrace);
    await head('API server').focus();
    await expect.poll(() => card().count()).toBe(1);
    expect(await violations(panel)).toEqual([]);
    await panel.page.setViewportSize({ width: 400, height: 700 });
    const { x = -1, width = 0 } = (await card().boundingBox()) ?? {};
    expect(x).toBeGreaterThanOrEqual(0);
    expect(x + width).toBeLessThanOrEqual(400);
    expect(panel.complaints).toEqual([]);
  },
);
