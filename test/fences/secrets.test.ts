import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The files of src in which a pattern is found. */
function filesWith(pattern: RegExp): string[] {
  const all = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((file) => `src/${file}`);
  return all.filter((file) => /\.tsx?$/.test(file) && pattern.test(readFileSync(join(root, file), 'utf8'))).toSorted();
}

test('what a Secret’s mask hides is seen by the API server, the kubelet and templates alone', () => {
  expect(filesWith(/\brevealed\(/)).toEqual([
    'src/core/cluster/apiserver/registry.ts',
    'src/core/cluster/kubelet/kuberuntime/secretData.ts',
    'src/core/explain/meaning/asMeant.ts',
  ]);
});

test('only the terminal’s calls and outcome ask for values, and the flag of its crictl', () => {
  expect(filesWith(/revealSecrets: true/)).toEqual([
    'src/cli/calls.ts',
    'src/cli/commandLine.ts',
    'src/cli/outcome.ts',
  ]);
});

test('what a flag says of values goes to the files for crictl alone', () => {
  expect(filesWith(/\brevealSecrets\b/).filter((file) => /^src\/(?:cli|host|kubectl|webview)\//.test(file))).toEqual([
    'src/cli/calls.ts',
    'src/cli/commandLine.ts',
    'src/cli/crictl.ts',
    'src/cli/outcome.ts',
    'src/cli/simulated.ts',
    'src/cli/simulation.ts',
  ]);
});

test('a manifest’s values are read from its objects, which are masked, and not from the tree of its text', () => {
  expect(
    filesWith(/\bparsed\b.*\broot\b|\broot\b.*\bparsed\b|SourceNode\b/).filter(
      (file) => !file.startsWith('src/core/manifest/'),
    ),
  ).toEqual(['src/kubectl/wordsWithoutSecrets.ts']);
});

test('values that are not masked are put together to a text by core/kustomize alone, which tells none', () => {
  expect(filesWith(/\bplainValues\(/)).toEqual([
    'src/cli/parts.ts',
    'src/core/kustomize/kustomization.ts',
    'src/core/kustomize/partOf.ts',
    'src/core/kustomize/rendered.ts',
    'src/core/manifest/plainValues.ts',
  ]);
});

test('what a YAML parser says, which quotes the text, is told by the manifest’s parser alone', () => {
  expect(filesWith(/from 'yaml'/)).toEqual([
    'src/core/manifest/manifestDocument.ts',
    'src/core/manifest/sourceTree.ts',
    'src/core/manifest/yamlProblemWords.ts',
    'src/core/manifest/yamlText.ts',
  ]);
});
