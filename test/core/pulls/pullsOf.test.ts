import { describe, expect, test } from 'vitest';
import { pullsOf } from '../../../src/core/pulls/pullsOf';
import type { ImageDecision } from '../../../src/core/pulls/imageDecision';
import { recordings, type Recording } from '../../recordings/recordings';
import { recordedPatch } from '../cluster/simulate/recordedPatch';
import { replaySimulation } from '../cluster/simulate/replaySimulation';
import { observedTrace } from '../trace/observedTrace';
import { pullingTimes, recordedPulls, type RecordedPull } from './recordedPulls';

const cases = [...recordings('pulls'), ...recordings('own'), ...recordings('containerd')].filter(
  ({ watch }) => watch.length > 0,
);
const nameOf = ({ name, kubernetes }: Recording): string => `${name} of ${kubernetes}`;

const isPulled = ({ tries }: ImageDecision): boolean => tries.length > 0;
const wanted = ({ policy, found }: { policy: string; found?: boolean }): string =>
  policy === 'Always' ? 'always' : found ? 'unproven' : 'absent';

/** `web registry.example/a:1` of each pull, for comparing. */
const told = (decisions: readonly ImageDecision[]): string[] =>
  decisions.flatMap(({ pod, image, tries }) => tries.map(() => `${pod} ${image}`)).sort();
const made = (pulls: readonly RecordedPull[]): string[] => pulls.map(({ pod, image }) => `${pod} ${image}`).sort();

describe('the simulated kubelet decides as the recorded one did', () => {
  test.each(recordings('pulls').map((recording) => [nameOf(recording), recording] as const))('%s', (_, recording) => {
    const { trace } = replaySimulation(recording, recordedPatch(recording.kubernetes));
    const decisions = pullsOf(trace);
    const pulls = recordedPulls(recording);
    // How late the kubelet looks again after a failure is chance, and with it how often it does until the end.
    const isChance = pulls.some(({ ok }) => !ok);
    const counted = (all: string[]): string[] => (isChance ? [...new Set(all)] : all);
    expect(counted(told(decisions))).toEqual(counted(made(pulls)));
    for (const decision of decisions.filter(isPulled)) {
      const real = pulls.find(({ pod, image }) => pod === decision.pod && image === decision.image);
      expect([decision.image, decision.reason]).toEqual([
        decision.image,
        wanted({ ...real!, policy: decision.policy }),
      ]);
    }
    const events = recording.events.filter(
      ({ reason, message }) => reason === 'ErrImageNeverPull' || /already present/.test(message ?? ''),
    );
    const left = decisions.filter((one) => !isPulled(one));
    if (!isChance)
      expect(new Set(left.map(({ pod }) => pod))).toEqual(
        new Set(events.map(({ involvedObject }) => involvedObject.name)),
      );
    for (const { pod, container, reason } of left) {
      const event = events.find(
        ({ involvedObject: { name, fieldPath } }) => name === pod && fieldPath?.endsWith(`{${container}}`),
      );
      const isChecked = event?.message?.endsWith('can be accessed by the pod');
      if (event?.reason === 'ErrImageNeverPull') expect(reason).toMatch(/^never/);
      else expect([pod, container, reason]).toEqual([pod, container, isChecked ? 'accessible' : 'present']);
    }
  });
});

describe('what kubectl sees tells the same', () => {
  test('no pull is invented, and each first one is found', () => {
    const wrong: string[] = [];
    let all = 0;
    for (const recording of cases) {
      const seen = new Set(told(pullsOf(observedTrace(recording))));
      const real = new Set(made(recordedPulls(recording)));
      const starts = new Set(recording.watch.map(({ object }) => object.metadata?.name));
      for (const one of seen) if (!real.has(one)) wrong.push(`${nameOf(recording)}: ${one} was not made`);
      for (const one of real)
        if (!seen.has(one) && starts.has(one.split(' ')[0])) wrong.push(`${nameOf(recording)}: ${one} is not told`);
      all += real.size;
    }
    expect(wrong).toEqual([]);
    expect(all).toBeGreaterThan(300);
  });

  test('the reason agrees with what the node had', () => {
    const wrong: string[] = [];
    const counts: Record<string, number> = {};
    for (const recording of cases) {
      const real = recordedPulls(recording);
      for (const decision of pullsOf(observedTrace(recording)).filter(isPulled)) {
        const first = real.find(({ pod, image }) => pod === decision.pod && image === decision.image);
        // An image of the scenario's was put on the node by somebody else.
        const reason = wanted({ ...first!, policy: decision.policy });
        counts[reason] = (counts[reason] ?? 0) + 1;
        if (decision.reason !== reason)
          wrong.push(`${nameOf(recording)}: ${decision.pod}: ${decision.reason}, not ${reason}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(counts['unproven']).toBeGreaterThan(15);
    expect(counts['always']).toBeGreaterThan(5);
  });

  test('the wait in the queue is the time from the event Pulling to the call', () => {
    const wrong: string[] = [];
    let waited = 0;
    for (const recording of cases) {
      const real = recordedPulls(recording);
      for (const { pod, image, tries } of pullsOf(observedTrace(recording))) {
        const { waiting, pull } = tries[0] ?? {};
        const own = real.filter((one) => one.pod === pod && one.image === image);
        const [began = NaN] = pullingTimes(recording.events, pod, image);
        if (!waiting || own.length !== 1 || !(began > 0)) continue;
        const really = own[0]!.start - began;
        if (really > 100) waited++;
        // The kubelet's clock of the call runs before the call is on its way.
        const underWay = Math.max(0, (pull?.milliseconds ?? 0) - (own[0]!.end - own[0]!.start));
        if (Math.abs(really - waiting.milliseconds) > waiting.precision + 25 + underWay)
          wrong.push(`${nameOf(recording)}: ${pod}: ${waiting.milliseconds} ms, really ${really.toFixed(1)} ms`);
      }
    }
    expect(wrong).toEqual([]);
    expect(waited).toBeGreaterThan(6);
  });

  test('who stood before in the queue was under way', () => {
    let ahead = 0;
    for (const recording of cases) {
      const real = recordedPulls(recording);
      for (const { pod, image, tries } of pullsOf(observedTrace(recording))) {
        for (const one of tries.flatMap((each) => each.ahead)) {
          const own = real.find((each) => each.pod === pod && each.image === image);
          const other = real.find((each) => each.pod === one.pod && each.image === one.image);
          expect([nameOf(recording), other !== undefined && own !== undefined && other.start < own.start]).toEqual([
            nameOf(recording),
            true,
          ]);
          ahead++;
        }
      }
    }
    expect(ahead).toBeGreaterThan(8);
  });

  test('each retry comes when it was told to', () => {
    const wrong: string[] = [];
    let retries = 0;
    for (const recording of cases) {
      const real = recordedPulls(recording);
      for (const { pod, image, tries } of pullsOf(observedTrace(recording))) {
        const own = real.filter((one) => one.pod === pod && one.image === image);
        for (const [i, { next }] of tries.entries()) {
          const after = own[i + 1];
          if (!next || !after || own.length !== tries.length) continue;
          retries++;
          if (Math.abs(after.start - next.at) > next.precision)
            wrong.push(`${nameOf(recording)}: ${pod}: ${after.start - next.at} ms off, ± ${next.precision} ms`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(retries).toBeGreaterThan(5);
  });
});

describe('a pull in the queue', () => {
  const queued = recordings('pulls').filter(({ name }) => name.startsWith('pull.queue'));
  test.each([
    ['seen through kubectl', (recording: Recording) => observedTrace(recording)],
    ['simulated', (recording: Recording) => replaySimulation(recording, recordedPatch(recording.kubernetes)).trace],
  ])('begins when those before it are through, %s', (_, traceOf) => {
    let waited = 0;
    for (const recording of queued) {
      const tries = pullsOf(traceOf(recording)).flatMap((decision) => decision.tries);
      for (const { start, waiting, ahead } of tries) {
        if (ahead.length === 0) continue;
        const ends = ahead.map(({ message }) => tries.find((one) => one.message === message)?.end);
        const last = Math.max(...ends.map((end) => end?.at ?? NaN));
        const precision = (start?.precision ?? NaN) + Math.max(...ends.map((end) => end?.precision ?? NaN));
        expect(Math.abs((start?.at ?? NaN) - last), nameOf(recording)).toBeLessThan(precision + 25);
        if ((waiting?.milliseconds ?? 0) > 100) waited++;
      }
    }
    expect(waited).toBeGreaterThan(6);
  });
});
