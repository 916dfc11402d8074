import { describe, expect, it } from 'vitest';
import { documentSlices } from '../../../src/core/manifest/documentSlices';
import { composedDocument, parseManifestDocument } from '../../../src/core/manifest/manifestDocument';
import { plainYaml } from '../../../src/core/manifest/plainYaml';
import { recordings } from '../../recordings/recordings';

// What the quick reader reads and what it leaves alone; test/fuzz/plainYaml.fuzz.test.ts holds that it never disagrees.

const documents = recordings('own').flatMap(({ manifest }) =>
  documentSlices(manifest).map(({ start, end }) => manifest.slice(start, end)),
);

const composed = (text: string) => composedDocument(text, { text, templates: [] });

describe('plainYaml', () => {
  it('reads nearly all real manifests, to the tree of the full parser', () => {
    const read = documents.filter((text) => {
      const root = plainYaml(text);
      if (root) expect(root).toEqual(composed(text).root);
      return root !== undefined;
    });
    expect(read.length / documents.length).toBeGreaterThan(0.95);
  });

  it('reads manifests in JSON', () => {
    for (const text of documents.slice(0, 60)) {
      const value = plainYaml(text)?.value;
      if (value === undefined) continue;
      for (const json of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
        expect(plainYaml(json)).toEqual(composed(json).root);
        expect(plainYaml(json)?.value).toEqual(value);
      }
    }
  });

  it.each([
    ['lines that end with CRLF', 'a: b\r\nc:\r\n- d # e\r\n- f: g\r\n'],
    ['a literal block that the text ends in', 'a: |\n  b\n  c'],
    ['a kept literal block with blank lines', 'a: |+\n  b\n\n\nc: d\n'],
    ['blank lines behind a literal block', 'a: |\n  b\n\n \nc: d\n'],
    ['a comment behind a bar', 'a: | # c\n  b\n'],
    ['tabs in quotes, comments and literal blocks', 'a: "b\tc" #\td\ne: |\n  f\tg\n'],
    ['colons without a blank behind them', 'a: ::1\nb: c:d\n'],
    ['a flow collection over several lines', 'a: {b: [c,\n   d], "e":f,\n   }\ng: h\n'],
    ['keys as JSON names them', '8080: a\non: b\n"c d": e\n'],
    ['a key that every object inherits', '__proto__: {a: b}\nconstructor: c\n'],
  ])('reads %s', (_, text) => {
    const root = plainYaml(text);
    expect(root).toBeDefined();
    const { root: other, problems } = composed(text);
    expect(problems).toEqual([]);
    expect(root).toEqual(other);
  });

  it.each([
    ['a lone carriage return behind a key', 'a:\r\nb:\rc: d\n'],
    ['a lone carriage return in a flow map', '{"a":1,\r"b":2}'],
    ['a lone carriage return behind quotes', 'a: "b"\r'],
    ['a dash in brackets', 'a: [-]\n'],
    ['a dash before a comma', '[-, a]'],
    ['a comment right behind a bar', 'a: |#c\n  b\n'],
    ['a bar at the end of the text', 'a: |'],
    ['a literal block of blanks alone', 'a: |\n  \n'],
    ['an indentation indicator', 'a: |2\n   b\n'],
    ['a folded block', 'a: >\n  b\n'],
    ['a tab where a line begins', 'a:\n\tb: c\n'],
    ['a byte order mark', '\uFEFFa: b\n'],
    ['a control character', 'a: b\u0000\n'],
    ['the end of a document in brackets', '[a,\n...\n]'],
    ['an anchor', 'a: &b c\n'],
    ['a tag', 'a: !!str 1\n'],
    ['a merge key', '<<: {a: b}\n'],
    ['a key that stands twice', 'a: b\na: c\n'],
    ['a key that stands twice as JSON names it', 'on: b\ntrue: c\n'],
    ['a key of more than 1,000 characters', `${'a'.repeat(1025)}: b\n`],
    ['a scalar over several lines', 'a: b\n  c\n'],
    ['a value that is a map on the same line', 'a: b: c\n'],
    ['a quote that is not closed', 'a: "b\n'],
    ['an escape that JSON does not have', 'a: "\\x41"\n'],
    ['a scalar alone', 'a\n'],
    ['nothing', '# a\n'],
  ])('leaves %s to the full parser', (_, text) => {
    expect(plainYaml(text)).toBeUndefined();
    expect(parseManifestDocument(text)).toEqual(composed(text));
  });
});
