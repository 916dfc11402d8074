import { expect, test } from 'vitest';
import { junitOf } from '../../../src/cli/ci/report';
import { summaryMarkdown } from '../../../src/cli/ci/summary';
import { causesBeside, podVerdicts, verdictText, type Verdict } from '../../../src/cli/ci/verdict';
import { toldDiagnoses } from '../../../src/cli/diagnoses';
import { savedObservation } from '../../../src/core/observe/savedObservation';

const pod = (name: string, exitCode: number) => ({
  kind: 'Pod',
  metadata: {
    name,
    namespace: 'shop',
    uid: name,
    creationTimestamp: '2026-01-01T00:00:00Z',
    ownerReferences: [{ apiVersion: 'batch/v1', kind: 'Job', name: 'migrate', uid: 'j', controller: true }],
  },
  spec: { nodeName: 'n1', restartPolicy: 'Never', containers: [{ name: 'app', image: 'app:1' }] },
  status: {
    phase: exitCode === 0 ? 'Succeeded' : 'Failed',
    containerStatuses: [
      {
        name: 'app',
        state: { terminated: { exitCode, startedAt: '2026-01-01T00:00:02Z', finishedAt: '2026-01-01T00:00:03Z' } },
      },
    ],
  },
});
const limit = {
  kind: 'Event',
  metadata: { name: 'migrate.1', namespace: 'shop', uid: 'e1' },
  involvedObject: { kind: 'Job', name: 'migrate', namespace: 'shop', uid: 'j' },
  type: 'Warning',
  reason: 'BackoffLimitExceeded',
  message: 'Job has reached the specified backoff limit',
  lastTimestamp: '2026-01-01T00:00:10Z',
};

function verdictOf(isPassed: boolean, ...objects: object[]): Verdict {
  const trace = savedObservation([
    { name: 'saved', text: objects.map((object) => JSON.stringify(object)).join('\n') },
  ]).trace();
  const pods = podVerdicts(trace, []);
  const told = toldDiagnoses(trace);
  return {
    isPassed,
    target: 'job/migrate',
    where: 'context kind, namespace shop',
    watched: 12_000,
    rollouts: [],
    pods,
    missing: [],
    causes: told.map(({ text }) => text),
    otherCauses: causesBeside(pods, told),
    trace,
  };
}

test('pods that started and failed are called so, and why their Job failed stands in both reports', () => {
  const verdict = verdictOf(false, pod('a', 1), pod('b', 1), limit);
  expect(verdictText(verdict)).toBe('job/migrate: 2 of 2 pods failed (over 12 s)');
  const told = [junitOf(verdict), summaryMarkdown(verdict)];
  for (const text of told) expect(text).toContain('cause: job-failed (certain)');
  expect(told[0]).toContain('<testsuites tests="3" failures="3"');
  expect(told[1]).not.toMatch(/```text\n\n```/);
});

test('a pod that was Ready before it failed has failed', () => {
  const verdict = verdictOf(false, pod('a', 1), limit);
  const pods = verdict.pods.map((one) => ({ ...one, start: { ...one.start, reached: 'Ready' as const } }));
  expect(pods).toMatchObject([{ isStarted: false, hasFailed: true }]);
  expect(verdictText({ ...verdict, pods })).toBe('job/migrate: 1 of 1 pod failed (over 12 s)');
  expect(summaryMarkdown({ ...verdict, pods })).toMatch(/^- ✗ `a`: Ready in .*, and failed later$/m);
  expect(junitOf({ ...verdict, pods })).toMatch(
    /name="a starts"[^>]*>\n *<failure message="Ready in .*, and failed later">/,
  );
});

test('a Job that is complete passes whole, whatever pods it took', () => {
  const verdict = verdictOf(true, pod('a', 1), pod('b', 0));
  expect(verdictText(verdict)).toBe('job/migrate: 1 pod started in time (over 12 s)');
  expect(junitOf(verdict)).toContain('<testsuites tests="2" failures="0"');
});

/** A pod of a ReplicaSet that cannot have its image. */
const pullsInVain = (name: string) => ({
  ...pod(name, 1),
  metadata: {
    ...pod(name, 1).metadata,
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-1', uid: 'r', controller: true }],
  },
  status: {
    phase: 'Pending',
    containerStatuses: [
      { name: 'app', state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "app:1"' } } },
    ],
  },
});

test('each case of pods that are stuck alike says why; a person reads it once', () => {
  const verdict = verdictOf(false, pullsInVain('a'), pullsInVain('b'));
  const text = junitOf(verdict);
  expect(text).toContain('<testsuites tests="2" failures="2"');
  for (const name of ['a', 'b'])
    expect(text).toMatch(
      new RegExp(`name="${name} starts"[^>]*>\\s*<failure message="[^"]*">why pod ${name}, container app`),
    );
  expect(summaryMarkdown(verdict).match(/cause: image-not-pulled/g)).toHaveLength(1);
});

test('a summary of a thousand causes is within what GitHub shows, and says how many it leaves out', () => {
  const verdict = verdictOf(false, pullsInVain('a'));
  const causes = Array.from({ length: 1000 }, (_, i) => `why pod ${i}: ${'x'.repeat(2000)}\n`);
  const text = summaryMarkdown({ ...verdict, causes });
  expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
  expect(text).toContain('\nand 950 more\n');
});
