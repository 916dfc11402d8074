import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageTexts } from '../extensionManifest';

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  contributes: Record<string, unknown>;
};

/** What people read there; what a language model is told is the same in every language. */
const read =
  /^(?:title|shortTitle|label|description|(?:markdown|user)?[dD]escription|markdownDeprecationMessage|displayName|altText|(?:markdown)?[eE]numDescriptions)$/;

function textsIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return read.test(key) ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((entry) => textsIn(entry, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, entry]) => (name === 'inputSchema' ? [] : textsIn(entry, name)));
}

test('what people read of package.json stands in package.nls.json, and nothing else', () => {
  const texts = textsIn(manifest.contributes);
  expect(texts.filter((text) => !/^%[^%]+%$/.test(text))).toEqual([]);
  expect(Object.keys(packageTexts).toSorted()).toEqual([...new Set(texts.map((text) => text.slice(1, -1)))].toSorted());
});
