import assert from 'node:assert/strict';
import { commands, env, TabInputCustom, Uri, window, workspace } from 'vscode';
import { savedObservation } from '../../src/core/observe/savedObservation';
import { startFile } from '../../src/core/observe/startFile';
import { savedStartEditorType } from '../../src/host/panel/savedStartEditor';
import { test } from './hostTest';

const at = '2026-01-01T00:00:0';
const pod = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop', uid: 'u1', resourceVersion: '5', creationTimestamp: `${at}0Z` },
  spec: { nodeName: 'n1', containers: [{ name: 'app', image: 'nginx' }] },
  status: {
    phase: 'Running',
    containerStatuses: [
      { name: 'app', image: 'nginx', ready: true, containerID: 'x://1', state: { running: { startedAt: `${at}3Z` } } },
    ],
  },
};
const pulled = {
  apiVersion: 'v1',
  kind: 'Event',
  metadata: { name: 'web.1', namespace: 'shop', uid: 'e1' },
  involvedObject: { kind: 'Pod', name: 'web', namespace: 'shop', uid: 'u1', fieldPath: 'spec.containers{app}' },
  reason: 'Pulled',
  message: 'Successfully pulled image "nginx" in 1.5s (1.5s including waiting). Image size: 1 bytes.',
  firstTimestamp: `${at}2Z`,
  lastTimestamp: `${at}2Z`,
  count: 1,
};

/** A start as the terminal saves it. */
export const savedText = startFile(
  savedObservation([{ name: 'pods.json', text: JSON.stringify({ kind: 'List', items: [pod, pulled] }) }]),
);

/** Writes a file into the workspace's folder. */
export async function writeInFolder(name: string, text: string): Promise<Uri> {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const uri = Uri.joinPath(folder.uri, name);
  await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

/** The file that the editor in front shows as a saved start, once it does. */
export async function savedStartInFront(): Promise<string | undefined> {
  for (let tries = 0; tries < 100; tries++) {
    const input: unknown = window.tabGroups.activeTabGroup.activeTab?.input;
    if (input instanceof TabInputCustom && input.viewType === savedStartEditorType) return input.uri.toString();
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

const textOf = async (uri: Uri): Promise<string> => new TextDecoder().decode(await workspace.fs.readFile(uri));

/** The start in front as it is saved, once the text is such. */
async function savedOnce(isSo: (text: string) => boolean): Promise<string> {
  const again = await writeInFolder('starts/again.podstart.json', '');
  let text = '';
  for (let tries = 0; tries < 100 && !isSo(text); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    // The editor may not have its panel yet, and another one be in front.
    await Promise.resolve(commands.executeCommand('podStartup.saveStart', again)).catch(() => undefined);
    text = await textOf(again);
  }
  return text;
}

test('a saved start is opened as the panel, saved again as it was, and has a link', async () => {
  await commands.executeCommand('workbench.action.closeAllEditors');
  const uri = await writeInFolder('starts/web.podstart.json', savedText);
  await commands.executeCommand('vscode.open', uri);
  assert.equal(await savedStartInFront(), uri.toString());
  assert.equal(await savedOnce((text) => text === savedText), savedText);
  await commands.executeCommand('podStartup.copyLink');
  assert.equal(
    await env.clipboard.readText(),
    `${env.uriScheme}://pod-startup.pod-startup/explain?file=starts/web.podstart.json`,
  );
  // The editor follows its file.
  await writeInFolder('starts/web.podstart.json', savedText.replaceAll('"web"', '"shop"'));
  assert.ok((await savedOnce((text) => text.includes('"name":"shop"'))).includes('"name":"shop"'));
  await commands.executeCommand('workbench.action.closeAllEditors');
});

test('a saved start that is cut, of a newer version or empty is opened, too, and has nothing to save', async () => {
  const none = await writeInFolder('starts/none.podstart.json', 'as it was');
  for (const text of [savedText.slice(0, -50), savedText.replace('"1.0"', '"2.0"'), '', '{}', '[']) {
    const uri = await writeInFolder('starts/bad.podstart.json', text);
    await commands.executeCommand('vscode.openWith', uri, savedStartEditorType);
    assert.equal(await savedStartInFront(), uri.toString());
    await assert.rejects(Promise.resolve(commands.executeCommand('podStartup.saveStart', none)));
    assert.equal(await textOf(none), 'as it was');
    await commands.executeCommand('workbench.action.closeAllEditors');
  }
});

test('several are opened beside each other, also with signs of a pattern in their names', async () => {
  for (const name of ['starts/a[1].podstart.json', 'starts/b {2}.podstart.json']) {
    const uri = await writeInFolder(name, savedText);
    await commands.executeCommand('vscode.openWith', uri, savedStartEditorType);
    assert.equal(await savedStartInFront(), uri.toString());
  }
  const open = window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ input }) => input instanceof TabInputCustom);
  assert.equal(open.length, 2);
  await commands.executeCommand('workbench.action.closeAllEditors');
  const [folder] = workspace.workspaceFolders ?? [];
  await workspace.fs.delete(Uri.joinPath(folder!.uri, 'starts'), { recursive: true });
});
