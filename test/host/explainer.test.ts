import assert from 'node:assert/strict';
import { Uri, workspace } from 'vscode';
import { explain, parseManifest, workloadsOf } from '../../src/host/explainer';
import { test } from './hostTest';

const circumstances = {
  kubernetes: '1.37',
  durations: 'containerd',
  hasStorage: true,
  profile: {},
  namespace: 'default',
  node: {},
} as const;

test('the value of a Secret is in nothing that a panel is sent', async () => {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, 'shop.yaml'));
  const manifest = parseManifest(document.getText());
  const secret = 'correct-horse-battery-staple';
  assert.ok(document.getText().includes(secret));
  for (const workload of workloadsOf(manifest)) {
    const trace = JSON.stringify(explain({ manifest, workload, existing: [], faults: [], circumstances, start: 0 }));
    for (const form of [secret, Buffer.from(secret).toString('base64')]) assert.ok(!trace.includes(form), workload.key);
  }
  const [web] = workloadsOf(manifest);
  assert.ok(web);
  const trace = explain({ manifest, workload: web, existing: [], faults: [], circumstances, start: 0 });
  assert.ok(JSON.stringify(trace).includes('‹secret shop-database/PASSWORD›'));
});

test('every sample ends as its name promises', async () => {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const tables = async (name: string) => {
    const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, name));
    const manifest = parseManifest(document.getText());
    return workloadsOf(manifest).map(
      (workload) => explain({ manifest, workload, existing: [], faults: [], circumstances, start: 0 }).table,
    );
  };
  assert.match((await tables('nginx.yaml')).join(), /nginx +1\/1 +Running/);
  assert.match((await tables('shop.yaml')).join(), /shop-web-\S+ +2\/2 +Running/);
  const stuck = await tables('stuck.yaml');
  assert.match(stuck.join(), /no-such-config +0\/1 +CreateContainerConfigError/);
  assert.match(stuck.join(), /no-such-node +0\/1 +Pending/);
  assert.match(stuck.join(), /runs-as-root +0\/1 +CreateContainerConfigError/);
});

test('calls take as long as a person set', async () => {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, 'nginx.yaml'));
  const manifest = parseManifest(document.getText());
  const [workload] = workloadsOf(manifest);
  assert.ok(workload);
  const own = { ...circumstances, profile: { runPodSandbox: 5000, imageSize: 1000, pullSpeed: 1, pullImage: 0 } };
  const { messages } = explain({ manifest, workload, existing: [], faults: [], circumstances: own, start: 0 });
  const took = (method: string) => {
    const { start, end } = messages.find((message) => message.method === method) ?? {};
    return Math.round((end?.at ?? 0) - (start?.at ?? 0));
  };
  assert.equal(took('RunPodSandbox'), 5000);
  assert.equal(took('PullImage'), 1000);
});
