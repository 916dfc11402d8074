import { expect, test } from 'vitest';
import { evidenceScope, isMeant, scopeOf } from '../../src/kubectl/evidenceScope';
import type { Kubectl } from '../../src/kubectl/kubectl';
import type { KubernetesObject } from '../../src/core/api/kubernetesObject';

const pod = (name: string, ...owners: string[]) => ({
  uid: name,
  namespace: 'shop',
  name,
  owners,
  pod: {},
  deleted: false,
});

test('pods of what was applied are meant, also while their owners are not read or may not be', () => {
  const scope = { namespace: 'shop', members: ['Deployment web', 'CronJob backup', 'Pod alone'] };
  const meant = (name: string, ...owners: string[]): boolean => isMeant(scope, pod(name, ...owners));
  expect(meant('alone')).toBe(true);
  expect(meant('web-5d4f-x', 'ReplicaSet web-5d4f', 'Deployment web')).toBe(true);
  expect(meant('web-5d4f-x', 'ReplicaSet web-5d4f')).toBe(true);
  expect(meant('backup-29000000-x', 'Job backup-29000000')).toBe(true);
  expect(meant('web-admin-5d4f-x', 'ReplicaSet web-admin-5d4f')).toBe(false);
  expect(meant('web-5d4f-x', 'ReplicaSet web-5d4f', 'Rollout web')).toBe(false);
  expect(meant('backup-now-x', 'Job backup-now')).toBe(false);
  expect(meant('other')).toBe(false);
});

test('what owns no pods is refused, of kinds that are known', async () => {
  const scope = (kind: string) => {
    const kubectl = { namedObject: () => Promise.resolve({ kind, metadata: { name: 'web' } }) };
    return evidenceScope(kubectl as unknown as Kubectl, 'shop', `${kind.toLowerCase()}/web`);
  };
  for (const kind of ['Service', 'ConfigMap', 'PersistentVolumeClaim', 'Ingress'])
    await expect(scope(kind)).rejects.toThrow(`${kind} web makes no pods: name a pod, or the workload that makes them`);
  for (const kind of ['Deployment', 'CronJob', 'Node', 'Rollout'])
    expect(await scope(kind)).toMatchObject({ members: [`${kind} web`] });
});

test('a workload’s pods are asked for by its selector, in whatever form it has', () => {
  const selector = (spec: object, kind = 'Deployment'): string | undefined =>
    scopeOf({ kind, metadata: { name: 'web', namespace: 'shop' }, spec } as KubernetesObject, 'default').labelSelector;
  expect(selector({ selector: { matchLabels: { app: 'web', tier: 'front' } } })).toBe('app=web,tier=front');
  const matchExpressions = [
    { key: 'app', operator: 'In', values: ['a', 'b'] },
    { key: 'old', operator: 'DoesNotExist' },
    { key: 'tier', operator: 'Exists' },
    { key: 'env', operator: 'NotIn', values: ['test'] },
  ];
  expect(selector({ selector: { matchExpressions } })).toBe('app in (a,b),!old,tier,env notin (test)');
  expect(selector({ selector: { app: 'web' } }, 'ReplicationController')).toBe('app=web');
  expect(selector({ schedule: '* * * * *' }, 'CronJob')).toBeUndefined();
});
