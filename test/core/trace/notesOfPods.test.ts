import { describe, expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { sequenceDiagram } from '../../../src/core/diagram/sequenceDiagram';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { atLevel } from '../../../src/core/trace/atLevel';
import { isOfPod } from '../../../src/core/trace/isOfPod';
import type { Level } from '../../../src/core/trace/level';
import type { Trace } from '../../../src/core/trace/trace';
import { traceOfPod } from '../../../src/core/trace/traceOfPod';

const manifest = parseManifest(`apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      initContainers:
        - {name: migrate, image: postgres}
        - {name: proxy, image: envoy, restartPolicy: Always}
      containers:
        - {name: app, image: nginx}
`);
const simulated = start({ objects: manifest.objects.map(({ value }) => value), circumstances: {} }).trace;
const levels: Level[] = [1, 2, 3];
const addressOf = (trace: Trace, pod: string): string | undefined =>
  trace.view.pods.find(({ metadata }) => metadata?.name === pod)?.status?.podIP;
const pods = simulated.view.pods.flatMap(({ metadata }) => metadata?.name ?? []);

describe.each(levels)('at level %i, of a Deployment with three pods', (level) => {
  const shown = atLevel(simulated, level);

  test('what tells of a pod stands after a message of that pod, or of none', () => {
    const told = shown.notes.filter(({ subject }) => subject !== undefined);
    expect(told.length).toBeGreaterThanOrEqual(6);
    const messages = new Map(shown.messages.map((message) => [message.id, message]));
    for (const { subject, after } of told) {
      const message = messages.get(after ?? '');
      expect(message?.subject?.pod).toBe(subject?.pod);
    }
  });

  test.each(pods)('%s has its own address, and each digest once', (pod) => {
    const { notes } = traceOfPod(shown, pod);
    const drawn = sequenceDiagram(simulated, { level, pod })
      .text.split('\n')
      .flatMap((line) => /^ *Note over [^:]*: (.*)$/.exec(line)?.[1] ?? []);
    for (const texts of [notes.map(({ text }) => text), drawn]) {
      expect(texts.filter((text) => text.startsWith('pod IP'))).toEqual([`pod IP ${addressOf(simulated, pod)}`]);
      const digests = texts.filter((text) => text.startsWith('digest'));
      expect(new Set(digests).size).toBe(digests.length);
    }
  });
});

test('what is about no pod is shown with each', () => {
  expect(isOfPod({}, 'web')).toBe(true);
  expect(isOfPod({ subject: { namespace: 'default', pod: 'api' } }, 'web')).toBe(false);
});
