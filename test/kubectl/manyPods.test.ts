import { expect, onTestFinished, test } from 'vitest';
import { Kubectl } from '../../src/kubectl/kubectl';
import { WatchedStart } from '../../src/host/cluster/watchedStart';
import { ExpectedStarts } from '../../src/host/cluster/expectedStarts';
import { recordings } from '../recordings/recordings';
import { fakeKubectl, listOf, watchLine } from './fakeKubectl';

const story = recordings('own').find(({ name }) => name === 'seed.kubectl-run-nginx')!;
const podCount = 500;
const perSecond = 1_000;
/** Milliseconds between two states that the panel is sent. */
const pace = 60;

/** A recorded start's news, as if it were of another pod. */
function copy(index: number): { pods: string[]; events: string[] } {
  const uid = story.watch[0]!.object.metadata!.uid!;
  const as = (line: string): string => line.replaceAll(uid, `uid-${index}`).replaceAll('"nginx"', `"nginx-${index}"`);
  return {
    pods: story.watch.map(({ type, object }) => as(watchLine(type, object))),
    events: story.events.map(({ metadata, ...event }) =>
      as(
        watchLine('ADDED', {
          ...event,
          metadata: { ...metadata, uid: `event-${metadata.uid ?? metadata.name}-${index}` },
        }),
      ),
    ),
  };
}

/** All first steps, then all second ones, …: so many lines a second. */
function streamed(stories: readonly string[][], rate: number): { afterMs: number; text: string }[] {
  const longest = Math.max(...stories.map(({ length }) => length));
  const all = Array.from({ length: longest }, (_, step) => stories.flatMap((lines) => lines[step] ?? [])).flat();
  const tick = 20;
  const perTick = Math.ceil((rate * tick) / 1000);
  return Array.from({ length: Math.ceil(all.length / perTick) }, (_, index) => ({
    afterMs: tick,
    text: all.slice(index * perTick, (index + 1) * perTick).join(''),
  }));
}

test(`${podCount} pods at ${perSecond} news a second: the host answers within 100 ms and stays under 300 MB`, async () => {
  const copies = Array.from({ length: podCount }, (_, index) => copy(index));
  const podLines = copies.flatMap(({ pods }) => pods).length;
  const eventLines = copies.flatMap(({ events }) => events).length;
  const share = perSecond / (podLines + eventLines);
  const watching = (what: string, stories: string[][], lines: number) => ({
    args: `/${what}.*watch=1`,
    lines: streamed(stories, lines * share),
    hang: true,
  });
  const fake = fakeKubectl([
    { args: '/(pods|events)( |\\?labelSelector=[^&]* )', lines: listOf('1') },
    watching(
      'pods',
      copies.map(({ pods }) => pods),
      podLines,
    ),
    watching(
      'events',
      copies.map(({ events }) => events),
      eventLines,
    ),
    { args: 'get nodes', lines: [{ text: '' }] },
  ]);
  const watched = { context: 'test', namespace: story.namespace, target: 'deployment/nginx' };
  const scope = { namespace: story.namespace, labelSelector: 'run=nginx' };
  const expected = new ExpectedStarts({ namespace: story.namespace });
  const start = new WatchedStart(new Kubectl(fake.executable, 'test'), watched, scope, expected);
  onTestFinished(() => {
    start.stop();
    fake.remove();
  });
  let asked = '';
  let isStale = false;
  start.onChange(() => (isStale = true));
  await start.begin();
  // What a turn of the event loop takes of the processor: how long it waits for one is the machine's affair.
  const turns: number[] = [];
  let used = process.cpuUsage();
  const turn = setInterval(() => {
    const { user, system } = process.cpuUsage(used);
    used = process.cpuUsage();
    turns.push((user + system) / 1000);
  }, 1);
  let most = 0;
  let largest = 0;
  const panel = setInterval(() => {
    if (!isStale) return;
    isStale = false;
    const lanes = start.lanes();
    // As many as a tall panel has in sight; it asks when others come into it.
    const inSight = lanes?.slice(0, 30).map(({ uid }) => uid) ?? [];
    if (inSight.join(' ') !== asked) start.showLanes(inSight);
    asked = inSight.join(' ');
    const state = JSON.stringify({ ...start.current(), lanes });
    largest = Math.max(largest, state.length);
    most = Math.max(most, process.memoryUsage().rss);
  }, pace);
  await expect.poll(() => start.isOver && start.lanes()?.length, { timeout: 25_000, interval: 250 }).toBe(podCount);
  clearInterval(turn);
  clearInterval(panel);
  expect(Math.max(...turns)).toBeLessThan(100);
  expect(most / 1e6).toBeLessThan(300);
  expect(largest).toBeLessThan(300_000);
  const [first] = start.lanes()!;
  start.choose(first!.uid);
  expect(new Set(start.current().trace.messages.map(({ subject }) => subject?.pod))).toEqual(new Set([first!.name]));
  start.stop();
  await expect.poll(() => fake.processes()).toBe(0);
});
