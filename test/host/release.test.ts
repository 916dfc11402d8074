import assert from 'node:assert/strict';
import { commands, Position, Uri, window, workspace, type Hover, type MarkdownString } from 'vscode';
import { test } from './hostTest';

/** Writes the workspace's settings: those of extensions that are not there cannot be updated. */
async function withSettings(settings: Readonly<Record<string, unknown>>): Promise<void> {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const file = Uri.joinPath(folder.uri, '.vscode/settings.json');
  await workspace.fs.writeFile(file, new TextEncoder().encode(JSON.stringify(settings)));
}

async function hoverOnImage(): Promise<string> {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const document = await workspace.openTextDocument(Uri.joinPath(folder.uri, 'nginx.yaml'));
  await window.showTextDocument(document);
  const { line, character } = document.positionAt(document.getText().indexOf('image:'));
  const at = new Position(line, character + 1);
  const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at);
  return hovers.flatMap(({ contents }) => contents.map((content) => (content as MarkdownString).value)).join('\n');
}

const toldRelease = async () => /Simulated as Kubernetes (\S+)\./.exec(await hoverOnImage())?.[1];

async function until(settings: Readonly<Record<string, unknown>>, release: string | undefined): Promise<void> {
  await withSettings(settings);
  let told: string | undefined;
  for (let tries = 0; tries < 100; tries++) {
    told = await toldRelease();
    if (told === release) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.equal(told, release, JSON.stringify(settings));
}

test('hovers answer for the release of the strongest setting that names one', async () => {
  const schema = 'https://raw.githubusercontent.com/yannh/kubernetes-json-schema/master/v1.32.1-standalone-strict/all.json';
  const usual = await toldRelease();
  await until({ 'yaml.schemas': { [schema]: '*.yaml' } }, usual ?? '1.32');
  await until({ 'yaml.schemas': { [schema]: '*.yaml' }, 'yaml.kubernetesVersion': '1.33.0' }, usual ?? '1.33');
  await until({ 'podStartup.simulation.kubernetesVersion': '1.35', 'yaml.kubernetesVersion': '1.33.0' }, '1.35');
  await until({ 'podStartup.simulation.kubernetes': 'auto', 'podStartup.simulation.kubernetesVersion': '1.29' }, '1.29');
  await until({ 'podStartup.simulation.kubernetes': '1.34', 'podStartup.simulation.kubernetesVersion': '1.29' }, '1.34');
  await until({ 'podStartup.simulation.kubernetes': '1.41' }, '1.37');
  await until({}, usual);
}); // prettier-ignore
