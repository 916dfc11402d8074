import { expect, test } from 'vitest';
import { ObjectStore } from '../../../../src/core/api/objectStore';
import { ApiServer } from '../../../../src/core/cluster/apiserver/apiServer';
import { releaseOf } from '../../../../src/core/release/kubernetesRelease';
import { seededRandom } from '../../../../src/core/random';
import { nodeOf } from '../../../../src/core/scenario/defaultNode';
import { VirtualClock } from '../../../../src/core/virtualClock';

// apiserver/pkg/registry/rest/delete.go BeforeDelete: a second deletion changes nothing.
test('an object that a finalizer keeps is marked as deleted once', () => {
  const clock = new VirtualClock(0);
  const store = new ObjectStore();
  const api = new ApiServer({
    clock,
    random: seededRandom(1),
    store,
    release: releaseOf('1.37'),
    node: nodeOf({}),
    namespace: 'shop',
    namespaceLabels: {},
  });
  const client = api.clientOf('kubectl');
  const metadata = { name: 'settings', finalizers: ['example.com/hold'] };
  const made = client.createWritten({ apiVersion: 'v1', kind: 'ConfigMap', metadata });
  if ('error' in made) throw new Error(made.error.message);
  client.delete(made.object);
  const marked = store.get('ConfigMap', 'shop', 'settings');
  expect(marked?.metadata?.deletionTimestamp).toBe('1970-01-01T00:00:00Z');
  clock.runUntil(5000);
  client.delete(made.object);
  expect(store.get('ConfigMap', 'shop', 'settings')).toBe(marked);
});
