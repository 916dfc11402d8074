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
