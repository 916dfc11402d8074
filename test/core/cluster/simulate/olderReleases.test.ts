import { expect, test } from 'vitest';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';
import type { KubernetesVersion } from '../../../../src/core/release/kubernetesRelease';
import { simulate, type Simulation } from '../../../../src/core/cluster/simulate/simulate';

function started(manifest: string, kubernetes: KubernetesVersion): Simulation {
  return simulate({ objects: parseManifest(manifest).objects.map(({ value }) => value), kubernetes, seconds: 6 });
}

test.each([
  ['1.36', 'strconv.Atoi: parsing "nope": invalid syntax'],
  ['1.37', 'port "nope" not found'],
] as const)('a probe at a named port that is not there, in %s', (kubernetes, message) => {
  const { trace } = started(
    `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers: [{name: app, image: app, readinessProbe: {httpGet: {port: nope}, periodSeconds: 1}}]`,
    kubernetes,
  );
  expect(JSON.stringify(trace.messages)).toContain(
    JSON.stringify(`Readiness probe errored and resulted in unknown state: ${message}`).slice(1, -1),
  );
});

test('without its gate a claim loses its attributes class, and a template in a pod keeps it', () => {
  const { watch } = started(
    `apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: c}
spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, volumeAttributesClassName: of-claim}
---
apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  containers: [{name: app, image: app}]
  volumes:
  - name: w
    ephemeral:
      volumeClaimTemplate:
        spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}, volumeAttributesClassName: of-pod}`,
    '1.33',
  );
  const text = JSON.stringify(watch);
  expect(text).toContain('"volumeAttributesClassName":"of-pod"');
  expect(text).not.toContain('of-claim');
});

test.each([
  ['{rules: []}', '1.35', '{"Rules":[]}'],
  ['{rules: []}', '1.33', 'batch.SuccessPolicy{Rules:[]batch.SuccessPolicyRule{}}'],
  ['{}', '1.35', '{"Rules":null}'],
] as const)('a success policy %s of a Job without indexes is refused by %s', (policy, kubernetes, shown) => {
  const { errors } = started(
    `apiVersion: batch/v1
kind: Job
metadata: {name: j}
spec:
  successPolicy: ${policy}
  template: {spec: {restartPolicy: Never, containers: [{name: app, image: app}]}}`,
    kubernetes,
  );
  expect(errors[0]?.message).toContain(`spec.successPolicy: Invalid value: ${shown}: requires indexed completion mode`);
});

test.each([
  // A back-off of 80 s is looked at every 10 to 15 s.
  ['1.34', 92],
  // It is waited for.
  ['1.35', 82],
] as const)('a container that crashes for the fifth time is started again by %s', (kubernetes, later) => {
  const { trace } = simulate({
    objects: parseManifest('{apiVersion: v1, kind: Pod, metadata: {name: p}, spec: {containers: [{name: app, image: app}]}}')
      .objects.map(({ value }) => value), // prettier-ignore
    scenario: { containers: { app: { exit: 1, afterMs: 300 } } },
    kubernetes,
    seconds: 200,
  });
  const starts = trace.messages.flatMap(({ method, start }) =>
    method === 'StartContainer' && start ? [start.at] : [],
  );
  expect(Math.round((starts[5]! - starts[4]!) / 1000)).toBe(later);
});
