import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  commands,
  extensions,
  MarkdownString,
  TabInputWebview,
  window,
  workspace,
  type Hover,
  type TextDocument,
} from 'vscode';
import { readMarkdown } from '../attacks/readMarkdown';
import { test } from './hostTest';

const ours =
  /^(?:https:\/\/kubernetes\.io\/docs\/|https:\/\/github\.com\/kubernetes\/cri-api\/|command:podStartup\.(?:showInDiagram|showRequest)\?)/;

/** Every different hover of a document, as VS Code has it. */
async function hoversOf(document: TextDocument, every: number): Promise<MarkdownString[]> {
  const found = new Map<string, MarkdownString>();
  for (let offset = 0; offset < document.getText().length; offset += every) {
    const position = document.positionAt(offset);
    const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
    for (const content of hovers.flatMap(({ contents }) => contents)) {
      assert.ok(content instanceof MarkdownString);
      found.set(content.value, content);
    }
  }
  return [...found.values()];
}

function assertText(hovers: readonly MarkdownString[], least: number): void {
  assert.ok(hovers.length >= least, `${hovers.length} hovers`);
  for (const { value, isTrusted, supportHtml, supportThemeIcons } of hovers) {
    const { links, others } = readMarkdown(value);
    assert.deepEqual(others, [], value);
    assert.deepEqual(
      links.filter(({ href }) => !ours.test(href)),
      [],
      value,
    );
    assert.ok(!supportHtml && !supportThemeIcons);
    assert.deepEqual(isTrusted, { enabledCommands: ['podStartup.showInDiagram', 'podStartup.showRequest'] });
  }
}

test('no text of a manifest is a link, a picture or a command in a hover', async () => {
  const project = extensions.getExtension('pod-startup.pod-startup')?.extensionPath ?? '';
  const content = readFileSync(join(project, 'test/attacks/hover-markdown.yaml'), 'utf8');
  const document = await workspace.openTextDocument({ language: 'yaml', content });
  await window.showTextDocument(document);
  const hovers = await hoversOf(document, 5);
  assert.ok(hovers.some(({ value }) => value.includes('beacon.png')));
  assertText(hovers, 15);
});

test('nor in a panel’s title, nor in a hover on the requests', async () => {
  const hostile = '[e](command:workbench.action.quit) ![v](https://evil.example/v.png) `';
  const write = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, annotations: { a: hostile } },
    spec: { containers: [{ name: 'a', image: 'nginx', command: [hostile], env: [{ name: hostile, value: hostile }] }] },
  });
  const open = async (name: string) => {
    const document = await workspace.openTextDocument({ language: 'yaml', content: JSON.stringify(write(name)) });
    await window.showTextDocument(document);
    return document;
  };
  const { uri } = await open('$(alert) [x](command:y)\n\u202e');
  await commands.executeCommand('podStartup.explainManifest', uri);
  const tabs = () => window.tabGroups.all.flatMap((group) => group.tabs);
  const titles = () => tabs().flatMap(({ input, label }) => (input instanceof TabInputWebview ? [label] : []));
  for (let tries = 0; !titles().some((title) => title.startsWith('Start of')); tries++) {
    assert.ok(tries < 100, `not within 10 s: ${titles().join()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  for (const title of titles()) assert.doesNotMatch(title, /\$\(|[\n\u202e]/);
  await open('hostile');
  await commands.executeCommand('podStartup.showCriRequests');
  const requests = workspace.textDocuments.find(({ uri: { path } }) => path.startsWith('/hostile CRI requests'));
  assert.ok(requests);
  assertText(await hoversOf(requests, 15), 5);
  await window.tabGroups.close(tabs());
});
