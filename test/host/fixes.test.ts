import assert from 'node:assert/strict';
import { commands, languages, Position, Range, window, workspace, type CodeAction } from 'vscode';
import { test } from './hostTest';

const text = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: nginx
      resources: { limits: { memory: 512m } } # enough
`;

test('a quick fix mends what a hint tells, and the hint goes', async () => {
  const document = await workspace.openTextDocument({ language: 'yaml', content: text });
  await window.showTextDocument(document);
  const names = (): unknown[] =>
    languages.getDiagnostics(document.uri).flatMap(({ source, code }) => (source === 'Pod Startup' ? [code] : []));
  const until = async (what: string, isSo: () => boolean): Promise<void> => {
    for (let tries = 0; tries < 100 && !isSo(); tries++) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.ok(isSo(), `${what}: ${names().join()}`);
  };
  await until('there is a hint', () => names().includes('memory-in-millibytes'));
  const at = new Position(7, text.split('\n')[7]?.indexOf('512m') ?? 0);
  const actions = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new Range(at, at),
  );
  const fix = actions.find(({ title }) => title === 'Change 512m to 512Mi');
  assert.ok(fix?.edit && fix.isPreferred);
  assert.ok(await workspace.applyEdit(fix.edit));
  assert.equal(document.getText(), text.replace('512m', '512Mi'));
  await until('the hint is gone', () => !names().includes('memory-in-millibytes'));
});

const budget = `apiVersion: policy/v1beta1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { minAvailable: 1, selector: { matchLabels: { app: web } } }
`;

test('an object without pods has a hint and a fix, too, where its version is not served', async () => {
  const document = await workspace.openTextDocument({ language: 'yaml', content: budget });
  await window.showTextDocument(document);
  const told = (): string[] =>
    languages
      .getDiagnostics(document.uri)
      .flatMap(({ source, message }) => (source === 'Pod Startup' ? [message] : []));
  for (let tries = 0; tries < 100 && told().length === 0; tries++)
    await new Promise((resolve) => setTimeout(resolve, 100));
  assert.match(told().join('\n'), /no matches for kind "PodDisruptionBudget".*gone since Kubernetes 1\.25/);
  const at = new Position(0, 'apiVersion: '.length);
  const actions = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    new Range(at, at),
  );
  const fix = actions.find(({ title }) => title === 'Change apiVersion to policy/v1');
  assert.ok(fix?.edit && fix.isPreferred);
  assert.ok(await workspace.applyEdit(fix.edit));
  assert.equal(document.getText(), budget.replace('policy/v1beta1', 'policy/v1'));
});
