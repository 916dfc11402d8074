import { Kubectl } from '../../src/kubectl/kubectl';
import { WatchedStart } from '../../src/host/cluster/watchedStart';
import type { Recording } from '../recordings/recordings';
import { fakeKubectl, listOf, watchLine } from './fakeKubectl';

/** Milliseconds between two states that the panel is sent. */
const pace = 60;

/** What watching many pods took of the host. */
export interface Load {
  /** The longest turn of the event loop, in milliseconds of the processor. */
  longestTurn: number;
  /** Bytes of the process at the most. */
  memory: number;
  /** Characters of the largest state that the panel was sent. */
  largestState: number;
  /** Processes that still run after the watch was stopped. */
  leftBehind: number;
}

/** A recorded start's news, as if it were of another pod. */
function copy({ watch, events }: Recording, index: number): { pods: string[]; events: string[] } {
  const uid = watch[0]!.object.metadata!.uid!;
  const as = (line: string): string => line.replaceAll(uid, `uid-${index}`).replaceAll('"nginx"', `"nginx-${index}"`);
  return {
    pods: watch.map(({ type, object }) => as(watchLine(type, object))),
    events: events.map(({ metadata, ...event }) =>
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

/**
 * Watches pods through a fake kubectl that brings their news at a rate, and makes the panel's states all the while,
 * until `isDone`.
 *
 * @param story of a pod nginx
 * @param program answerByRules.cjs
 */
export async function watchManyPods(
  story: Recording,
  podCount: number,
  perSecond: number,
  program: string,
  isDone: (start: WatchedStart) => Promise<void>,
): Promise<Load> {
  const copies = Array.from({ length: podCount }, (_, index) => copy(story, index));
  const podLines = copies.flatMap(({ pods }) => pods).length;
  const eventLines = copies.flatMap(({ events }) => events).length;
  const share = perSecond / (podLines + eventLines);
  const watching = (what: 'pods' | 'events', lines: number) => ({
    args: `/${what}.*watch=1`,
    lines: streamed(
      copies.map((one) => one[what]),
      lines * share,
    ),
    hang: true,
  });
  const rules = [
    { args: '/(pods|events)( |\\?labelSelector=[^&]* )', lines: listOf('1') },
    watching('pods', podLines),
    watching('events', eventLines),
    { args: 'get nodes', lines: [{ text: '' }] },
  ];
  const fake = fakeKubectl(rules, program);
  const { namespace } = story;
  const watched = { context: 'test', namespace, target: 'deployment/nginx' };
  const scope = { namespace, labelSelector: 'run=nginx' };
  const start = new WatchedStart(new Kubectl(fake.executable, 'test'), watched, scope, { namespace });
  const load: Load = { longestTurn: 0, memory: 0, largestState: 0, leftBehind: 0 };
  let asked = '';
  let isStale = false;
  start.onChange(() => (isStale = true));
  // What a turn of the event loop takes of the processor: how long it waits for one is the machine's affair.
  let used = process.cpuUsage();
  const turn = setInterval(() => {
    const { user, system } = process.cpuUsage(used);
    used = process.cpuUsage();
    load.longestTurn = Math.max(load.longestTurn, (user + system) / 1000);
  }, 1);
  const panel = setInterval(() => {
    if (!isStale) return;
    isStale = false;
    const lanes = start.lanes();
    // As many as a tall panel has in sight; it asks when others come into it.
    const inSight = lanes?.slice(0, 30).map(({ uid }) => uid) ?? [];
    if (inSight.join(' ') !== asked) start.showLanes(inSight);
    asked = inSight.join(' ');
    const state = JSON.stringify({ ...start.current(), lanes });
    load.largestState = Math.max(load.largestState, state.length);
    load.memory = Math.max(load.memory, process.memoryUsage().rss);
  }, pace);
  try {
    await start.begin();
    load.longestTurn = 0; // what came before was the making of the news
    await isDone(start);
    start.stop();
    for (let tries = 0; fake.processes() > 0 && tries < 50; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    return { ...load, leftBehind: fake.processes() };
  } finally {
    clearInterval(turn);
    clearInterval(panel);
    start.stop();
    fake.remove();
  }
}
