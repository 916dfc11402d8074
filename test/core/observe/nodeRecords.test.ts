import { describe, expect, test } from 'vitest';
import { Observation } from '../../../src/core/observe/observation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import type { Evidence } from '../../../src/core/observe/evidence/evidence';
import { judge } from '../../recordings/observedTruth';
import { recordings, type Recording } from '../../recordings/recordings';
import { containerdLog, crioLog, heardEvents, kubeletMetrics, kubeletSpans } from './nodeSpeech';

const cases = [...recordings('own'), ...recordings('containerd'), ...recordings('v2')].filter(
  ({ watch, cri }) => watch.length > 0 && cri.length > 0,
);

const pods = (recording: Recording) => [
  ...new Map(recording.watch.map(({ object }) => [object.metadata?.uid, object])).values(),
];

function observed(recording: Recording, node: readonly Evidence[], events = recording.events): Observation {
  const observation = new Observation();
  const { watch, owners } = recording;
  for (const evidence of [...savedEvidence(JSON.stringify({ watch, events, owners })), ...node])
    observation.add(evidence);
  return observation;
}

/** What is wrong in which case, and all claimed errors of RunPodSandbox, or of all calls, in order. */
function judged(nodeOf: (recording: Recording) => Evidence[], eventsOf = ({ events }: Recording) => events) {
  const wrong: Record<string, string[]> = {};
  const errors: number[] = [];
  for (const recording of cases) {
    const trace = observed(recording, nodeOf(recording), eventsOf(recording)).trace();
    const judgement = judge(trace, recording.cri, pods(recording));
    if (judgement.wrong.length > 0) wrong[recording.name] = judgement.wrong;
    errors.push(...judgement.errors);
  }
  return { wrong, errors: errors.sort((a, b) => a - b) };
}

const at = (errors: readonly number[], share: number): number => errors[Math.floor(errors.length * share)] ?? 0;

describe('what a node wrote down itself sharpens what events tell', () => {
  test.each(['2.1', '2.2'] as const)("containerd %s's log", (release) => {
    const { wrong, errors } = judged((recording) => [
      { kind: 'nodeLog', node: '', text: containerdLog(recording, release) },
    ]);
    expect(wrong).toEqual({});
    expect(at(errors, 0.5)).toBeLessThan(2.6);
    expect(at(errors, 0.95)).toBeLessThan(2.6);
  });

  test("CRI-O's log", () => {
    const { wrong, errors } = judged((recording) => [{ kind: 'nodeLog', node: '', text: crioLog(recording) }]);
    expect(wrong).toEqual({});
    expect(at(errors, 0.9)).toBeLessThan(13);
  });

  test("a kubelet's spans", () => {
    const { wrong, errors } = judged((recording) => [{ kind: 'spans', value: kubeletSpans(recording) }]);
    expect(wrong).toEqual({});
    expect(at(errors, 0.9)).toBeLessThan(10.01);
  });

  test("containerd's log alone, when the events are gone", () => {
    const { wrong } = judged(
      (recording) => [{ kind: 'nodeLog', node: '', text: containerdLog(recording, '2.2') }],
      () => [],
    );
    // Nothing tells that an image was pulled for a pod, nor for which of its containers.
    const others = Object.values(wrong)
      .flat()
      .filter((text) => !/PullImage .* is missing/.test(text));
    expect(others).toEqual([]);
  });

  test.each([
    ['that agrees with the node’s', 0],
    ['that is five minutes behind', -300_000],
    ['that is five minutes ahead', 300_000],
  ])("the kubelet's metrics tell how long a sandbox took, read by a clock %s", (_, ahead) => {
    let exact = 0;
    const wrong: Record<string, string[]> = {};
    for (const recording of cases) {
      const observation = observed(recording, [...heardEvents(recording, ahead), ...kubeletMetrics(recording, ahead)]);
      const ended = observation.trace().end;
      const trace = observation.trace({ now: ended + 20 + ahead });
      expect(Math.abs(trace.end - ended)).toBeLessThan(1_100);
      const judgement = judge(trace, recording.cri, pods(recording));
      if (judgement.wrong.length > 0) wrong[recording.name] = judgement.wrong;
      const sandbox = trace.messages.find(({ method }) => method === 'RunPodSandbox');
      if (sandbox?.evidence?.some(({ what }) => what === 'kubelet metrics') && (sandbox.start?.precision ?? 99) < 120)
        exact++;
    }
    expect(wrong).toEqual({});
    expect(exact).toBeGreaterThan(cases.length / 2);
  });
});
