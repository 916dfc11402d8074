import { expect, test } from 'vitest';
import { Observation } from '../../../src/core/observe/observation';
import { spanOf, type PathKind } from '../../../src/core/trace/pathPart';
import { timeline, type Lane } from '../../../src/core/trace/timeline';
import type { Message, Trace } from '../../../src/core/trace/trace';
import { recordings, type Recording, type RecordingSet } from '../../recordings/recordings';
import { recordedStream, type RecordedUpdate } from '../trace/recordedStream';

// Every recording is cut at every distinct moment of its stream, and told as a watcher would tell it then and some
// seconds later. POD_STARTUP_FUZZ=1 takes all recordings; without it every so-manieth of each set is taken.

const isWhole = process.env['POD_STARTUP_FUZZ'] !== undefined;
const sets: readonly RecordingSet[] = ['own', 'v2', 'containerd', 'k1.18.2', 'more', 'stuck', 'rules'];
/** Of each set at most so many, beside those that say how something fails or waits. */
const most = 12;
/** So long after the last news a person looks. */
const lookedMs = 7_000;

function sample(set: RecordingSet): readonly Recording[] {
  const all = recordings(set).filter(({ watch }) => watch.length > 0);
  if (isWhole) return all;
  const step = Math.ceil(all.length / most);
  return all.filter(({ name }, i) => i % step === 0 || (/^(?:fault|pull)\./.test(name) && i % 3 === 0));
}

function timeOf({ start, end }: Message): number | undefined {
  return (start ?? end)?.at;
}

/** What is wrong with a trace at a cut. */
function faultsOf(trace: Trace): string[] {
  const faults: string[] = [];
  let last = Number.NEGATIVE_INFINITY;
  const created = new Map<string, number>();
  for (const message of trace.messages) {
    const { method, start, end, subject } = message;
    const at = timeOf(message);
    const who = `${method} of ${subject?.container ?? subject?.pod}`;
    if (at === undefined || !Number.isFinite(at)) {
      faults.push(`${who} has no time`);
      continue;
    }
    if (at < last) faults.push(`${who} stands after what comes later`);
    last = Math.max(last, at);
    if (start && end && end.at < start.at) faults.push(`${who} takes less than no time`);
    if (end && end.at - end.precision > trace.end) faults.push(`${who} ends after what is known`);
    const pod = `${subject?.namespace}/${subject?.pod}`;
    if (/^POST .*\/pods$/.test(method)) created.set(pod, at);
    else if (!created.has(pod)) faults.push(`${who} stands before its pod is created`);
  }
  return [...faults, ...timeline(trace).flatMap((lane) => laneFaults(lane, trace))];
}

function laneFaults(lane: Lane, trace: Trace): string[] {
  const { pod, start, end, whole, parts } = lane;
  const faults: string[] = [];
  let now = start.at;
  for (const part of parts) {
    if (part.start.at !== now) faults.push(`${pod}: a hole before ${part.label}`);
    if (part.end.at < part.start.at) faults.push(`${pod}: ${part.label} goes backwards`);
    now = part.end.at;
  }
  const sum = parts.reduce((total, part) => total + spanOf(part).milliseconds, 0);
  if (whole.milliseconds > 0 && Math.abs(sum - whole.milliseconds) > 0.01)
    faults.push(`${pod}: ${sum} is not the whole`);
  if (whole.milliseconds < 0 || end.at > trace.end + 1000) faults.push(`${pod} ends at a wrong time`);
  return faults;
}

const cri: Readonly<Record<string, PathKind>> = {
  PullImage: 'pull',
  RunPodSandbox: 'sandbox',
  CreateContainer: 'create',
  StartContainer: 'start',
};

/** A call that is under way in a pod alone has the time that passes since. */
function openFaults(early: Trace, late: Trace): string[] {
  const [one] = late.view.pods;
  // Of an event that was repeated the recordings have the last state alone, which tells what came after the cut.
  if (late.view.events.some(({ count = 1 }) => count > 1)) return [];
  if (late.view.pods.length !== 1 || !one) return [];
  const open = late.messages.filter(
    ({ method, end, outcome, protocol }) => protocol === 'CRI' && method in cri && !end && outcome.ok,
  );
  const [before] = timeline(early);
  const [after] = timeline(late);
  const last = after?.parts.at(-1);
  const reached = after?.reached !== undefined;
  const [message] = open;
  if (reached || !message || open.length > 1 || !before || !after) return [];
  const kind = cri[message.method];
  const faults: string[] = [];
  if (last?.kind !== kind || !last?.messages.includes(message.id))
    faults.push(`${message.method} is under way, and the time goes to “${last?.label}” (${last?.kind})`);
  // It may have begun a little after what tells of it.
  else if (last.end.at - last.start.at < lookedMs - 1 - 2 * (message.start?.precision ?? 0))
    faults.push(`${message.method} has less than what passed`);
  return faults;
}

function addTo(observation: Observation, { object, type, at }: RecordedUpdate): void {
  if (type === 'event') observation.add({ kind: 'object', type: 'ADDED', object: { ...object, kind: 'Event' } });
  else observation.add({ kind: 'object', type, object, arrived: { at, precision: 1 } });
}

test.each(sets)(
  'cut at any moment, what %s recorded is told in order, without an end or a time that nothing tells',
  (set) => {
    const wrong = new Map<string, string>();
    let cuts = 0;
    for (const recording of sample(set)) {
      const observation = new Observation();
      const stream = recordedStream(recording);
      stream.forEach((update, i) => {
        addTo(observation, update);
        // What comes at once is one cut.
        if (stream[i + 1]?.at === update.at) return;
        cuts++;
        const early = observation.trace({ now: update.at });
        const late = observation.trace({ now: update.at + lookedMs });
        for (const fault of [...faultsOf(observation.trace()), ...faultsOf(late), ...openFaults(early, late)])
          wrong.set(`${recording.name}: ${fault}`, `${recording.name} at ${i}: ${fault}`);
      });
    }
    expect(cuts).toBeGreaterThan(50);
    expect([...wrong.values()].slice(0, 40)).toEqual([]);
  },
);
