import { expect, test } from 'vitest';
import { Observation } from '../../../src/core/observe/observation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import { pullsOf } from '../../../src/core/pulls/pullsOf';
import { kubeletSpans } from '../observe/nodeSpeech';
import { recordings } from '../../recordings/recordings';

interface Span {
  spanId: string;
  name: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}

const recording = recordings('containerd').find(({ name }) => name === 'pull.100MB');

/** What the observation tells of the image's pull, with containerd's spans of its parts or without. */
function pullWith(parts: (whole: Span) => unknown[]) {
  const otlp = kubeletSpans(recording!) as { resourceSpans: { scopeSpans: { spans: Span[] }[] }[] };
  const spans = otlp.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  const whole = spans.find(({ name, spanId }) => name.endsWith('/PullImage') && spanId.startsWith('s'));
  const inside = { resourceSpans: [{ scopeSpans: [{ spans: parts(whole!) }] }] };
  const observation = new Observation();
  for (const value of [{ watch: recording!.watch, events: recording!.events }, otlp, inside])
    for (const evidence of savedEvidence(JSON.stringify(value))) observation.add(evidence);
  const [decision] = pullsOf(observation.trace());
  return { whole: whole!, decision: decision! };
}

const after = (stamp: string, ms: number): string => String(BigInt(stamp) + BigInt(ms) * 1_000_000n);

test("containerd's spans tell transfer and unpacking apart", () => {
  const { decision } = pullWith((whole) => {
    const span = (spanId: string, name: string, from: number, until: number, parentSpanId: string): unknown => ({
      ...whole,
      spanId,
      parentSpanId,
      name,
      startTimeUnixNano: after(whole.startTimeUnixNano, from),
      endTimeUnixNano: after(whole.startTimeUnixNano, until),
    });
    return [
      span('pull', 'pull.Pull', 0, 380, whole.spanId),
      span('fetch', 'pull.fetch', 1, 40, 'pull'),
      span('layers', 'pkg.unpack.unpacker.unpack', 40, 370, 'pull'),
      span('layer1', 'pkg.unpack.unpacker.fetchLayer', 41, 120, 'layers'),
      span('layer2', 'pkg.unpack.unpacker.fetchLayer', 41, 240, 'layer1'),
    ];
  });
  const { answer, transfer, unpacking, pull } = decision.tries[0]!;
  expect(transfer).toMatchObject({ milliseconds: 200, source: 'observed' });
  for (const part of [answer, unpacking]) expect(part?.source).toBe('observed');
  const sum = answer!.milliseconds + 200 + unpacking!.milliseconds;
  expect(Math.abs(sum - pull!.milliseconds)).toBeLessThan(
    pull!.precision + answer!.precision + unpacking!.precision + 2,
  );
  expect(decision.speed! / 1e6).toBeCloseTo(103.647507 / 0.2, 0);
});

test('without them nothing is said of the parts', () => {
  const { decision } = pullWith(() => []);
  const { answer, transfer, unpacking, pull } = decision.tries[0]!;
  expect([answer, transfer, unpacking]).toEqual([undefined, undefined, undefined]);
  expect(pull?.milliseconds).toBeCloseTo(389.5, 1);
});
