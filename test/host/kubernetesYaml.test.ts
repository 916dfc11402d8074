import assert from 'node:assert/strict';
import { looksLikeOneWorkload, mayHoldPods } from '../../src/host/kubernetesYaml';
import { test } from './hostTest';

const holds = (text: string, languageId = 'yaml') => mayHoldPods({ languageId, getText: () => text });

const manifests = [
  'apiVersion: v1\nkind: Pod\n',
  'kind: "Deployment"\napiVersion: apps/v1\n',
  '# a comment\n---\napiVersion: batch/v1\nkind: CronJob # nightly\n',
  'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: Pod\n',
  '{"apiVersion": "v1", "kind": "Pod"}',
];

test('a manifest with pods is seen by its content', () => {
  for (const text of manifests) assert.ok(holds(text), text);
});

test('other YAML, and other languages, are left alone', () => {
  for (const text of ['name: ci\non: push\n', 'apiVersion: v1\nkind: ConfigMap\n', 'kind: Pod\n', ''])
    assert.ok(!holds(text), text);
  assert.ok(!holds('apiVersion: v1\nkind: Pod\n', 'markdown'));
});

test('one workload is seen by the text, and what may be more is not taken for one', () => {
  const isOne = (text: string, languageId = 'yaml') => looksLikeOneWorkload({ languageId, getText: () => text });
  const [pod = '', deployment = '', cron = '', list = '', json = ''] = manifests;
  for (const text of [pod, deployment, cron, `${pod}---\napiVersion: v1\nkind: Service\n`])
    assert.ok(isOne(text), text);
  for (const text of [list, `${pod}---\n${deployment}`, `${pod}${cron}`, '']) assert.ok(!isOne(text), text);
  assert.ok(!isOne(json, 'json'));
  assert.ok(!isOne(pod, 'helm'));
});
