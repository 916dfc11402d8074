import assert from 'node:assert/strict';
import { commands, extensions, Uri, window, workspace } from 'vscode';
import { test } from './hostTest';

test('a YAML file activates the extension, with all of its commands', async () => {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  await window.showTextDocument(await workspace.openTextDocument(Uri.joinPath(folder.uri, 'nginx.yaml')));
  const extension = extensions.getExtension('pod-startup.pod-startup');
  assert.ok(extension);
  await extension.activate();
  const { contributes } = extension.packageJSON as { contributes: { commands: { command: string }[] } };
  const registered = new Set(await commands.getCommands(true));
  for (const { command } of contributes.commands) assert.ok(registered.has(command), command);
});
