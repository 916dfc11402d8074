import { expect, test } from 'vitest';
import { ApiServer } from '../../../../src/core/cluster/apiserver/apiServer';
import { ObjectStore } from '../../../../src/core/api/objectStore';
import { releaseOf } from '../../../../src/core/release/kubernetesRelease';
import { seededRandom } from '../../../../src/core/random';
import { nodeOf } from '../../../../src/core/scenario/defaultNode';
import { VirtualClock } from '../../../../src/core/virtualClock';

function server(): ApiServer {
  return new ApiServer({
    clock: new VirtualClock(0),
    random: seededRandom(1),
    store: new ObjectStore(),
    release: releaseOf('1.37'),
    node: nodeOf({}),
    namespace: 'shop',
    namespaceLabels: {},
  });
}

const settings = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' } };

test('a change without a handle does not compile', () => {
  const api = server();
  // @ts-expect-error nobody creates without saying who
  expect(api.create).toBeUndefined();
  // @ts-expect-error what is stored is there to be read
  void (() => api.store.put(settings));
});

test('a change is recorded with who asked, what was sent and what was answered', () => {
  const api = server();
  api.clientOf('kubectl').createWritten(settings);
  api.clientOf('kubelet', 'worker').recordEvent({
    object: { ...settings, metadata: { name: 'settings', namespace: 'shop' } },
    type: 'Normal',
    reason: 'Seen',
    message: 'seen',
    component: 'kubelet',
  });
  expect(api.calls()).toMatchObject([
    { caller: 'kubectl', verb: 'create', kind: 'ConfigMap', namespace: 'shop', name: 'settings', body: settings },
    { caller: 'kubelet', node: 'worker', verb: 'create', kind: 'Event', namespace: 'shop' },
  ]);
});

test('what is refused is recorded with the refusal, and what changes nothing is not asked', () => {
  const api = server();
  const kubectl = api.clientOf('kubectl');
  const made = kubectl.createWritten(settings);
  kubectl.createWritten(settings);
  if ('object' in made) kubectl.update(made.object, (stored) => stored);
  expect(api.calls().map(({ answer }) => ('error' in answer ? answer.error.code : 'ok'))).toEqual(['ok', 409]);
});
