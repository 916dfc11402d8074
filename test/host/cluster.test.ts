import assert from 'node:assert/strict';
import { join } from 'node:path';
import { commands, extensions, TabInputWebview, Uri, window, workspace } from 'vscode';
import { fakeKubectl, listOf, watchLine, type FakeKubectl, type FakeRule } from '../kubectl/fakeKubectl';
import { test } from './hostTest';

const metadata = { name: 'web', namespace: 'shop', uid: 'u1', creationTimestamp: '2026-01-01T00:00:00Z' };
const pod = (resourceVersion: string, phase: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { ...metadata, resourceVersion },
  spec: { containers: [{ name: 'app', image: 'app' }] },
  status: { phase, conditions: [{ type: 'Ready', status: phase === 'Running' ? 'True' : 'False' }] },
});
const contexts = {
  'current-context': 'here',
  contexts: [
    { name: 'here', context: { cluster: 'c', user: 'u', namespace: 'shop' } },
    { name: 'there', context: { cluster: 'd', user: 'u' } },
  ],
};
const cluster: FakeRule[] = [
  { args: '^config view', lines: [{ text: JSON.stringify(contexts) }] },
  { args: '^get namespaces', lines: [{ text: 'namespace/default\nnamespace/shop\n' }] },
  { args: '^get pods --namespace=shop', lines: listOf('10', pod('9', 'Running')) },
  { args: '/pods\\?.*watch=1', lines: [{ text: watchLine('MODIFIED', pod('11', 'Running')) }], hang: true },
  { args: '/events\\?.*watch=1', hang: true },
  { args: '/pods\\?', lines: listOf('10', pod('9', 'Pending')) },
  { args: '/events\\?', lines: listOf('10') },
];

/** Runs a test with the setting on a fake kubectl, and looks that nothing of it is left. */
function withKubectl(name: string, rules: FakeRule[], body: (fake: FakeKubectl) => Promise<void>): void {
  test(name, async () => {
    const project = extensions.getExtension('pod-startup.pod-startup')!.extensionPath;
    const fake = fakeKubectl(rules, join(project, 'test/kubectl/answerByRules.cjs'));
    const settings = workspace.getConfiguration('podStartup');
    await settings.update('kubectl.path', fake.executable, true);
    try {
      await body(fake);
      await commands.executeCommand('workbench.action.closeAllEditors');
      await until('no kubectl is left', () => fake.processes() === 0);
    } finally {
      await settings.update('kubectl.path', undefined, true);
      await commands.executeCommand('workbench.action.closeAllEditors');
      fake.remove();
    }
  });
}

async function until(what: string, is: () => boolean): Promise<void> {
  for (let tries = 0; !is(); tries++) {
    if (tries === 200) throw new Error(`not so after 20 s: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
}

const panels = (): string[] =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .flatMap(({ input, label }) => (input instanceof TabInputWebview ? [label] : []));
const made = (fake: FakeKubectl, call: RegExp): boolean => fake.calls().some((one) => call.test(one));

withKubectl('a pod of the Kubernetes extension’s tree is watched until its panel is closed', cluster, async (fake) => {
  await commands.executeCommand('podStartup.explainRunningPod', { kindName: 'pod/web', namespace: 'shop' });
  await until('the panel is open', () => panels().includes('Start of pod/web'));
  await until('both collections are watched', () => fake.processes() === 2);
  for (const call of fake.calls())
    assert.ok(call.startsWith('config view') || / --context=here(?: -- |$)/.test(call), `no context: ${call}`);
  assert.ok(made(fake, /pods\?.*fieldSelector=metadata\.name=web/));
});

withKubectl('context, namespace and pod are picked, the usual ones first', cluster, async (fake) => {
  const done = commands.executeCommand('podStartup.explainRunningPod');
  const accept = async (): Promise<void> => {
    await new Promise((resolve) => {
      setTimeout(resolve, 600);
    });
    await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
  };
  await until('the contexts are read', () => made(fake, /^config view/));
  await accept();
  await until('the namespaces are read', () => made(fake, /^get namespaces/));
  await accept();
  await until('the pods are read', () => made(fake, /^get pods --namespace=shop/));
  await accept();
  await done;
  await until('the panel is open', () => panels().includes('Start of pod/web'));
});

withKubectl('nothing is run before a person asks for the cluster', cluster, async (fake) => {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  await window.showTextDocument(await workspace.openTextDocument(Uri.joinPath(folder.uri, 'nginx.yaml')));
  await commands.executeCommand('podStartup.explainManifest');
  assert.deepEqual(fake.calls(), []);
});

test('saved output of a cluster is explained without one', async () => {
  const content = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [pod('9', 'Running')] }, undefined, 2);
  const withStatus = content.replace('"phase"', '"hostIP": "10.0.0.1",\n"phase"');
  await window.showTextDocument(await workspace.openTextDocument({ language: 'json', content: withStatus }));
  await commands.executeCommand('podStartup.explainSavedOutput');
  await until('the panel is open', () => panels().some((label) => label.startsWith('Start in ')));
  await commands.executeCommand('workbench.action.closeAllEditors');
});
