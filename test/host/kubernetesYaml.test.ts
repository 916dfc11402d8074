import { expect, test } from 'vitest';
import { mayHoldPods } from '../../src/host/kubernetesYaml';

const holds = (text: string, languageId = 'yaml') => mayHoldPods({ languageId, getText: () => text });

test.each([
  'apiVersion: v1\nkind: Pod\n',
  'kind: "Deployment"\napiVersion: apps/v1\n',
  '# a comment\n---\napiVersion: batch/v1\nkind: CronJob # nightly\n',
  'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n',
  '{"apiVersion": "v1", "kind": "Pod"}',
])('a manifest with pods is seen by its content: %j', (text) => {
  expect(holds(text)).toBe(true);
});

test.each(['name: ci\non: push\n', 'apiVersion: v1\nkind: ConfigMap\n', 'kind: Pod\n', ''])(
  'other YAML is left alone: %j',
  (text) => {
    expect(holds(text)).toBe(false);
  },
);

test('the language must be one of manifests', () => {
  expect(holds('apiVersion: v1\nkind: Pod\n', 'markdown')).toBe(false);
});
