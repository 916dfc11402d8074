import assert from 'node:assert/strict';
import { commands, Uri, window, workspace } from 'vscode';
import { samples } from '../../src/host/commands/samples';
import { explain, faultsOf, parseManifest, workloadsOf } from '../../src/host/explainer';
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

/** What `kubectl get pods` says in the end of each sample, with the faults that it is explained with. */
const endings: Readonly<Record<string, readonly RegExp[]>> = {
  nginx: [/nginx +1\/1 +Running/],
  'init-and-sidecar': [/in-order +2\/2 +Running +0/],
  'slow-pull': [/slow-pull +1\/1 +Running/],
  'crash-loop': [/crash-loop +0\/1 +(?:CrashLoopBackOff|Error) +[1-9]/],
  'missing-config': [/missing-config +0\/1 +CreateContainerConfigError/],
  probes: [/probed +1\/1 +Running +0 +[3-9]s/],
  volumes: [/mounted +1\/1 +Running/],
  'security-context': [/restricted +1\/1 +Running/],
  rollout: [/(?:rollout-\S+ +1\/1 +Running[^]*){3}/],
  hovers: [/web +1\/1 +Running/],
  assumed: [/certifier-\S+ +1\/1 +Running/],
  stuck: [
    /no-such-config +0\/1 +CreateContainerConfigError/,
    /no-such-node +0\/1 +Pending/,
    /runs-as-root +0\/1 +CreateContainerConfigError/,
  ],
  shop: [/shop-web-\S+ +2\/2 +Running/],
};

for (const { name, faults = [] } of samples) {
  test(`the sample ${name} ends as its name promises`, async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, `${name}.yaml`));
    const manifest = parseManifest(document.getText());
    const workloads = workloadsOf(manifest);
    const offered = workloads.flatMap((workload) => faultsOf(workload).map(({ id }) => id));
    for (const fault of faults) assert.ok(offered.includes(fault), fault);
    const tables = workloads.map(
      (workload) => explain({ manifest, workload, existing: [], faults, circumstances, start: 0 }).table,
    );
    const wanted = endings[name] ?? [];
    assert.ok(wanted.length > 0);
    for (const ending of wanted) assert.match(tables.join('\n'), ending);
  });
}

test('the sample slow-pull waits 40 seconds for its image', async () => {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const manifest = parseManifest(
    (await workspace.openTextDocument(Uri.joinPath(folder.uri, 'slow-pull.yaml'))).getText(),
  );
  const [workload] = workloadsOf(manifest);
  const faults = samples.find(({ name }) => name === 'slow-pull')?.faults;
  assert.ok(workload && faults);
  const { messages } = explain({ manifest, workload, existing: [], faults, circumstances, start: 0 });
  const pull = messages.find(({ method }) => method === 'PullImage');
  assert.ok((pull?.end?.at ?? 0) - (pull?.start?.at ?? 0) >= 40_000);
});

test('a sample opens as an unsaved copy, and is explained', async () => {
  for (const { name } of samples) {
    if (name === 'stuck' || name === 'shop') continue; // these ask which of their pods
    await commands.executeCommand('podStartup.explainSample', name);
    const text = window.activeTextEditor?.document.getText() ?? '';
    const own = samples.find((sample) => text.startsWith(`# ${sample.title}:`));
    assert.equal(own?.name, name);
    assert.ok(window.activeTextEditor?.document.isUntitled);
    const isExplained = (): boolean =>
      window.tabGroups.all.some(({ tabs }) => tabs.some(({ label }) => label === `Start of ${podName(text)}`));
    for (let tries = 0; !isExplained(); tries++) {
      assert.ok(tries < 100, `no panel for ${name}`);
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
});

/** The name of the only workload of a manifest's text. */
function podName(text: string): string {
  return workloadsOf(parseManifest(text))[0]?.object.name ?? '';
}

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
