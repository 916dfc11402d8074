import type { ContainerStateTerminated, Pod } from '../../../src/core/api/types';

/** What a kubectl was asked to print. */
export interface PodTableCase {
  /** RFC 3339. */
  now: string;
  pods: Pod[];
  /** What follows `kubectl get pods`. */
  args: string[];
}

interface Watched {
  watch: { at: string; object: Pod }[];
}

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Ages at and beside every step of kubectl's way to write durations, half a second from the step. */
const ages = [
  -3,
  -2,
  -1,
  0,
  59,
  60,
  119,
  120,
  121,
  180,
  599,
  600,
  601,
  179 * 60,
  180 * 60,
  181 * 60,
  7 * 3600 + 59 * 60,
  8 * 3600,
].map((seconds) => seconds * second);
const longAges = [
  47 * hour,
  48 * hour,
  49 * hour,
  8 * day - hour,
  8 * day,
  729 * day,
  730 * day,
  731 * day,
  3000 * day,
];

const argumentLists = [
  ['-o', 'wide'],
  [],
  ['--all-namespaces', '-o', 'wide'],
  ['--no-headers'],
  ['-A', '--no-headers'],
];

/**
 * Every state of every pod in the recordings, in portions as kubectl would list them, and states that no
 * recording shows. Deterministic: the printed tables are kept beside the test.
 */
export function podTableCases(recordings: readonly Watched[]): PodTableCase[] {
  const states = recordings.flatMap(({ watch }) => watch.map(({ at, object }) => ({ at, object })));
  const cases: PodTableCase[] = [];
  for (let from = 0; from < states.length; from += 40) {
    const portion = states.slice(from, from + 40);
    const last = Math.max(...portion.map(({ at }) => Date.parse(at)));
    cases.push({
      now: halfPast(last),
      pods: portion.map(({ object }) => object),
      args: argumentLists[(from / 40) % argumentLists.length]!,
    });
  }
  const pod = states.find(({ object }) => object.status?.containerStatuses?.[0]?.state?.running)!.object;
  const created = Date.parse(pod.metadata!.creationTimestamp!);
  for (const age of [...ages, ...longAges]) {
    cases.push({ now: halfPast(created + age), pods: [pod, restartedSidecar(pod)], args: [] });
  }
  const unseen = [...unseenStates(pod), restartedSidecar(pod)];
  for (const args of argumentLists) cases.push({ now: halfPast(created + 90 * second), pods: unseen, args });
  for (const one of unseen) cases.push({ now: halfPast(created + 90 * second), pods: [one], args: ['-o', 'wide'] });
  return cases;
}

function halfPast(ms: number): string {
  return new Date(Math.floor(ms / second) * second + 500).toISOString();
}

function changed(pod: Pod, name: string, change: (pod: Pod) => void): Pod {
  const copy = structuredClone(pod);
  copy.metadata!.name = name;
  copy.status ??= {};
  change(copy);
  return copy;
}

function restartedSidecar(pod: Pod): Pod {
  return changed(pod, 'sidecar', (copy) => {
    const status = copy.status!.containerStatuses![0]!;
    const finishedAt = pod.metadata!.creationTimestamp!;
    copy.spec!.initContainers = [{ name: 'side', image: 'side', restartPolicy: 'Always' }];
    copy.status!.initContainerStatuses = [
      {
        ...status,
        name: 'side',
        started: true,
        restartCount: 2,
        lastState: { terminated: { exitCode: 1, finishedAt } },
      },
    ];
  });
}

function ended(state: ContainerStateTerminated): (copy: Pod) => void {
  return (copy) => {
    Object.assign(copy.status!.containerStatuses![0]!, { ready: false, state: { terminated: state } });
  };
}

function first(state: object, more: object = {}): (copy: Pod) => void {
  return (copy) => {
    const status = copy.status!.containerStatuses![0]!;
    copy.spec!.initContainers = [
      { name: 'one', image: 'one' },
      { name: 'two', image: 'two' },
    ];
    copy.status!.conditions = [{ type: 'Initialized', status: 'False' }];
    copy.status!.initContainerStatuses = [{ ...status, name: 'one', ready: false, started: false, state, ...more }];
  };
}

function two(left: object, right: object, podReady: string): (copy: Pod) => void {
  return (copy) => {
    const status = copy.status!.containerStatuses![0]!;
    copy.spec!.containers.push({ name: 'second', image: 'second' });
    copy.status!.conditions = [{ type: 'Ready', status: podReady }];
    copy.status!.containerStatuses = [
      { ...status, ...left },
      { ...status, name: 'second', ...right },
    ];
  };
}

function unseenStates(pod: Pod): Pod[] {
  const deleted = '2026-11-23T15:00:00Z';
  const running = { ready: true, state: { running: {} } };
  const completed = { ready: false, state: { terminated: { exitCode: 0, reason: 'Completed' } } };
  const failed = { ready: false, state: { terminated: { exitCode: 3, reason: 'Error' } } };
  return [
    changed(pod, 'signal', ended({ exitCode: 137, signal: 9 })),
    changed(pod, 'exit-code', ended({ exitCode: 7 })),
    changed(pod, 'oom', ended({ exitCode: 137, reason: 'OOMKilled' })),
    changed(pod, 'init-signal', first({ terminated: { exitCode: 143, signal: 15 } })),
    changed(pod, 'init-exit-code', first({ terminated: { exitCode: 2 } })),
    changed(pod, 'init-error', first({ terminated: { exitCode: 2, reason: 'Error' } })),
    changed(pod, 'init-waiting', first({ waiting: { reason: 'CrashLoopBackOff' } }, { restartCount: 4 })),
    changed(pod, 'init-running', first({ running: {} })),
    changed(pod, 'init-initializing', first({ waiting: { reason: 'PodInitializing' } })),
    changed(pod, 'not-ready', two(running, completed, 'False')),
    changed(pod, 'one-completed', two(completed, running, 'True')),
    changed(pod, 'one-failed', two(completed, failed, 'False')),
    changed(pod, 'both-completed', two(completed, completed, 'False')),
    changed(pod, 'failed-then-completed', two(failed, completed, 'False')),
    changed(pod, 'terminating', (copy) => (copy.metadata!.deletionTimestamp = deleted)),
    changed(pod, 'gone-node', (copy) => {
      copy.metadata!.deletionTimestamp = deleted;
      copy.status!.reason = 'NodeLost';
    }),
    changed(pod, 'deleted-when-done', (copy) => {
      copy.metadata!.deletionTimestamp = deleted;
      copy.status!.phase = 'Succeeded';
    }),
    changed(pod, 'evicted', (copy) => (copy.status = { phase: 'Failed', reason: 'Evicted', message: 'low on memory' })),
    changed(pod, 'gated', (copy) => {
      copy.status = {
        phase: 'Pending',
        conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }],
      };
      delete copy.spec!.nodeName;
    }),
    changed(pod, 'nominated', (copy) => {
      copy.status = { phase: 'Pending', nominatedNodeName: 'worker-with-a-long-name' };
      delete copy.spec!.nodeName;
    }),
    changed(pod, 'readiness-gates', (copy) => {
      copy.spec!.readinessGates = [{ conditionType: 'a.example/b' }, { conditionType: 'c.example/d' }];
      copy.status!.conditions!.push({ type: 'c.example/d', status: 'True' });
    }),
    changed(pod, 'two-line-reason', (copy) => ((copy.status!.containerStatuses = []), (copy.status!.reason = 'a\nb'))),
    changed(pod, 'no-status', (copy) => (copy.status = {})),
    changed(pod, 'no-age', (copy) => delete copy.metadata!.creationTimestamp),
    changed(pod, 'waiting-without-reason', ended({ exitCode: 0 })),
    changed(pod, 'restarted-without-trace', (copy) => (copy.status!.containerStatuses![0]!.restartCount = 3)),
  ];
}
