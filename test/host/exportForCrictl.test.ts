import assert from 'node:assert/strict';
import { commands, Uri, window, workspace } from 'vscode';
import { test } from './hostTest';

function folder(): Uri {
  const [first] = workspace.workspaceFolders ?? [];
  assert.ok(first);
  return first.uri;
}

test('Export for crictl writes the files and opens the script, and leaves a folder that has something alone', async () => {
  const into = Uri.joinPath(folder(), 'crictl-export');
  await commands.executeCommand('podStartup.exportForCrictl', Uri.joinPath(folder(), 'nginx.yaml'), into);
  const names = (await workspace.fs.readDirectory(into)).map(([name]) => name).sort();
  assert.deepEqual(names, ['containers', 'pod.json', 'replay.sh', 'volumes']);
  assert.equal(window.activeTextEditor?.document.uri.path, Uri.joinPath(into, 'replay.sh').path);
  const own = Uri.joinPath(into, 'pod.json');
  const text = new TextEncoder().encode('mine');
  await workspace.fs.writeFile(own, text);
  void commands.executeCommand('podStartup.exportForCrictl', Uri.joinPath(folder(), 'nginx.yaml'), into);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  assert.equal(new TextDecoder().decode(await workspace.fs.readFile(own)), 'mine');
  await commands.executeCommand('workbench.action.closeAllEditors');
  await workspace.fs.delete(into, { recursive: true });
});

test('what crictl printed is compared with the manifest that is open', async () => {
  await workspace.openTextDocument(Uri.joinPath(folder(), 'nginx.yaml'));
  const labels = {
    'io.kubernetes.container.name': 'nginx',
    'io.kubernetes.pod.name': 'nginx',
    'io.kubernetes.pod.namespace': 'default',
    'io.kubernetes.pod.uid': 'u',
  };
  const status = { id: 'abc', state: 'CONTAINER_RUNNING', metadata: { name: 'nginx' }, labels, annotations: {} };
  const content = JSON.stringify({ status, info: {} }, undefined, 2);
  await window.showTextDocument(await workspace.openTextDocument({ language: 'json', content }));
  await commands.executeCommand('podStartup.explainSavedOutput');
  assert.match(
    window.activeTextEditor?.document.getText() ?? '',
    /^On the node: container nginx of default\/nginx \(abc\)\n/,
  );
  await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  await commands.executeCommand('workbench.action.closeAllEditors');
});
