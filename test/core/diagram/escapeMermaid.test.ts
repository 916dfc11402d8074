import { expect, test } from 'vitest';
import { assert, property, string } from 'fast-check';
import { escapeMermaid } from '../../../src/core/diagram/escapeMermaid';

const decoded = (text: string) => text.replace(/#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

test('no text reaches the grammar with a token of it, and all can be read back', () => {
  assert(
    property(string({ unit: 'grapheme' }), (text) => {
      const escaped = escapeMermaid(text);
      expect(escaped.replace(/#\d+;/g, '')).not.toMatch(/[#;<>&%${}\n\r\\]/);
      expect(escaped).not.toMatch(/^(?:wrap|nowrap|end\b|:)/i);
      if (/^[ -~]*$/.test(text) && text === text.trim()) expect(decoded(escaped)).toBe(text);
    }),
  );
});

test('a text of several lines becomes one', () => {
  expect(escapeMermaid('one\n  two\r\nthree')).toBe('one two three');
});
