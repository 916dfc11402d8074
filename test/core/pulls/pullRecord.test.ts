import { expect, test } from 'vitest';
import { keyOf, pullRecordOf } from '../../../src/core/pulls/pullRecord';
import type { Trace } from '../../../src/core/trace/trace';

test('what is recorded of a pod does not count for a pod of its name in another namespace', () => {
  const event = (namespace: string, reason: string) => ({
    reason,
    message: 'Container image "nginx" already present on machine and can be accessed by the pod',
    involvedObject: { kind: 'Pod', namespace, name: 'web', fieldPath: 'spec.containers{app}' },
  });
  const trace = { messages: [], view: { events: [event('blue', 'Pulled'), event('green', 'ErrImageNeverPull')] } };
  const { accessible, refused } = pullRecordOf(trace as unknown as Trace);
  const [blue, green] = ['blue', 'green'].map((namespace) => keyOf({ namespace, pod: 'web', container: 'app' }));
  expect([[...accessible], [...refused]]).toEqual([[blue], [green]]);
});
