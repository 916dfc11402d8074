import { describe, expect, test } from 'vitest';
import { Observation } from '../../../src/core/observe/observation';
import { savedEvidence } from '../../../src/core/observe/savedOutput';
import { judge } from '../../recordings/observedTruth';
import { recordings, type Recording } from '../../recordings/recordings';

/** What kubectl saw of a recording: without the runtime's calls and plan. */
function seen({ watch, events, owners }: Recording): string {
  return JSON.stringify({ watch, events, owners });
}

/** The last state of everything, as `kubectl get pods,events -o json` prints it. */
function saved({ watch, events }: Recording): string {
  const last = new Map(
    [
      ...watch.map(({ object }) => ({ kind: 'Pod', ...object })),
      ...events.map((event) => ({ kind: 'Event', ...event })),
    ].map((object) => [object.metadata?.uid ?? object.metadata?.name, object]),
  );
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...last.values()] });
}

describe.each(['own', 'v2', 'containerd', 'more', 'stuck'] as const)(
  'the starts of %s, seen through kubectl',
  (set) => {
    const cases = recordings(set).filter(({ watch }) => watch.length > 0);
    const pods = (recording: Recording) => [
      ...new Map(recording.watch.map(({ object }) => [object.metadata?.uid, object])).values(),
    ];

    test('every first call is found, inside its error bars, and none is invented', () => {
      const wrong: Record<string, string[]> = {};
      const errors: number[] = [];
      let made = 0;
      for (const recording of cases) {
        const observation = new Observation();
        for (const evidence of savedEvidence(seen(recording))) observation.add(evidence);
        const judgement = judge(observation.trace(), recording.cri, pods(recording));
        if (judgement.wrong.length > 0) wrong[recording.name] = judgement.wrong;
        errors.push(...judgement.errors);
        made += judgement.made;
      }
      expect(wrong).toEqual({});
      expect(made).toBeGreaterThan(90);
      expect(errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)]).toBeLessThan(10);
    });

    test('what was saved at the end tells the first calls, too', () => {
      const wrong: Record<string, string[]> = {};
      for (const recording of cases) {
        const observation = new Observation();
        for (const evidence of savedEvidence(saved(recording))) observation.add(evidence);
        const judgement = judge(observation.trace(), recording.cri, pods(recording));
        if (judgement.wrong.length > 0) wrong[recording.name] = judgement.wrong;
      }
      expect(wrong).toEqual({});
    });
  },
);
