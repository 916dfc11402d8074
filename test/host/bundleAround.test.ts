import assert from 'node:assert/strict';
import { Disposable, EventEmitter, FileSystemError, FileType, Uri, workspace, type FileSystemProvider } from 'vscode';
import { bundleAround } from '../../src/host/commands/bundleAround';
import { test } from './hostTest';

/** A dump of a cluster with more logs than are read, and with a log and a folder that may not be read. */
const folders: Readonly<Record<string, readonly string[]>> = {
  '/dump': ['app', 'locked', 'events.json', 'pods.json'],
  '/dump/app': ['bad.json', ...Array.from({ length: 501 }, (_, i) => `logs-${i}.txt`)],
  '/dump/locked': [],
};
const refuse = (): never => {
  throw FileSystemError.NoPermissions();
};
const dump: FileSystemProvider = {
  onDidChangeFile: new EventEmitter<[]>().event,
  watch: () => new Disposable(() => undefined),
  stat: ({ path }) => ({ type: typeOf(path), ctime: 0, mtime: 0, size: 2 }),
  readDirectory: ({ path }) =>
    path.endsWith('/locked') ? refuse() : (folders[path] ?? []).map((name) => [name, typeOf(`${path}/${name}`)]),
  readFile: ({ path }) => (path.endsWith('/bad.json') ? refuse() : new TextEncoder().encode('{}')),
  createDirectory: refuse,
  writeFile: refuse,
  delete: refuse,
  rename: refuse,
};

function typeOf(path: string): FileType {
  return path in folders ? FileType.Directory : FileType.File;
}

test('what of a dump may not be read, and the logs that are too many, are told and stop nothing', async () => {
  const registered = workspace.registerFileSystemProvider('dumped', dump, { isReadonly: true });
  try {
    const { files, left } = await bundleAround(Uri.from({ scheme: 'dumped', path: '/dump/pods.json' }));
    assert.equal(files[0]?.name, 'events.json');
    assert.equal(files.length, 501);
    assert.equal(left.length, 2);
    assert.equal(left[0], '1 of 501 logs: 500 are read at most');
    assert.match(left[1] ?? '', /^app\/bad\.json: /);
  } finally {
    registered.dispose();
  }
});
