import assert from 'node:assert/strict';
import {
  commands,
  DiagnosticSeverity,
  languages,
  lm,
  Position,
  Range,
  Selection,
  TabInputWebview,
  Uri,
  window,
  workspace,
  WorkspaceEdit,
  type CodeLens,
  type Hover,
  type InlayHint,
  type LanguageModelTextPart,
  type Location,
  type LocationLink,
  type MarkdownString,
  type TextDocument,
} from 'vscode';
import { test } from './hostTest';

async function open(name: string): Promise<TextDocument> {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, name));
  await window.showTextDocument(document);
  return document;
}

/** The position inside of the n-th appearance of a text. */
function positionOf(document: TextDocument, text: string, nth = 0): Position {
  let at = -1;
  for (let i = 0; i <= nth; i++) at = document.getText().indexOf(text, at + 1);
  assert.ok(at >= 0, text);
  return document.positionAt(at + Math.floor(text.length / 2));
}

async function hoverText(document: TextDocument, position: Position): Promise<string> {
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, position);
  return hovers.flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value)).join('\n');
}

async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail(`not within 10 s: ${what}`);
}

test('a hover tells the calls and fields that a value becomes, and leads on to them', async () => {
  const document = await open('nginx.yaml');
  const text = await hoverText(document, positionOf(document, 'image:'));
  assert.match(text, /CreateContainer nginx/);
  assert.match(text, /user_specified_image/);
  assert.match(text, /command:podStartup\.showInDiagram/);
});

test('a person can shorten hovers, and switch them off', async () => {
  const document = await open('nginx.yaml');
  const at = positionOf(document, 'image:');
  const settings = workspace.getConfiguration('podStartup.hover');
  assert.match(await hoverText(document, at), /Read by/);
  await settings.update('parts', ['value', 'calls'], true);
  assert.doesNotMatch(await hoverText(document, at), /Read by|If omitted/);
  await settings.update('maxLines', 1, true);
  assert.match(await hoverText(document, at), /\[… and \d more\]\(command:podStartup\.showRequest/);
  await settings.update('enabled', false, true);
  assert.equal(await hoverText(document, at), '');
  for (const name of ['parts', 'maxLines', 'enabled']) await settings.update(name, undefined, true);
});

test('a key of a ConfigMap tells which workloads of the workspace take it up, as files come, move, grow and go', async () => {
  const document = await open('shop.yaml');
  const told = () => hoverText(document, positionOf(document, 'LOG_LEVEL: info'));
  assert.match(await told(), /Used by Deployment/);
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const at = (path: string) => Uri.joinPath(folder.uri, path);
  const podOf = (name: string, more = '') =>
    new TextEncoder().encode(
      `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: b, envFrom: [{configMapRef: {name: shop-settings}}]}]}\n${more}`,
    );
  const edited = async (change: (edit: WorkspaceEdit) => void) => {
    const edit = new WorkspaceEdit();
    change(edit);
    assert.ok(await workspace.applyEdit(edit));
  };
  await edited((edit) => {
    edit.createFile(at('other-pod.yaml'), { contents: podOf('other') });
    edit.createFile(at('large-pod.yaml'), { contents: podOf('large', `# ${'x'.repeat(300_000)}\n`) });
  });
  await until('the other file is known', async () => /Used by Pod `other`/.test(await told()));
  assert.doesNotMatch(await told(), /`large`/, 'a large file is passed over');
  await edited((edit) => edit.renameFile(at('other-pod.yaml'), at('moved/pod.yaml')));
  await until('the moved file is known', async () => /Used by Pod `other`/.test(await told()));
  await edited((edit) => edit.deleteFile(at('moved'), { recursive: true }));
  await until('the file is gone', async () => !/`other`/.test(await told()));
  await workspace.fs.delete(at('large-pod.yaml'));
});

test('other YAML gets nothing', async () => {
  const document = await workspace.openTextDocument({ language: 'yaml', content: 'name: ci\non: push\n' });
  assert.equal(await hoverText(document, new Position(0, 1)), '');
  assert.deepEqual(await commands.executeCommand('vscode.executeCodeLensProvider', document.uri), []);
});

test('a lens stands above each pod spec', async () => {
  const document = await open('shop.yaml');
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
  const ours = lenses.filter(({ command }) => command?.command === 'podStartup.explainManifest');
  assert.deepEqual(
    ours.map(({ range }) => document.lineAt(range.start.line).text.trim()),
    ['spec:', 'spec:'],
  );
});

test('what the text leaves out stands behind its line, by the settings', async () => {
  const content =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n  - name: a\n    image: nginx:1\n    resources: {limits: {memory: 1Gi}}\n';
  const document = await workspace.openTextDocument({ language: 'yaml', content });
  const range = new Range(0, 0, document.lineCount, 0);
  const hintsNow = () => commands.executeCommand<InlayHint[]>('vscode.executeInlayHintProvider', document.uri, range);
  const texts = async () =>
    (await hintsNow()).map(
      ({ label, position }) =>
        `${document.lineAt(position.line).text.trim().split(':')[0]} ${typeof label === 'string' ? label : label.map(({ value }) => value).join('')}`,
    );
  await until('the hints are there', async () => (await hintsNow()).length > 0);
  assert.deepEqual(await texts(), ['image imagePullPolicy: IfNotPresent', 'resources QoS Burstable']);
  const settings = workspace.getConfiguration('podStartup.inlayHints');
  await settings.update('terminationGracePeriodSeconds', true, true);
  await settings.update('qosClass', false, true);
  assert.deepEqual(await texts(), ['spec terminationGracePeriodSeconds: 30', 'image imagePullPolicy: IfNotPresent']);
  for (const name of ['terminationGracePeriodSeconds', 'qosClass']) await settings.update(name, undefined, true);
});

test('a name of a ConfigMap leads to it', async () => {
  const document = await open('shop.yaml');
  const found = await commands.executeCommand<(Location | LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    document.uri,
    positionOf(document, 'name: shop-settings', 1).translate(0, 4),
  );
  const [first] = found;
  assert.ok(first && 'range' in first);
  assert.ok(first.range.start.line < 12);
});

test('a name of a ConfigMap, a Secret, … leads to it in another file too', async () => {
  const content =
    'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:\n  containers:\n  - name: a\n    image: b\n    envFrom:\n    - configMapRef: {name: shop-settings}\n    - secretRef: {name: shop-database}\n';
  const document = await workspace.openTextDocument({ language: 'yaml', content });
  for (const name of ['shop-settings', 'shop-database']) {
    const [first] = await commands.executeCommand<(Location | LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      document.uri,
      positionOf(document, name),
    );
    assert.ok(first && 'range' in first, name);
    assert.match(first.uri.path, /shop\.yaml$/);
    assert.match((await workspace.openTextDocument(first.uri)).lineAt(first.range.start.line).text, new RegExp(name));
  }
});

test('lenses can be switched off', async () => {
  const document = await open('nginx.yaml');
  const settings = workspace.getConfiguration('podStartup.codeLens');
  await settings.update('enabled', false, true);
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
  assert.deepEqual(
    lenses.filter(({ command }) => command?.command === 'podStartup.explainManifest'),
    [],
  );
  await settings.update('enabled', undefined, true);
});

test('the requests are shown beside the manifest, explained, without values of Secrets, and follow it', async () => {
  const document = await open('shop.yaml');
  const editor = await window.showTextDocument(document);
  const inside = positionOf(document, 'name: shop-web');
  editor.selection = new Selection(inside, inside);
  await commands.executeCommand('podStartup.showCriRequests');
  const requests = workspace.textDocuments.find(({ uri }) => uri.path.startsWith('/shop-web CRI requests'));
  assert.ok(requests);
  assert.match(requests.getText(), /CreateContainer/);
  assert.doesNotMatch(requests.getText(), /correct-horse/);
  assert.match(await hoverText(requests, positionOf(requests, 'cpu_quota')), /line \d+/);
  const [source] = await commands.executeCommand<(Location | LocationLink)[]>(
    'vscode.executeDefinitionProvider',
    requests.uri,
    positionOf(requests, 'cpu_quota'),
  );
  assert.ok(source && 'range' in source);
  assert.match(document.getText(source.range), /cpu/);
  const edit = new WorkspaceEdit();
  const limit = positionOf(document, 'cpu: 500m');
  edit.replace(document.uri, new Range(limit.line, limit.character - 4, limit.line, limit.character + 5), 'cpu: 750m');
  await workspace.applyEdit(edit);
  await until('the requests follow the manifest', () => /cpu_quota: "?75000/.test(requests.getText()));
  await commands.executeCommand('undo');
});

const panels = () =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview && input.viewType.endsWith('podStartup.panel'));

test('a kept workload has one panel, which a link of a hover leads to', async () => {
  const document = await open('shop.yaml');
  const { uri } = document;
  const explain = async (workload: string, title: string): Promise<void> => {
    await commands.executeCommand('podStartup.explainManifest', { uri, workload });
    await until(`${title} is shown`, () => panels().some(({ label }) => label === title));
  };
  await explain('Deployment shop-web', 'Start of shop-web');
  await explain('CronJob shop-report', 'Start of shop-report');
  assert.equal(panels().length, 1);
  await commands.executeCommand('podStartup.keepPanel');
  await explain('Deployment shop-web', 'Start of shop-web');
  assert.equal(panels().length, 2);
  for (const [text, call] of [
    ['cpu: 500m', 'CreateContainer web'],
    ['schedule:', 'CreateContainer report'],
  ] as const) {
    const offset = document.offsetAt(positionOf(document, text));
    await commands.executeCommand('podStartup.showInDiagram', { uri: uri.toString(), offset, call });
    assert.equal(panels().length, 2);
  }
  await window.tabGroups.close(panels());
});

test('what certainly stops a start is an error', async () => {
  const document = await open('stuck.yaml');
  await until('there is a hint', () =>
    languages
      .getDiagnostics(document.uri)
      .some(({ source, severity }) => source === 'Pod Startup' && severity === DiagnosticSeverity.Error),
  );
});

test('an assistant gets the same answers, without values of Secrets', async () => {
  const ask = async (tool: string, input: object): Promise<string> => {
    const { content } = await lm.invokeTool(`podStartup_${tool}`, { input, toolInvocationToken: undefined });
    return content.map((part) => (part as LanguageModelTextPart).value).join('');
  };
  assert.match(await ask('explainField', { file: 'nginx.yaml', line: 11 }), /user_specified_image/);
  const story = await ask('explainManifest', { file: 'shop.yaml', level: 2 });
  assert.match(story, /RunPodSandbox/);
  assert.doesNotMatch(story, /correct-horse/);
  assert.match(await ask('explainManifest', { file: '../etc/passwd' }), /not in the workspace/);
});
