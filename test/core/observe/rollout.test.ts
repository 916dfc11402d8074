import { expect, test } from 'vitest';
import type { KubernetesObject } from '../../../src/core/api/kubernetesObject';
import { rolloutOf } from '../../../src/core/observe/rollout';

const object = (kind: string, spec: object, status?: object, generation = 2) =>
  ({ kind, metadata: { name: 'web', generation }, spec, status }) as KubernetesObject;
const seen = { observedGeneration: 2 };

// The cases of kubectl/pkg/polymorphichelpers/rollout_status_test.go are of these kinds.
test.each<[state: string | undefined, text: RegExp, object: KubernetesObject]>([
  ['going', /has not seen the change/, object('Deployment', { replicas: 2 }, { observedGeneration: 1 })],
  ['going', /has not seen the change/, object('Deployment', { replicas: 2 })],
  ['going', /1 of 2 new pods are created/, object('Deployment', { replicas: 2 }, { ...seen, updatedReplicas: 1 })],
  [
    'going',
    /1 old pod has yet to be removed/,
    object('Deployment', { replicas: 2 }, { ...seen, replicas: 3, updatedReplicas: 2 }),
  ],
  ['going', /1 of 2 new pods are available/, object('Deployment', { replicas: 2 }, { ...seen, replicas: 2, updatedReplicas: 2, availableReplicas: 1 })], // prettier-ignore
  ['done', /rolled out/, object('Deployment', { replicas: 2 }, { ...seen, replicas: 2, updatedReplicas: 2, availableReplicas: 2 })], // prettier-ignore
  ['done', /rolled out/, object('Deployment', { replicas: 0 }, seen)],
  ['failed', /deadline/, object('Deployment', { replicas: 2 }, { ...seen, conditions: [{ type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' }] })], // prettier-ignore
  ['going', /0 of 1 new pods/, object('DaemonSet', { updateStrategy: { type: 'RollingUpdate' } }, { ...seen, desiredNumberScheduled: 1 })], // prettier-ignore
  ['going', /1 of 2 pods are available/, object('DaemonSet', {}, { ...seen, desiredNumberScheduled: 2, updatedNumberScheduled: 2, numberAvailable: 1 })], // prettier-ignore
  ['done', /rolled out/, object('DaemonSet', {}, { ...seen, desiredNumberScheduled: 1, updatedNumberScheduled: 1, numberAvailable: 1 })], // prettier-ignore
  ['going', /1 of 3 pods are ready/, object('StatefulSet', { replicas: 3 }, { ...seen, readyReplicas: 1 })],
  ['going', /1 of 3 pods have the new revision/, object('StatefulSet', { replicas: 3 }, { ...seen, readyReplicas: 3, updatedReplicas: 1, currentRevision: 'a', updateRevision: 'b' })], // prettier-ignore
  ['going', /0 of 1 new pods/, object('StatefulSet', { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } }, { ...seen, readyReplicas: 3 })], // prettier-ignore
  ['done', /partition/, object('StatefulSet', { replicas: 3, updateStrategy: { rollingUpdate: { partition: 2 } } }, { ...seen, readyReplicas: 3, updatedReplicas: 1 })], // prettier-ignore
  ['done', /rolled out/, object('StatefulSet', { replicas: 1 }, { ...seen, readyReplicas: 1, currentRevision: 'b', updateRevision: 'b' })], // prettier-ignore
  ['going', /0 of its pods/, object('Job', {}, {})],
  ['going', /2 of 5 pods succeeded/, object('Job', { completions: 5 }, { succeeded: 2 })],
  ['done', /complete/, object('Job', {}, { conditions: [{ type: 'Complete', status: 'True' }] })],
  ['failed', /BackoffLimitExceeded/, object('Job', {}, { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded' }] })], // prettier-ignore
  [undefined, /^$/, object('Pod', {}, {})],
  [undefined, /^$/, object('constructor', {}, {})],
])('%s, %s', (state, text, workload) => {
  expect(rolloutOf(workload)?.state).toBe(state);
  expect(rolloutOf(workload)?.text ?? '').toMatch(text);
});

test('null counts as nothing, wherever it stands', () => {
  const nulls = {
    conditions: null,
    replicas: null,
    readyReplicas: null,
    updatedReplicas: null,
    availableReplicas: null,
  };
  const kinds = ['Deployment', 'ReplicaSet', 'ReplicationController', 'DaemonSet', 'StatefulSet', 'Job'];
  for (const kind of kinds) {
    const empty = rolloutOf(object(kind, {}, {}, 0));
    const written = { kind, metadata: { name: 'web', generation: null }, spec: null, status: null };
    expect(rolloutOf(written as unknown as KubernetesObject)).toEqual(empty);
    expect(rolloutOf(object(kind, { replicas: null, updateStrategy: null }, nulls, 0))).toEqual(empty);
    expect(rolloutOf(object(kind, {}, { conditions: [null] }, 0))).toEqual(empty);
  }
});
