import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pod } from '../../../../src/core/api/types';
import { simulate } from '../../../../src/core/cluster/simulate/simulate';

/** Pods from the API's fields, many of them wrong. */
const name = fc.oneof(fc.constantFrom('app', 'web', 'side', 'x'), fc.string({ maxLength: 8 }));
const probe = fc.record(
  {
    exec: fc.record({ command: fc.array(fc.string({ maxLength: 5 }), { maxLength: 2 }) }),
    periodSeconds: fc.integer({ min: -1, max: 20 }),
    failureThreshold: fc.integer({ min: 0, max: 3 }),
    initialDelaySeconds: fc.integer({ min: 0, max: 5 }),
  },
  { requiredKeys: [] },
);
const container = fc.record(
  {
    name,
    image: fc.oneof(fc.constantFrom('nginx', 'a/b:1', ''), fc.string({ maxLength: 12 })),
    imagePullPolicy: fc.constantFrom('Always', 'Never', 'IfNotPresent', 'X'),
    env: fc.array(fc.record({ name, value: fc.string({ maxLength: 6 }) }), { maxLength: 3 }),
    ports: fc.array(fc.record({ containerPort: fc.integer({ min: -1, max: 70000 }) }), { maxLength: 2 }),
    resources: fc.record({
      limits: fc.dictionary(fc.constantFrom('cpu', 'memory', 'foo'), fc.constantFrom('1', '100m', '64Mi', '-1')),
    }),
    volumeMounts: fc.array(fc.record({ name, mountPath: fc.constantFrom('/a', '/b') }), { maxLength: 2 }),
    livenessProbe: probe,
    readinessProbe: probe,
    startupProbe: probe,
    restartPolicy: fc.constantFrom('Always', 'Never', 'OnFailure'),
  },
  { requiredKeys: ['name', 'image'] },
);
const pod = fc.record({
  apiVersion: fc.constant('v1'),
  kind: fc.constant('Pod'),
  metadata: fc.record({ name: fc.constantFrom('web', 'a-b', 'Bad_') }),
  spec: fc.record(
    {
      containers: fc.array(container, { maxLength: 3 }),
      initContainers: fc.array(container, { maxLength: 2 }),
      restartPolicy: fc.constantFrom('Always', 'Never', 'OnFailure', 'X'),
      volumes: fc.array(fc.record({ name, emptyDir: fc.constant({}) }), { maxLength: 2 }),
      hostNetwork: fc.boolean(),
      nodeSelector: fc.dictionary(fc.constantFrom('a', 'kubernetes.io/os'), fc.constantFrom('linux', 'x')),
      activeDeadlineSeconds: fc.integer({ min: -1, max: 30 }),
      terminationGracePeriodSeconds: fc.integer({ min: -2, max: 60 }),
    },
    { requiredKeys: ['containers'] },
  ),
});

test('any pod is refused with a reason, or reaches an end', () => {
  fc.assert(
    fc.property(pod, (written) => {
      const { errors, pods } = simulate({ objects: [written] });
      expect(errors.length + pods.length).toBeGreaterThan(0);
      for (const { message } of errors) expect(message).not.toBe('');
      for (const { status } of pods) expect(status?.phase).toMatch(/^(Pending|Running|Succeeded|Failed)$/);
    }),
    { numRuns: 300 },
  );
});

test('the same manifest always starts the same way', () => {
  fc.assert(
    fc.property(pod, (written) => {
      const input = { objects: [written as unknown as Pod], seconds: 20 };
      expect(JSON.stringify(simulate(input))).toBe(JSON.stringify(simulate(input)));
    }),
    { numRuns: 100 },
  );
});

test('a field that is taken out and put back changes nothing, and the manifest is not touched', () => {
  fc.assert(
    fc.property(pod, (written) => {
      const before = JSON.stringify(written);
      const first = simulate({ objects: [written], seconds: 5 });
      const { spec, ...rest } = written;
      simulate({ objects: [rest], seconds: 5 });
      const again = simulate({ objects: [{ ...rest, spec }], seconds: 5 });
      expect(JSON.stringify(written)).toBe(before);
      expect(JSON.stringify(again.calls)).toBe(JSON.stringify(first.calls));
    }),
    { numRuns: 100 },
  );
});
