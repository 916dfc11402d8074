import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { commands, extensions, Range, Uri, window, workspace, WorkspaceEdit, type TextDocument } from 'vscode';
import { explain, workloadByKey } from '../../src/host/explainer';
import { manifestOf } from '../../src/host/manifests';
import { NothingToCompare, type Comparable } from '../../src/host/panel/comparable';
import { comparedWithIn } from '../../src/host/panel/comparedWithIn';
import { explainedComparable } from '../../src/host/panel/explainedComparable';
import { PanelComparison } from '../../src/host/panel/panelComparison';
import { test } from './hostTest';
import { newestVersion, versions } from '../../src/core/release/versions';
import type { ComparedWith, HostToPanel, ShownComparison } from '../../src/core/panel/protocol';

async function open(name: string): Promise<TextDocument> {
  const [folder] = workspace.workspaceFolders ?? [];
  assert.ok(folder);
  return workspace.openTextDocument(Uri.joinPath(folder.uri, name));
}

async function comparable(document: TextDocument, faults: readonly string[] = []): Promise<Comparable> {
  const manifest = await manifestOf(document);
  const workload = workloadByKey(manifest, undefined);
  assert.ok(workload);
  const input = { manifest, workload, existing: [], faults, circumstances: {}, start: 0 };
  return explainedComparable({ document, input, trace: explain(input) });
}

/** A panel that keeps what its page is sent. */
function panelOf(shown: () => Promise<Comparable>) {
  const sent: (ShownComparison | undefined)[] = [];
  const remembered: (ComparedWith | undefined)[] = [];
  const comparison = new PanelComparison({
    title: 'Start of nginx',
    post: (message: HostToPanel) => {
      if (message.type === 'comparison') sent.push(message.comparison);
    },
    attempt: (work) => work(),
    comparable: shown,
    remember: (chosen) => remembered.push(chosen),
  });
  return { comparison, sent, remembered };
}

const labels = async (one: Comparable): Promise<string[]> => (await one.choices('')).map(({ label }) => label);

async function replace(document: TextDocument, text: string, by: string): Promise<void> {
  const at = document.getText().indexOf(text);
  if (at < 0) return; // it was not edited: the test has failed before
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(at), document.positionAt(at + text.length)), by);
  await workspace.applyEdit(edit);
}

test('a manifest is compared with its last saved text, and leads to the line that was edited', async () => {
  const document = await open('nginx.yaml');
  assert.deepEqual(
    (await labels(await comparable(document))).filter((one) => one.startsWith('As it was')),
    [],
  );
  await replace(document, 'image: nginx', 'image: nginx:1.28');
  try {
    assert.ok((await labels(await comparable(document))).includes('As it was last saved'));
    const { comparison, sent, remembered } = panelOf(() => comparable(document));
    await comparison.compare({ kind: 'saved' });
    assert.deepEqual(remembered, [{ kind: 'saved' }]);
    const shown = sent.at(-1);
    assert.equal(sent.length, 2, 'once at once, once with the lines');
    assert.equal(shown?.left, 'nginx.yaml as it was last saved');
    const pull = shown?.rows.find(({ right }) => right?.label === 'PullImage nginx:1.28');
    assert.deepEqual(
      pull?.differences.map(({ what, left, right, lines }) => [what, left, right, lines.map(({ side, line, canReveal }) => `${side} ${line} ${canReveal}`)]), // prettier-ignore
      [['request image.image', '"nginx:latest"', '"nginx:1.28"', ['left 11 false', 'right 11 true']]],
    );
    await comparison.take({ type: 'revealCause', side: 'right', line: 11, column: 7 });
    assert.equal(window.activeTextEditor?.document.uri.toString(), document.uri.toString());
    assert.equal(window.activeTextEditor?.selection.active.line, 10);
    await comparison.take({ type: 'compareAt', level: 1 });
    assert.equal(sent.at(-1)?.level, 1);
    assert.ok(sent.at(-1)!.rows.length < shown.rows.length);
    await comparison.take({ type: 'closeComparison' });
    assert.equal(sent.at(-1), undefined);
    assert.deepEqual(remembered.at(-1), undefined);
  } finally {
    await replace(document, 'image: nginx:1.28', 'image: nginx');
    await document.save();
  }
});

test('a manifest is compared with what git has of it', async () => {
  const document = await open('nginx.yaml');
  const [folder] = workspace.workspaceFolders ?? [];
  const git = (...args: string[]): string =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.example', ...args], { cwd: folder!.uri.fsPath, encoding: 'utf8' }); // prettier-ignore
  try {
    git('init', '--quiet');
    git('add', 'nginx.yaml');
    git('commit', '--quiet', '--message', 'a manifest');
    const extension = extensions.getExtension<{ getAPI(version: 1): { openRepository(uri: Uri): Promise<unknown> } }>('vscode.git'); // prettier-ignore
    assert.ok(extension, 'VS Code has its git extension');
    // The other tests do without it.
    await workspace.getConfiguration('git').update('enabled', true, true);
    const exports = await extension.activate();
    for (let tries = 0; ; tries++)
      try {
        await exports.getAPI(1).openRepository(folder!.uri);
        break;
      } catch (error) {
        if (tries === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    await replace(document, 'image: nginx', 'image: nginx:1.28');
    await document.save();
    const one = await comparable(document);
    assert.ok((await labels(one)).includes('As it was last committed'));
    const [left, right] = await one.starts({ kind: 'committed' });
    assert.deepEqual([left.name, right.name], ['nginx.yaml as it was last committed', 'nginx.yaml as it is now']);
    assert.ok(left.trace.messages.some(({ request }) => JSON.stringify(request)?.includes('"nginx:latest"')));
    assert.match(left.uri ?? '', /^git:/);
  } finally {
    await replace(document, 'image: nginx:1.28', 'image: nginx');
    await document.save();
    await workspace.getConfiguration('git').update('enabled', false, true);
    await workspace.fs.delete(Uri.joinPath(folder!.uri, '.git'), { recursive: true });
  }
});

test('without faults, on another release, with a file, and with what is not there', async () => {
  const document = await open('nginx.yaml');
  const one = await comparable(document, ['image-not-found nginx']);
  assert.deepEqual(await labels(one), [
    'Without the injected faults',
    ...[...versions]
      .reverse()
      .filter((version) => version !== newestVersion)
      .map((version) => `Kubernetes ${version}`),
    'Another manifest, or saved cluster output…',
  ]);
  const countsOf = async (chosen: ComparedWith): Promise<string | undefined> => {
    const { comparison, sent } = panelOf(async () => one);
    await comparison.compare(chosen);
    return sent.at(-1)?.problem ?? sent.at(-1)?.counts;
  };
  assert.match((await countsOf({ kind: 'withoutFaults' })) ?? '', /only in A.*1 pod ends differently/);
  assert.match((await countsOf({ kind: 'release', kubernetes: '1.18' })) ?? '', /\d+ calls differ/);
  const rollout = await open('rollout.yaml');
  assert.match((await countsOf({ kind: 'file', uri: rollout.uri.toString() })) ?? '', /only in A/);
  assert.match((await countsOf({ kind: 'file', uri: `${document.uri.toString()}x` })) ?? '', /nginx\.yamlx no longer/);
  assert.match((await countsOf({ kind: 'file', uri: document.uri.toString(), workload: 'Pod no' })) ?? '', /Pod no/);
  assert.match((await countsOf({ kind: 'release', kubernetes: '0.1' })) ?? '', /0\.1 is not known/);
  assert.match((await countsOf({ kind: 'pods', left: 'a', right: 'nginx' })) ?? '', /Pod a is no longer/);
  await assert.rejects(one.starts({ kind: 'simulation' }), NothingToCompare);
});

test('pods of a workload are compared with each other: only their names and times differ', async () => {
  const one = await comparable(await open('rollout.yaml'));
  const pods = (await one.choices('')).filter(({ value }) => value.kind === 'pods');
  assert.deepEqual(pods[0]?.label, 'The slowest pod with the fastest');
  assert.equal(pods.length, 3);
  const { comparison, sent } = panelOf(async () => one);
  await comparison.compare(pods[0].value);
  const shown = sent.at(-1);
  assert.ok(shown && shown.rows.length > 5);
  assert.ok(
    shown.rows.every(({ left, right }) => (left ?? right)?.message !== undefined),
    'either side is shown',
  );
  assert.deepEqual(
    shown.rows.flatMap(({ differences }) => differences.filter(({ kind }) => kind === 'field')),
    [],
  );
});

test('what was chosen is taken as it was kept, and nothing else', () => {
  for (const good of [
    { kind: 'saved' },
    { kind: 'release', kubernetes: '1.18' },
    { kind: 'file', uri: 'file:///a', workload: 'Pod a' },
    { kind: 'pods', left: 'a', right: 'b' },
  ])
    assert.deepEqual(comparedWithIn({ ...good, more: 1 }), good);
  for (const bad of [
    null,
    'saved',
    {},
    { kind: 'toString' },
    { kind: 'release' },
    { kind: 'file', uri: 1 },
    { kind: 'pods', left: 'a' },
  ])
    // prettier-ignore
    assert.equal(comparedWithIn(bad), undefined);
});

test('the command compares the start in front', async () => {
  const document = await open('nginx.yaml');
  await window.showTextDocument(document);
  await commands.executeCommand('podStartup.explainManifest');
  await commands.executeCommand('podStartup.compareWith', { kind: 'release', kubernetes: '1.18' });
});
