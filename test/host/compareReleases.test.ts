import assert from 'node:assert/strict';
import { commands, Uri, window, workspace } from 'vscode';
import { reportScheme } from '../../src/host/commands/releaseReports';
import { test } from './hostTest';

/** Waits until something is there. */
async function until<T>(what: string, find: () => T | undefined): Promise<T> {
  for (let i = 0; i < 200; i++) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${what} did not come`);
}

/** Takes the first choice of the list that is open. */
async function accept(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 600));
  await commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
}

for (const [what, name] of [
  ['a manifest', 'nginx.yaml'],
  ['a folder', '.'],
] as const)
  test(`Compare Releases asks for two releases and shows what changes in ${what}`, async () => {
    const [folder] = workspace.workspaceFolders ?? [];
    assert.ok(folder);
    const target = name === '.' ? folder.uri : Uri.joinPath(folder.uri, name);
    const done = commands.executeCommand('podStartup.compareReleases', target);
    await accept();
    await accept();
    await done;
    const tab = await until('the preview', () =>
      window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => /1\.36 to 1\.37/.test(label)),
    );
    assert.match(tab.label, /1\.36 to 1\.37/);
    const report = await until('the report', () =>
      workspace.textDocuments.find(({ uri }) => uri.scheme === reportScheme && uri.path.includes('1.36 to 1.37')),
    );
    assert.match(report.getText(), /^# .*: Kubernetes 1\.36 → 1\.37\n\nFrom Kubernetes 1\.36 to 1\.37 /);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
