import { expect, test } from 'vitest';
import { simulate } from '../../../src/core/cluster/simulate/simulate';
import { diagnose } from '../../../src/core/diagnosis/diagnosis';
import { parseManifest } from '../../../src/core/manifest/parseManifest';

test('a Deployment whose ReplicaSet is refused: no pod of it is refused, and no field of the pod asks for it', () => {
  const manifest = `
{ apiVersion: v1, kind: ResourceQuota, metadata: { name: quota }, spec: { hard: { count/replicasets.apps: '0' } } }
---
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { selector: { matchLabels: { app: web } }, template: { metadata: { labels: { app: web } }, spec: { containers: [{ name: app, image: nginx }] } } } }`;
  const objects = parseManifest(manifest).objects.map(({ value }) => value);
  const [first] = diagnose(simulate({ objects, seconds: 2 }), {});
  expect(first).toMatchObject({
    subject: 'Deployment web',
    cause:
      "its ReplicaSet is refused: the namespace's ResourceQuota quota is used up: requested: count/replicasets.apps=1, used: count/replicasets.apps=0, limited: count/replicasets.apps=0",
  });
  expect(first).not.toHaveProperty('field');
});
