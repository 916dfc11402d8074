import { afterEach, describe, expect, test } from 'vitest';
import { fakeKubectl, listOf, watchLine, type FakeKubectl, type FakeRule } from '../kubectl/fakeKubectl';
import { recordings } from '../recordings/recordings';
import { Workbench } from './workbench';

const story = recordings('own').find(({ name }) => name === 'seed.kubectl-run-nginx')!;
const { namespace } = story;
const config = { 'current-context': 'here', contexts: [{ name: 'here', context: { namespace } }] };
const pod = { ...story.watch.at(-1)!.object, kind: 'Pod', apiVersion: 'v1' };

const rules: FakeRule[] = [
  { args: '/pods.*watch=1', told: 'pods' },
  { args: '/events.*watch=1', told: 'events' },
  { args: '^config view', lines: [{ text: JSON.stringify(config) }] },
  { args: '^get namespaces', lines: [{ text: `namespace/${namespace}\n` }] },
  { args: '^get pods --namespace=', lines: listOf('1', pod) },
  { args: '/(pods|events)\\?fieldSelector', lines: listOf('1') },
];

/** The story's news in order: which watch tells it, and the arrow that it is the first evidence of. */
const news: readonly { watch: string; line: string; arrow?: string }[] = [
  { ...state(0), arrow: 'POST pods' },
  state(1),
  { ...event('Scheduled'), arrow: 'binding' },
  state(2),
  { ...state(3), arrow: 'RunPodSandbox' },
  { ...event('Pulling'), arrow: 'PullImage' },
  event('Pulled'),
  { ...event('Created'), arrow: 'CreateContainer' },
  { ...event('Started'), arrow: 'StartContainer' },
  state(4),
];

function state(index: number): { watch: string; line: string } {
  const { type, object } = story.watch[index]!;
  return { watch: 'pods', line: watchLine(type, object) };
}

function event(reason: string): { watch: string; line: string } {
  const found = story.events.find((each) => each.reason === reason)!;
  return { watch: 'events', line: watchLine('ADDED', { kind: 'Event', ...found }) };
}

describe.skipIf(process.platform === 'win32')('a start that is watched in real VS Code', () => {
  let fake: FakeKubectl;
  let workbench: Workbench;
  afterEach(async () => {
    await workbench?.close();
    fake?.remove();
  });

  // What else the machine does is in what is measured.
  test('each arrow is drawn within 100 ms of its evidence', { retry: 2 }, async () => {
    fake = fakeKubectl(rules);
    workbench = await Workbench.open({ settings: { 'podStartup.kubectl.path': fake.executable } });
    const { page } = workbench;
    await page.getByRole('treeitem', { name: 'nginx.yaml' }).waitFor();
    await workbench.command('Pod Startup: Explain a Running Pod');
    for (const row of ['here', namespace, 'nginx'])
      await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
    await workbench.panel().locator('.live', { hasText: 'Watching' }).waitFor();
    await workbench.drawn();
    await page.waitForTimeout(1000); // VS Code is still at work on what it opened

    const body = workbench.panel().locator('body');
    // When each arrow was there first, by the clock that this process has, too.
    await body.evaluate((root) => {
      const seen: Record<string, number> = {};
      Object.assign(globalThis, { seen });
      new MutationObserver(() => {
        for (const { textContent } of root.querySelectorAll('g.arrow.request')) seen[textContent ?? ''] ??= Date.now();
      }).observe(root, { childList: true, subtree: true });
    });
    const seenAt = async (arrow: string): Promise<number> => {
      const seen = await body.evaluate(() => (globalThis as unknown as { seen: Record<string, number> }).seen);
      return Object.entries(seen).find(([text]) => new RegExp(`\\b${arrow}\\b`).test(text))?.[1] ?? 0;
    };
    const took: Record<string, number> = {};
    for (const { watch, line, arrow } of news) {
      const toldAt = Date.now();
      fake.tell(watch, line);
      if (arrow !== undefined) {
        await expect.poll(() => seenAt(arrow), { timeout: 10_000 }).toBeGreaterThan(toldAt);
        took[arrow] = (await seenAt(arrow)) - toldAt;
      }
      await page.waitForTimeout(400);
    }
    expect(Math.max(...Object.values(took)), JSON.stringify(took)).toBeLessThan(100);
  });
});
