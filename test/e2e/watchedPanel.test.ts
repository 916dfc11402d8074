import { afterEach, describe, expect, test } from 'vitest';
import { fakeKubectl, listOf, watchLine, type FakeKubectl, type FakeRule } from '../kubectl/fakeKubectl';
import { recordings } from '../recordings/recordings';
import { Workbench } from './workbench';

const story = recordings('own').find(({ name }) => name === 'seed.kubectl-run-nginx')!;
const states = story.watch.map(({ type, object }) => watchLine(type, object));
const events = new Map(
  story.events.map((event) => [event.reason ?? '', watchLine('ADDED', { kind: 'Event', ...event })]),
);
/** Milliseconds after which the start begins: the panel is open by then. */
const ahead = 15_000;
/** Milliseconds between two pieces of news: each is drawn before the next comes. */
const apart = 700;

/** What kubectl says before a pod is watched. */
const asked: FakeRule[] = [
  {
    args: '^config view',
    lines: [
      {
        text: JSON.stringify({
          'current-context': 'here',
          contexts: [{ name: 'here', context: { namespace: story.namespace } }],
        }),
      },
    ],
  },
  { args: '^get namespaces', lines: [{ text: `namespace/${story.namespace}\n` }] },
  { args: '^get pods -n', lines: listOf('1', { ...story.watch.at(-1)!.object, kind: 'Pod', apiVersion: 'v1' }) },
  { args: '/(pods|events)\\?fieldSelector', lines: listOf('1') },
];

/** The two watches, each line at its own time, counted in pieces of news. */
function streamed(what: 'pods' | 'events', lines: readonly [number, string | undefined][]): FakeRule {
  let before = 0;
  const delayed = lines.map(([after, text = '']) => {
    const afterMs = ahead + after * apart - before;
    before += afterMs;
    return { afterMs, text };
  });
  return { args: `/${what}.*watch=1`, timed: true, lines: delayed, hang: true };
}
const pods = streamed('pods', [
  [0, states[0]],
  [1, states[1]],
  [3, states[2]],
  [4, states[3]],
  [8, states[4]],
]);
const told = streamed('events', [
  [2, events.get('Scheduled')],
  [5, events.get('Pulling')],
  [5.5, events.get('Pulled')],
  [6, events.get('Created')],
  [7, events.get('Started')],
]);
/** Which arrow a piece of news is the first evidence of. */
const evidence: readonly [RegExp, RegExp][] = [
  [/^\{"type":"ADDED","object":\{(?!"kind":"Event")/, /POST pods/],
  [/"reason":"Scheduled"/, /binding/],
  [/"podIP"/, /RunPodSandbox/],
  [/"reason":"Pulling"/, /PullImage/],
  [/"reason":"Created"/, /CreateContainer/],
  [/"reason":"Started"/, /StartContainer/],
];

describe.skipIf(process.platform === 'win32')('a start that is watched in real VS Code', () => {
  let fake: FakeKubectl;
  let workbench: Workbench;
  afterEach(async () => {
    await workbench?.close();
    fake?.remove();
  });

  async function open(rules: FakeRule[], options: Parameters<typeof Workbench.open>[0] = {}): Promise<void> {
    fake = fakeKubectl(rules);
    const { settings = {} } = options;
    workbench = await Workbench.open({
      ...options,
      settings: { ...settings, 'podStartup.kubectl.path': fake.executable },
    });
    await workbench.page.getByRole('treeitem', { name: 'nginx.yaml' }).waitFor();
  }

  async function explainRunningPod(): Promise<void> {
    const { page } = workbench;
    await workbench.command('Pod Startup: Explain a Running Pod');
    for (const row of ['here', story.namespace, 'nginx'])
      await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
    await workbench.panel().locator('.live').waitFor();
  }

  test('each arrow is there within 100 ms of its evidence', async () => {
    await open([...asked.slice(0, 3), pods, told, ...asked.slice(3)]);
    await explainRunningPod();
    // When each arrow was there first, on the clock that the fake kubectl has, too.
    await workbench
      .panel()
      .locator('body')
      .evaluate((body) => {
        const seen: Record<string, number> = {};
        Object.assign(globalThis, { seen });
        new MutationObserver(() => {
          for (const { textContent } of body.querySelectorAll('g.arrow.request'))
            seen[textContent ?? ''] ??= Date.now();
        }).observe(body, { childList: true, subtree: true });
      });
    await expect
      .poll(async () => (await workbench.calls()).join(' '), { timeout: ahead + 30 * apart })
      .toContain('StartContainer');
    const seen = await workbench
      .panel()
      .locator('body')
      .evaluate(() => (globalThis as unknown as { seen: Record<string, number> }).seen);
    const printed = fake.printed();
    const took = evidence.map(([news, arrow]) => {
      const { at } = printed.find(({ text }) => news.test(text))!;
      const [, drawn = Infinity] = Object.entries(seen).find(([text]) => arrow.test(text)) ?? [];
      return drawn - at;
    });
    console.log('arrows', took);
    expect(Math.max(...took)).toBeLessThan(100);
    expect(Math.min(...took)).toBeGreaterThanOrEqual(0);
  });
});
