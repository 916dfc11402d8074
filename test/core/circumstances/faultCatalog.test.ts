import { expect, test } from 'vitest';
import { faultCatalog } from '../../../src/core/circumstances/faultCatalog';
import { scenarioOf } from '../../../src/core/scenario/fault';
import type { PodSpec } from '../../../src/core/api/types';

const spec: PodSpec = {
  containers: [
    {
      name: 'app',
      image: 'shop/web:1.4',
      envFrom: [{ configMapRef: { name: 'settings' } }],
      env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'creds', key: 'token' } } }],
      readinessProbe: { exec: { command: ['cat', '/ready'] } },
    },
    { name: 'proxy', image: 'shop/web:1.4' },
  ],
};

test('the faults name what the pod has, each once', () => {
  const ids = faultCatalog(spec).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of [
    'image-not-found shop/web:1.4',
    'cni-no-addresses',
    'missing-ConfigMap settings',
    'missing-Secret creds',
    'readiness-probe-fails app',
    'crash proxy',
  ])
    expect(ids).toContain(id);
  expect(ids.filter((id) => id.startsWith('image-not-found'))).toHaveLength(1);
});

test('several faults make one scenario over the settings', () => {
  const chosen = faultCatalog(spec).filter(({ id }) =>
    ['cni-not-ready-at-first', 'crash app', 'crash proxy'].includes(id),
  );
  const scenario = scenarioOf(chosen, { node: { name: 'worker-1' }, runtime: 'containerd://2' });
  expect(scenario).toMatchObject({
    node: { name: 'worker-1' },
    runtime: 'containerd://2',
    containers: { app: { exit: 1 }, proxy: { exit: 1 } },
  });
  expect(scenario.errors?.map(({ method }) => method)).toEqual(['RunPodSandbox']);
});

test.each([undefined, {}, { containers: {} }, { containers: [null, 'x', { name: 7, image: 9 }], volumes: 'no' }])(
  'a spec of the wrong types has the faults of every pod: %j',
  (wrong) => {
    expect(faultCatalog(wrong as unknown as PodSpec).map(({ id }) => id)).toContain('cni-no-addresses');
  },
);
