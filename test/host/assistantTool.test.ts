import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lm, Uri, workspace, type LanguageModelTextPart } from 'vscode';
import { stepsFrom, workspaceFile } from '../../src/host/workspaceFile';
import { test } from './hostTest';

const pod = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: ${name}}\nspec: {containers: [{name: a, image: canary}]}\n`;

async function ask(input: object, tool = 'explainManifest'): Promise<string> {
  const { content } = await lm.invokeTool(`podStartup_${tool}`, { input, toolInvocationToken: undefined });
  return content.map((part) => (part as LanguageModelTextPart).value).join('');
}

/** With files outside of the workspace and links to them in it. */
async function withLinks(body: (folder: string, outside: string) => Promise<void>): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const outside = mkdtempSync(join(tmpdir(), 'pod-startup-outside-'));
  const inside = join(folder, 'assistant');
  // A folder beside the workspace's whose name begins with its name.
  const beside = `${folder}-other`;
  try {
    for (const at of [inside, beside, join(outside, 'deep')]) mkdirSync(at);
    writeFileSync(join(outside, 'pod.yaml'), pod('outside'));
    writeFileSync(join(outside, 'deep', 'pod.yaml'), pod('outside'));
    writeFileSync(join(beside, 'pod.yaml'), pod('outside'));
    writeFileSync(join(inside, 'pod.yaml'), pod('inside'));
    writeFileSync(join(inside, 'binary.yaml'), Buffer.from([0, 1, 2, 0, 255, 0, 254, 0, 0, 7]));
    writeFileSync(join(inside, 'large.yaml'), `${pod('inside')}#${'x'.repeat(6_000_000)}\n`);
    symlinkSync(join(outside, 'pod.yaml'), join(inside, 'file-link.yaml'));
    symlinkSync(outside, join(inside, 'folder-link'));
    symlinkSync('folder-link/deep', join(inside, 'link-to-link'));
    symlinkSync('pod.yaml', join(inside, 'link-inside.yaml'));
    symlinkSync('nowhere.yaml', join(inside, 'broken.yaml'));
    symlinkSync('loop.yaml', join(inside, 'loop.yaml'));
    await body(folder, outside);
  } finally {
    for (const made of [inside, beside, outside]) rmSync(made, { recursive: true, force: true });
  }
}

test('an assistant gets no file from outside of the workspace, and is told why', async () => {
  await withLinks(async (folder, outside) => {
    const refused: [string, RegExp][] = [
      ['../pod.yaml', /not in the workspace/],
      [`${folder}-other/pod.yaml`, /not in the workspace/],
      [`../${folder.split('/').pop()}-other/pod.yaml`, /not in the workspace/],
      ['assistant/../../../../../../../../etc/passwd', /not in the workspace/],
      ['..\\..\\pod.yaml', /not in the workspace/],
      ['/etc/passwd', /not in the workspace/],
      [`${folder}/../../etc/passwd`, /not in the workspace/],
      [`${outside}/pod.yaml`, /not in the workspace/],
      ['//server/share/pod.yaml', /not in the workspace/],
      ['C:\\Users\\me\\pod.yaml', /not in the workspace/],
      ['c:pod.yaml', /not in the workspace/],
      [`file://${outside}/pod.yaml`, /an address/],
      ['https://evil.example/pod.yaml', /an address/],
      ['untitled:Untitled-1', /an address/],
      ['vscode-userdata:/User/settings.json', /an address/],
      ['assistant/file-link.yaml', /symbolic link.* leads out of the workspace/],
      ['assistant/folder-link/pod.yaml', /symbolic link.* leads out of the workspace/],
      ['assistant/folder-link/deep/pod.yaml', /symbolic link.* leads out of the workspace/],
      ['assistant/link-to-link/pod.yaml', /symbolic link.* leads out of the workspace/],
      ['assistant/link-to-link/../folder-link/pod.yaml', /symbolic link.* leads out of the workspace/],
      ['assistant/broken.yaml', /no file/],
      ['assistant/loop.yaml', /no file/],
      ['assistant/none.yaml', /no file/],
      ['assistant', /is not a file/],
      ['.', /not in the workspace/],
      ['', /not the path of a file/],
      ['assistant/pod.yaml\0.png', /not the path of a file/],
      ['assistant/large.yaml', /more than a manifest has/],
      ['assistant/binary.yaml', /cannot be read as text|no Kubernetes object/],
    ];
    for (const [file, reason] of refused) {
      const answer = await ask({ file });
      assert.match(answer, reason, file);
      assert.doesNotMatch(answer, /RunPodSandbox|canary/, file);
      assert.doesNotMatch(answer, /bug in Pod Startup/, file);
    }
    const none: [string, object][] = [
      ['explainManifest', {}],
      ['explainManifest', { file: 5 }],
      ['explainManifest', { file: ['a'] }],
      ['explainField', { file: 'assistant/pod.yaml', line: 99 }],
      ['explainField', { file: 'assistant/pod.yaml', line: 1.5 }],
      ['explainField', { file: 'assistant/folder-link/pod.yaml', line: 4 }],
      ['diagnoseSavedOutput', { files: [`${outside}/pod.yaml`] }],
      ['compareStarts', { a: { file: 'assistant/file-link.yaml' }, b: { text: pod('web').replace('canary', 'b') } }],
      ['checkManifests', { files: ['assistant/folder-link'] }],
      ['checkManifests', { files: [outside] }],
    ];
    for (const [tool, input] of none)
      assert.doesNotMatch(await ask(input, tool), /RunPodSandbox|canary/, JSON.stringify(input));
    // A folder is left by no link.
    assert.match(await ask({ files: ['assistant'] }, 'checkManifests'), /in [123] files/);
  });
});

test('an assistant gets the workspace’s files, however it names them', async () => {
  await withLinks(async (folder) => {
    const names = [
      'assistant/pod.yaml',
      './assistant//pod.yaml',
      'assistant/../assistant/pod.yaml',
      'assistant\\pod.yaml',
      `${folder}/assistant/pod.yaml`,
      'assistant/link-inside.yaml',
    ];
    for (const file of names) assert.match(await ask({ file, level: 2 }), /RunPodSandbox/, file);
  });
});

test('where nobody can tell where a link leads, as in a browser, none is followed', async () => {
  await withLinks(async () => {
    for (const file of ['file-link.yaml', 'folder-link/pod.yaml', 'link-to-link/pod.yaml', 'link-inside.yaml'])
      assert.match(JSON.stringify(await workspaceFile(`assistant/${file}`)), /refusal.*symbolic link/, file);
    assert.ok('uri' in (await workspaceFile('assistant/pod.yaml')));
  });
});

test('on Windows, drives and folders are told apart whatever their case, and parts of files are none', () => {
  const folder = Uri.from({ scheme: 'file', path: '/c:/Users/Me/Shop' });
  const inside = [
    'pods\\web.yaml',
    'C:\\users\\me\\shop\\pods\\web.yaml',
    'c:/Users/Me/Shop/pods/web.yaml',
    '/C:/Users/Me/Shop/pods/web.yaml',
  ];
  for (const path of inside) assert.deepEqual(stepsFrom(folder, path), ['pods', 'web.yaml'], path);
  const outside = [
    'D:\\Users\\Me\\Shop\\web.yaml',
    'c:web.yaml',
    'web.yaml:stream',
    '..\\Shop2\\web.yaml',
    'C:\\Users\\Me\\Shop2\\web.yaml',
    '\\\\server\\c:\\Users\\Me\\Shop\\web.yaml',
    '\\\\?\\C:\\Users\\Me\\Shop\\web.yaml',
    'C:\\Users\\Me\\Shop\\..\\web.yaml',
    'C:\\Users\\Me\\Shop',
  ];
  for (const path of outside) assert.equal(stepsFrom(folder, path), undefined, path);
});

test('an assistant is told why a start is stuck, with the name of the cause and how sure it is', async () => {
  const refused = pod('web').replace('image: canary', 'image: canary, imagePullPolcy: Never');
  const told = await ask({ manifest: refused });
  assert.match(told, /why Pod web does not run: .*imagePullPolcy[^]*cause: unknown-field \(certain\)[^]*next: /);
  assert.ok(!(await ask({ manifest: pod('web') })).includes('cause:'));
});

test('each of the editor’s tools answers what its question is', async () => {
  const [a, b] = [pod('web'), pod('web').replace('canary', 'canary:2')];
  assert.match(await ask({ manifest: a }), /web +1\/1 +Running/);
  assert.match(await ask({ manifest: a, field: 'containers[0].image' }, 'explainField'), /PullImage/);
  assert.match(await ask({ a: { text: a }, b: { text: b } }, 'compareStarts'), /PullImage/);
  assert.match(await ask({ manifest: a }, 'checkManifests'), /in 1 file/);
  const saved = JSON.stringify({
    kind: 'Pod',
    metadata: { name: 'web', uid: 'u', creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { nodeName: 'node', containers: [{ name: 'app', image: 'canary' }] },
    status: {
      phase: 'Pending',
      conditions: [{ type: 'PodScheduled', status: 'True' }],
      containerStatuses: [
        { name: 'app', image: 'canary', ready: false, restartCount: 0, state: { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image "canary"' } } }, // prettier-ignore
      ],
    },
  });
  assert.match(await ask({ output: saved }, 'diagnoseSavedOutput'), /why pod web, container app does not run/);
});

test('the editor knows the tools by its own naming', () => {
  const names = lm.tools.map(({ name }) => name).filter((name) => name.startsWith('podStartup'));
  assert.deepEqual(names.toSorted(), [
    'podStartup_checkManifests',
    'podStartup_compareStarts',
    'podStartup_diagnoseSavedOutput',
    'podStartup_explainField',
    'podStartup_explainManifest',
  ]);
});
