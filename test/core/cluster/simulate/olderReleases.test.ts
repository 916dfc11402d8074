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

test.each([
  ['1.34', 'rpc error: code = NotFound', 'context canceled'],
  ['1.36', 'context canceled', 'rpc error: code = NotFound'],
  ['1.37', 'rpc error: code = NotFound', 'context canceled'],
] as const)('a probe that runs a command while its pod ends, in %s', (kubernetes, told, other) => {
  const { objects } = parseManifest(`apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  initContainers:
  - {name: side, image: side, restartPolicy: Always, lifecycle: {preStop: {sleep: {seconds: 4}}}}
  containers: [{name: app, image: app, readinessProbe: {exec: {command: [ok]}, periodSeconds: 1}}]`);
  const { events } = simulate({
    objects: objects.map(({ value }) => value),
    scenario: { actions: [{ after: 4, delete: 'p' }] },
    kubernetes,
    seconds: 9,
  });
  const failures = events.flatMap(({ reason, message = '' }) => (reason === 'Unhealthy' ? [message] : []));
  expect(failures.filter((message) => message.includes(told))).not.toEqual([]);
  expect(failures.filter((message) => message.includes(other))).toEqual([]);
});

test.each([
  ['1.35', '[provisioner: Required value, volumeBindingMode: Unsupported value'],
  ['1.37', '[volumeBindingMode: Unsupported value'],
] as const)('a StorageClass without a provisioner is refused by %s', (kubernetes, said) => {
  const { errors } = started(
    '{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: a}, volumeBindingMode: Later}',
    kubernetes,
  );
  expect(errors[0]?.message).toContain(said);
});

test.each([
  ['1.35', "when `restartPolicy` is 'Never'"],
  ['1.36', "when pod `restartPolicy` is 'Never'"],
] as const)('a container that is to be restarted in a pod that restarts none is refused by %s', (kubernetes, said) => {
  const { errors } = started(
    `apiVersion: v1
kind: Pod
metadata: {name: p}
spec:
  restartPolicy: Never
  containers: [{name: app, image: app, resizePolicy: [{resourceName: cpu, restartPolicy: RestartContainer}]}]`,
    kubernetes,
  );
  expect(errors[0]?.message).toContain(said);
});
