import { expect, test } from 'vitest';
import { fixesAt } from '../../../../src/core/explain/fixes/fixesAt';
import { manifestHints } from '../../../../src/core/explain/hints/manifestHints';
import { parseManifest } from '../../../../src/core/manifest/parseManifest';

const pod = (resources: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: app, image: x, resources: ${resources}}]}\n`;

test.each([
  ['a limit of less than a byte', pod('{limits: {memory: 256m}}')],
  ['a limit of less than a byte below its request', pod('{limits: {memory: 256m}, requests: {memory: 128Mi}}')],
  ['storage, too', pod('{limits: {ephemeral-storage: 1m}, requests: {ephemeral-storage: 1Gi}}')],
  ['a kind in small letters', 'apiVersion: v1\nkind: configmap\nmetadata: {name: a}\n'],
  ['a misspelt kind', 'apiVersion: apps/v1\nkind: Deploymnet\nmetadata: {name: a}\n'],
])('what has a fix has a hint of the same name at the same place: %s', (_, text) => {
  const manifest = parseManifest(text);
  const fixes = fixesAt(manifest, { start: 0, end: text.length });
  expect(fixes).toHaveLength(1);
  const hints = manifestHints(manifest).map(({ code, range }) => [code, text.slice(range.start, range.end)]);
  for (const { code, at } of fixes) expect(hints).toContainEqual([code, text.slice(at.start, at.end)]);
});

test('a limit of processors in thousandths is no mistake of its own', () => {
  const hints = manifestHints(parseManifest(pod('{limits: {cpu: 100m}, requests: {cpu: 1}}')));
  expect(hints.map(({ code }) => code)).toEqual(['invalid-value']);
});
