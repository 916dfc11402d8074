import assert from 'node:assert/strict';
import { commands, DiagnosticSeverity, languages, Position, Uri, WorkspaceEdit, window, workspace } from 'vscode';
import { test } from './hostTest';

const root = (): Uri => {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return Uri.joinPath(folder.uri, 'checked');
};

const config = `apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { mode: fast }
`;
const pod = (image: string): string => `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: ${image}
      env: [{ name: MODE, valueFrom: { configMapKeyRef: { name: settings, key: mode } } }]
`;

/** What stops a start; what hints assume of a workspace that was read before does not count here. */
const codes = (uri: Uri): unknown[] =>
  languages
    .getDiagnostics(uri)
    .flatMap(({ source, code, severity }) =>
      source === 'Pod Startup' && severity === DiagnosticSeverity.Error ? [code] : [],
    );

test('Check Folder shows what hurts a start in files that nobody opened, and an edit takes it away', async () => {
  const write = async (name: string, text: string): Promise<Uri> => {
    const uri = Uri.joinPath(root(), name);
    await workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return uri;
  };
  await write('deep/config.yaml', config);
  const good = await write('good.yaml', pod('nginx:1.27'));
  const bad = await write('bad.yaml', pod('NGINX:1.27').replace('name: web', 'name: other'));
  try {
    await commands.executeCommand('podStartup.checkFolder', root());
    assert.deepEqual(languages.getDiagnostics(good), [], 'a ConfigMap of another file is there');
    assert.deepEqual(codes(bad), ['image-name-invalid']);

    // Opened, it is told once: by the check or by its hints.
    const document = await workspace.openTextDocument(bad);
    await window.showTextDocument(document);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    assert.deepEqual(codes(bad), ['image-name-invalid']);

    const edit = new WorkspaceEdit();
    edit.insert(bad, new Position(0, 0), '# mended\n');
    const text = document.getText();
    const at = document.positionAt(text.indexOf('NGINX'));
    edit.replace(bad, document.getWordRangeAtPosition(at, /NGINX/)!, 'nginx');
    await workspace.applyEdit(edit);
    for (let tries = 0; tries < 100 && codes(bad).length > 0; tries++)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(codes(bad), []);
    await document.save();
  } finally {
    await workspace.fs.delete(root(), { recursive: true });
  }
});
