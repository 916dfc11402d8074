import { expect, test } from 'vitest';
import { start } from '../../../../src/core/circumstances/start';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';

const containers = 'containers: [{ name: app, image: "example/app:1" }]';
const others: Readonly<Record<string, string>> = {
  'a Job': `{ apiVersion: batch/v1, kind: Job, metadata: { name: other }, spec: { template: { spec: { restartPolicy: Never, ${containers} } } } }`,
  'a pod that finishes': `{ apiVersion: v1, kind: Pod, metadata: { name: other }, spec: { restartPolicy: OnFailure, ${containers} } }`,
  'an init container':
    '{ apiVersion: v1, kind: Pod, metadata: { name: other }, spec: { initContainers: [{ name: app, image: a }], containers: [{ name: main, image: a }] } }',
};
const web = `{ apiVersion: v1, kind: Pod, metadata: { name: web }, spec: { ${containers} } }`;

test.each(Object.entries(others))('a container keeps running beside %s of its name that ends', (_name, other) => {
  for (const documents of [
    [web, other],
    [other, web],
  ]) {
    const { objects } = parseManifest(documents.join('\n---\n'));
    const { pods } = start({ objects: objects.map(({ value }) => value), circumstances: { seconds: 60 } });
    const states = pods.map(({ metadata, status }) => [
      metadata?.name?.split('-')[0],
      status?.containerStatuses?.[0]?.restartCount,
      Object.keys(status?.containerStatuses?.[0]?.state ?? {}),
    ]);
    expect(states).toContainEqual(['web', 0, ['running']]);
    const ended = other.includes('initContainers') ? ['running'] : ['terminated'];
    expect(states).toContainEqual(['other', 0, ended]);
  }
});
