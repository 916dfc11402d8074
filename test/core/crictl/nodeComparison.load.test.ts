import { expect, test } from 'vitest';
import { start } from '../../../src/core/circumstances/start';
import { inspectedIn } from '../../../src/core/crictl/inspected';
import { nodeComparisons } from '../../../src/core/crictl/nodeComparison';
import { nodeComparisonText } from '../../../src/core/crictl/nodeComparisonText';
import { replaysOf } from '../../../src/core/crictl/replay';
import { parseManifest } from '../../../src/core/manifest/parseManifest';

const manifest =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - {name: app, image: nginx}\n';

test('a huge output of crictl takes no longer than its size, and is told in few lines', () => {
  const replays = replaysOf(
    start({ objects: parseManifest(manifest).objects.map(({ value }) => value), circumstances: {} }),
  );
  const labels = {
    'io.kubernetes.container.name': 'app',
    'io.kubernetes.pod.name': 'web',
    'io.kubernetes.pod.namespace': 'default',
  };
  const envs = Array.from({ length: 100_000 }, (_, i) => ({ key: `V${i}`, value: 'x' }));
  const many = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`l${i}`, 'x']));
  const env = Array.from({ length: 100_000 }, (_, i) => `W${i}=x`);
  const value = {
    status: { state: 'CONTAINER_RUNNING', labels },
    info: { config: { envs, labels: { ...labels, ...many } }, runtimeSpec: { process: { env } } },
  };
  const before = performance.now();
  const lines = nodeComparisons(inspectedIn(value) ?? [], replays).flatMap(nodeComparisonText);
  expect(performance.now() - before).toBeLessThan(10_000);
  expect(lines.length).toBeLessThan(1_000);
});
