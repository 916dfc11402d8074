import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findKubectl } from '../../src/kubectl/findKubectl';
import { kubeContexts } from '../../src/kubectl/kubeconfig';
import { Kubectl } from '../../src/kubectl/kubectl';
import { kubectlArgs } from '../../src/kubectl/kubectlArgs';
import { fakeKubectl } from './fakeKubectl';

describe.skipIf(process.platform === 'win32')('kubectl is found where people have it', () => {
  let folder: string;
  const program = (...path: string[]): string => join(folder, ...path);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pod-startup-find-'));
    for (const place of ['path', 'set', 'extension', 'login']) {
      mkdirSync(program(place));
      write(program(place, 'kubectl'), '#!/bin/sh\n');
    }
    mkdirSync(program('nothing'));
    // As a shell whose start files add to PATH and greet.
    write(program('shell'), `#!/bin/sh\necho Welcome\nPATH=${program('login')}:$PATH\nexport PATH\neval "$4"\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    writeFileSync(file, text);
    chmodSync(file, 0o755);
  }
  const bare = (path: string): NodeJS.ProcessEnv => ({ PATH: program(path), SHELL: '/nowhere' });

  test('the setting is before PATH, and where it is wrong nothing else is run', async () => {
    const found = await findKubectl({ setting: program('set', 'kubectl'), env: bare('path') });
    expect(found?.executable).toBe(program('set', 'kubectl'));
    expect(await findKubectl({ setting: program('set', 'none'), env: bare('path') })).toBeUndefined();
  });

  test('PATH is before the Kubernetes extension’s setting', async () => {
    const kubernetesExtension = program('extension', 'kubectl');
    expect((await findKubectl({ kubernetesExtension, env: bare('path') }))?.executable).toBe(
      program('path', 'kubectl'),
    );
    expect((await findKubectl({ kubernetesExtension, env: bare('nothing') }))?.executable).toBe(kubernetesExtension);
  });

  test('what only the login shell knows is found, and runs with its PATH, beside which plugins lie', async () => {
    // The shell itself needs `env`.
    mkdirSync(program('tools'));
    write(program('tools', 'env'), '#!/bin/sh\n/usr/bin/env\n');
    const found = await findKubectl({ env: { PATH: program('tools'), SHELL: program('shell') } });
    expect(found?.executable).toBe(program('login', 'kubectl'));
    expect(found?.env['PATH']).toBe(`${program('login')}:${program('tools')}`);
  });

  test('nowhere is undefined, and running it says what is missing', async () => {
    expect(await findKubectl({ env: bare('nothing') })).toBeUndefined();
    await expect(new Kubectl(program('nothing', 'kubectl')).run(kubectlArgs`version`)).rejects.toMatchObject({
      failure: 'missing',
    });
  });
});

test('a kubeconfig without contexts has none, and one with several has the current one first', async () => {
  const view = (text: string) => fakeKubectl([{ args: 'config view', lines: [{ text }] }]);
  const none = view('{"contexts":null}');
  expect(await kubeContexts(new Kubectl(none.executable))).toEqual([]);
  none.remove();
  const several = view(
    JSON.stringify({
      'current-context': 'b',
      contexts: [
        { name: 'a', context: { cluster: 'x', user: 'u' } },
        { name: 'b', context: { cluster: 'y', user: 'u', namespace: 'shop' } },
      ],
    }),
  );
  const contexts = await kubeContexts(new Kubectl(several.executable));
  expect(contexts.map(({ name, namespace, current }) => [name, namespace, current])).toEqual([
    ['b', 'shop', true],
    ['a', 'default', false],
  ]);
  several.remove();
});
