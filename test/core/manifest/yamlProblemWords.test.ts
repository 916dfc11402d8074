import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseManifest } from '../../../src/core/manifest/parseManifest';
import { yamlProblemWords } from '../../../src/core/manifest/yamlProblemWords';

const head = 'apiVersion: v1\nkind: Secret\nmetadata: {name: web}\n';

function saidOf(text: string): string {
  return parseManifest(text).problems.map(({ message }) => message)[0] ?? '';
}

describe('what a text that may hold a Secret lacks is told without a word of it', () => {
  test.each([
    ['data: [hunter2', 'a list that begins with [ is not closed: add ]'],
    ['data: {pass: hunter2', 'a map that begins with { is not closed: add }'],
    ['data:\n  pass: "hunter2', 'the text that begins with " is not closed: add "'],
    ["data:\n  pass: 'hunter2", "the text that begins with ' is not closed: add '"],
    ['data:\n  pass: hunter2\n  hunter2\n', 'a colon is missing'],
    ['data:\n\tpass: hunter2', 'a tab cannot indent a line'],
    ['data: {pass: "hunter2" other: x}', 'a comma'],
    ['data:\n  pass: hunter2\n other: x', 'the keys of a map must all begin in the same column'],
    ['data: hunter2: x', 'a map begins where only a scalar is allowed'],
    ['data: {pass: hunter2}}', 'this character is not allowed here'],
    ['data: ]hunter2', 'this character is not allowed here'],
    ['data: "\\hunter2"', 'YAML has no such escape'],
    ['data: @hunter2', 'text that begins with this character needs quotes'],
  ])('%s', (text, words) => {
    const said = saidOf(`${head}${text}`);
    expect(said).toContain(words);
    expect(said).not.toContain('hunter');
  });

  test('also where the kind is not known yet, and where it is all of the text', () => {
    expect(saidOf('apiVersion: v1\nkind:\ndata: [hunter2')).toMatch(
      /^a list that begins with \[ is not closed: add \]/,
    );
    expect(saidOf('[false')).toBe('a list that begins with [ is not closed: add ]');
    expect(saidOf('{"kind": "x", "items": [')).toMatch(
      /^a (?:list|map) that begins with [[{] is not closed: add [\]}]/,
    );
  });

  test('each of the parser’s messages that quotes the text is told by its code', () => {
    const folder = join(import.meta.dirname, '../../../node_modules/yaml/dist');
    const sources = ['compose', 'parse', 'doc'].flatMap((part) =>
      readdirSync(join(folder, part)).map((file) => readFileSync(join(folder, part, file), 'utf8')),
    );
    const quoting = sources.flatMap(
      (text) => text.match(/`[A-Z][^`]*\$\{(?:source|token\.source|raw|tagName|name|String\([^}]*)\}[^`]*`/g) ?? [],
    );
    expect(quoting.length).toBeGreaterThan(4);
    for (const pattern of quoting) {
      const message = pattern.slice(1, -1).replaceAll(/\$\{[^}]*\}/g, 'hunter2');
      expect(yamlProblemWords({ code: 'UNEXPECTED_TOKEN', message })).not.toContain('hunter');
    }
  });
});

test.each([
  ['to the end of the file', 'image: "nginx\nenv:\n  - name: A\n', [4, 8]],
  ['in brackets', 'image: nginx\nargs: [a, "b]\nenv: x\n', [5, 11]],
  ['in a second document', `image: nginx\n---\nkind: Pod\nname: 'a\nother: b\n`, [7, 7]],
])('a quote that is not closed is told where it opens: %s', (_, text, [line, column]) => {
  const [problem] = parseManifest(`apiVersion: v1\nkind: Pod\n# a comment\n${text}`).problems;
  expect(problem?.message).toMatch(/^the text that begins with ["'] is not closed: add ["']/);
  expect(problem).toMatchObject({ line, column });
});

describe('a document that holds no Secret keeps its words, though it refers to one', () => {
  const deployment = (env: string) =>
    `apiVersion: apps/v1\nkind: Deployment\nspec:\n  replicas: {{ .Values.replicas }}\n  env: ${env}\n  env: []\n`;
  test.each(['[{valueFrom: {secretKeyRef: {name: a, key: b}}}]', '[]', '{secretName: a}'])('%s', (env) => {
    expect(saidOf(deployment(env))).toBe('the key "env" is here twice; kubectl uses the last one');
  });
  test.each([
    ['a Secret before', 'kind: Secret\nkind: ConfigMap\ndata: {a: b}\ndata: {c: d}\n'],
    ['a Secret', 'kind: Secret\ndata: {a: b}\ndata: {c: d}\n'],
    ['no kind', 'data: {a: b}\ndata: {c: d}\n'],
    ['a hidden Secret', 'kind: Pod\nspec: [{kind: Secret, data: {a: b}}]\nspec: {}\n'],
  ])('but not one that holds %s', (_, text) => {
    for (const said of parseManifest(`apiVersion: v1\n${text}`).problems)
      expect(said.message).toBe('this key is here twice; kubectl uses the last one');
  });
});
