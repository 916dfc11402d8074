import assert from 'node:assert/strict';
import { commands, Uri, window, workspace, type CodeLens, type TextDocument } from 'vscode';
import { test } from './hostTest';

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: app, image: registry.example/web:1}]}
`;
const files = {
  'kustomized/base/kustomization.yaml': 'resources: [web.yaml]\n',
  'kustomized/base/web.yaml': deployment,
  'kustomized/prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\npatches: [{path: patch.yaml}]\n',
  'kustomized/prod/patch.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: app, tty: true}]}}}\n',
};

async function inWorkspace(name: string): Promise<TextDocument> {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  for (const [path, text] of Object.entries(files))
    await workspace.fs.writeFile(Uri.joinPath(folder.uri, path), new TextEncoder().encode(text));
  const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, name));
  await window.showTextDocument(document);
  return document;
}

for (const name of ['kustomized/prod/patch.yaml', 'kustomized/prod/kustomization.yaml']) {
  test(`${name} is explained as rendered: what its kustomization makes opens beside its start`, async () => {
    const document = await inWorkspace(name);
    const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
    const [lens, ...more] = lenses.filter(({ command }) => command?.command.startsWith('podStartup.explain'));
    assert.equal(lens?.command?.command, 'podStartup.explainRendered');
    assert.deepEqual(more, []);
    await commands.executeCommand(lens.command.command, ...(lens.command.arguments ?? []));
    const rendered = workspace.textDocuments.find(
      (one) => one.isUntitled && !one.isClosed && one.getText().includes('prod-web'),
    );
    assert.match(rendered?.getText() ?? '', /tty: true/);
    assert.match(rendered?.getText() ?? '', /image: registry\.example\/web:1/);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });
}

test('a chart’s files have the lens that explains it as rendered, and values of no chart have none', async () => {
  const chart = {
    'charted/Chart.yaml': 'apiVersion: v2\nname: charted\nversion: 0.1.0\n',
    'charted/values.yaml': 'replicas: 1\n',
    'charted/values-prod.yaml': 'replicas: 2\n',
    'charted/templates/service.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n',
    'uncharted/values.yaml': 'replicas: 1\n',
  };
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  for (const [path, text] of Object.entries(chart))
    await workspace.fs.writeFile(Uri.joinPath(folder.uri, path), new TextEncoder().encode(text));
  for (const path of Object.keys(chart)) {
    const lenses = await renderedLenses(Uri.joinPath(folder.uri, path));
    assert.equal(lenses.length, path.startsWith('charted/') ? 1 : 0, path);
  }
});

async function renderedLenses(file: Uri): Promise<CodeLens[]> {
  const { uri } = await workspace.openTextDocument(file);
  const lenses = await commands.executeCommand<CodeLens[]>('vscode.executeCodeLensProvider', uri, 10);
  return lenses.filter(({ command }) => command?.command === 'podStartup.explainRendered');
}
