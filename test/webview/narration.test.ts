import { expect, test } from 'vitest';
import { pageOpener } from './pageOpener';
import type { PanelPage, Theme } from './panelPage';
import { narrate } from '../../src/core/narration/narrate';
import { nginxTrace } from '../core/diagram/nginxTrace';
import { observedTrace } from '../core/trace/observedTrace';
import { recordings } from '../recordings/recordings';
import { violations } from './violations';
import type { Runs } from '../../src/core/textRuns';
import type { Message, Trace } from '../../src/core/trace/trace';

const openPage = pageOpener();
let panel: PanelPage;

const narration = () => panel.page.locator('.details .narration');
const textOf = (runs: Runs): string =>
  runs.map((run) => (typeof run === 'string' ? run : Object.values(run)[0])).join('');

/** Selects a message as the host does, and holds that the details begin with what the core says of it. */
async function isTold(trace: Trace, message: Message): Promise<void> {
  await panel.send({ type: 'select', message: message.id });
  await expect.poll(() => panel.page.locator('.details h2').textContent()).toBe(message.method);
  const { what, why, result, links } = narrate(trace, message);
  const paragraphs = [what, why, result].filter((runs) => runs.length > 0).map(textOf);
  await expect.poll(() => narration().locator('p').allTextContents()).toEqual(paragraphs);
  const codes = [what, why, result].flat().flatMap((run) => (typeof run === 'object' && 'code' in run ? run.code : []));
  expect(await narration().locator('p code').allTextContents()).toEqual(codes);
  const addresses = await narration()
    .locator('.read-on a')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  expect(addresses).toEqual(links.map(({ address }) => address));
  expect(addresses.every((address) => address?.startsWith('https://'))).toBe(true);
}

test('the details of a simulated call begin with what it is for, why it comes now and what follows', async () => {
  panel = await openPage();
  await panel.show(nginxTrace);
  for (const id of ['create', 'create-container']) {
    const message = nginxTrace.messages.find((each) => each.id === id);
    if (message) await isTold(nginxTrace, message);
  }
  const first = panel.page.locator('.details .sections > *').first();
  expect(await first.getAttribute('class')).toBe('narration');
  expect(panel.complaints).toEqual([]);
});

test('the details of an observed call begin with the same', async () => {
  const [recording] = recordings('own');
  if (!recording) throw new Error('there is no recording');
  const trace = observedTrace(recording);
  panel = await openPage();
  await panel.show(trace, { live: { status: 'watching', text: 'Watching pod/web', denied: [] } });
  const some = trace.messages.filter(({ level, source }) => level === 1 && source !== 'simulated');
  expect(some.length).toBeGreaterThan(4);
  for (const message of some) await isTold(trace, message);
  expect(panel.complaints).toEqual([]);
});

test('a name of others in it is text and never markup', async () => {
  const hostile = '<img src=x onerror=alert(1)>[a](https://example.com)';
  panel = await openPage();
  const trace = structuredClone(nginxTrace);
  for (const message of trace.messages)
    message.subject = { namespace: hostile, pod: hostile, container: message.subject?.container ?? hostile };
  await panel.show(trace);
  const message = trace.messages.find(({ method }) => method === 'RunPodSandbox');
  if (!message) throw new Error('there is no sandbox');
  await isTold(trace, message);
  expect(await narration().textContent()).toContain('<img src=x');
  expect(await panel.page.locator('img').count()).toBe(0);
  expect(await narration().getByRole('link', { name: 'a', exact: true }).count()).toBe(0);
  expect(panel.complaints).toEqual([]);
});

test.each(['dark', 'light', 'highContrast', 'highContrastLight'] satisfies Theme[])(
  'it is accessible in the %s theme',
  async (theme) => {
    panel = await openPage({ theme });
    await panel.show(nginxTrace);
    await panel.send({ type: 'select', message: 'create-container' });
    await expect.poll(() => narration().getByRole('link').count()).toBeGreaterThan(0);
    expect(await violations(panel)).toEqual([]);
  },
);
