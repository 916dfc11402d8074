import { expect, test } from 'vitest';
import { lettersAsText } from '../../../src/core/manifest/lettersAsText';
import { parseManifest } from '../../../src/core/manifest/parseManifest';

// As PyYAML 6.0 reads them, with which the recordings were sent.
test.each([
  ['y', 'y'],
  ['3e9', '3e9'],
  ['100E6', '100E6'],
  ['1.5e3', '1.5e3'],
  ['1.5e+3', 1500],
  ['"3e9"', '3e9'],
  ['12', 12],
  ['true', true],
])('%s', (written, read) => {
  const text = `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {value: ${written}}\n`;
  const [object] = parseManifest(text).objects;
  expect(lettersAsText(object!, text)).toMatchObject({ spec: { value: read } });
});
