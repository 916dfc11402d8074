import assert from 'node:assert/strict';
import { realpath, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, Uri, window, workspace } from 'vscode';
import { openLink } from '../../src/host/commands/openLink';
import { linkText, readLink, type StartLink } from '../../src/host/commands/startLink';
import type { ExplanationPanels } from '../../src/host/panel/explanationPanels';
import type { ExplainedMemento } from '../../src/core/panel/protocol';
import { test } from './hostTest';
import { savedStartInFront, savedText, writeInFolder } from './savedStart.test';

const realPath = async (uri: Uri): Promise<Uri> => Uri.file(await realpath(uri.fsPath));

interface Heard {
  /** The questions, each with the lines below it. */
  asked: string[];
  /** The sentences without a question. */
  told: string[];
  explained: ExplainedMemento[];
}

/** Opens a link as VS Code hands it over, for a person who answers so. */
async function opened(query: string, answer?: 'Open', path = '/explain'): Promise<Heard> {
  const heard: Heard = { asked: [], told: [], explained: [] };
  const before = window.showWarningMessage;
  const ask = async (text: string, options?: { modal?: boolean; detail?: string }): Promise<string | undefined> => {
    if (options?.modal) heard.asked.push(`${text}\n${options.detail}`);
    else heard.told.push(text);
    return options?.modal ? answer : undefined;
  };
  Object.assign(window, { showWarningMessage: ask });
  const shown = { open: () => undefined, show: (memento: ExplainedMemento) => (heard.explained.push(memento), {}) };
  try {
    await openLink(Uri.parse(`vscode://a.b${path}?${query}`), shown as unknown as ExplanationPanels, realPath);
  } finally {
    Object.assign(window, { showWarningMessage: before });
  }
  return heard;
}

test('what a link is made of is what it is read as, whatever it holds', () => {
  const links: StartLink[] = [
    { file: 'deploy/web.yaml', workload: undefined, pod: undefined, message: undefined },
    { file: 'a b/ä%20&=+#?.yaml', workload: 'Deployment default/web', pod: 'web-1', message: 'CRI|x|web|app#2' },
    { file: '/home/me/web.podstart.json', workload: undefined, pod: 'web', message: undefined },
  ];
  for (const link of links) assert.deepEqual(readLink(Uri.parse(linkText('vscode', 'a.b', link))), link);
  assert.equal(linkText('vscode', 'a.b', links[0]!), 'vscode://a.b/explain?file=deploy/web.yaml');
});

test('what is no link of ours is refused in a sentence, and nobody is asked', async () => {
  const queries: readonly [string, RegExp][] = [
    ['', /a parameter other than file, workload, pod, message/],
    ['file=', /its file cannot be read/],
    ['file=%25E0%25A4', /its file cannot be read/],
    ['workload=a', /it names no file/],
    ['file=a.yaml&file=b.yaml', /file twice/],
    ['file=a.yaml&command=x', /a parameter other than/],
    ['file=a.yaml&__proto__=x', /a parameter other than/],
    [`file=${'a'.repeat(1_100)}`, /its file is too long/],
    [`file=a&message=${'a'.repeat(20_000)}`, /it is too long/],
    ['file=../secret.yaml', /leads out of its folder/],
    ['file=a/%252e%252e/%252e%252e/b.yaml', /leads out of its folder/],
    ['file=..%5Ca.yaml', /a backslash/],
    ['file=%5C%5Chost%5Ca.podstart.json', /another machine/],
    ['file=//host/share/a.podstart.json', /another machine/],
    ['file=https://host/a.podstart.json', /an address/],
    ['file=command:workbench.action.quit', /an address/],
    ['file=file:///etc/passwd', /an address/],
    ['file=a%0Ab.yaml', /invisible characters/],
    ['file=/etc/passwd', /not in the workspace/],
    ['file=/etc', /not in the workspace/],
    ['file=not-there.yaml', /There is no file/],
    ['file=not-there.podstart.json', /There is no file/],
  ];
  for (const [query, words] of queries) {
    const { asked, told, explained } = await opened(query, 'Open');
    assert.match(told.join('\n'), words, query);
    assert.match(told.join('\n'), /^The link is not opened: [^\n]+\.$/, query);
    assert.deepEqual([asked, explained, told.length], [[], [], 1], query);
  }
  assert.match(
    (await opened('file=nginx.yaml', 'Open', '/run')).told.join(''),
    /its path is not \/explain, the only one that is supported/,
  );
});

test('a manifest of the workspace is explained when a person says so, and not else', async () => {
  const turned = await opened('file=nginx.yaml&message=x');
  assert.equal(turned.asked.length, 1);
  assert.match(turned.asked[0]!, /^A link asks to explain this manifest\. Open it\?\n.*nginx\.yaml\nThe file is shown/);
  assert.deepEqual(turned.explained, []);
  const { explained } = await opened('file=nginx.yaml&workload=no', 'Open');
  assert.equal(explained.length, 1);
  assert.match(explained[0]!.uri, /nginx\.yaml$/);
  assert.match(window.activeTextEditor?.document.uri.path ?? '', /nginx\.yaml$/);
  const text = await writeInFolder('note.yaml', 'a: b\n');
  assert.match((await opened('file=note.yaml', 'Open')).told.join(''), /there is no pod in the file/);
  await workspace.fs.delete(text);
});

test('a saved start is opened, elsewhere only when that was said, and through no symbolic link', async () => {
  const uri = await writeInFolder('starts/linked.podstart.json', savedText);
  const inside = await opened('file=starts/linked.podstart.json&message=x&pod=web', 'Open');
  assert.match(
    inside.asked[0]!,
    /^A link asks to open this saved start\. Open it\?\n.*linked\.podstart\.json\nThe file/,
  );
  assert.equal(await savedStartInFront(), uri.toString());
  await commands.executeCommand('workbench.action.closeAllEditors');
  const elsewhere = Uri.file(join(await realpath(tmpdir()), `elsewhere-${process.pid}.podstart.json`));
  await workspace.fs.writeFile(elsewhere, new TextEncoder().encode(savedText));
  try {
    const outside = await opened(`file=${elsewhere.path}`, 'Open');
    assert.match(outside.asked[0]!, /elsewhere-\d+\.podstart\.json\nThis file is not in the open folder\.\n/);
    assert.equal(await savedStartInFront(), elsewhere.toString());
    await commands.executeCommand('workbench.action.closeAllEditors');
    const [folder] = workspace.workspaceFolders ?? [];
    const link = Uri.joinPath(folder!.uri, 'starts/out.podstart.json');
    await symlink(elsewhere.fsPath, link.fsPath);
    assert.match((await opened('file=starts/out.podstart.json', 'Open')).told.join(''), /leads out of the workspace/);
    await workspace.fs.delete(link);
  } finally {
    await workspace.fs.delete(elsewhere);
  }
  await workspace.fs.delete(Uri.joinPath(uri, '..'), { recursive: true });
  const gone = await opened(`file=${elsewhere.path}`, 'Open');
  assert.deepEqual([gone.asked.length, gone.told], [1, ['The link is not opened: there is no such file here.']]);
});
