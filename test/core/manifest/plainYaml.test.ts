import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { documentSlices } from '../../../src/core/manifest/documentSlices';
import { plainYaml } from '../../../src/core/manifest/plainYaml';
import type { SourceNode } from '../../../src/core/manifest/sourceNode';
import { sourceTree } from '../../../src/core/manifest/sourceTree';
import { seededRandom } from '../../../src/core/random';
import { recordings } from '../../recordings/recordings';

const documents = recordings('own').flatMap(({ manifest }) =>
  documentSlices(manifest).map(({ start, end }) => manifest.slice(start, end)),
);

/** A tree with all its places, as data. */
function placed(node: SourceNode | undefined): unknown {
  if (!node) return undefined;
  const { start, end, key, entries, items, value } = node;
  if (entries) return { start, end, key, entries: [...entries].map(([name, entry]) => [name, placed(entry)]) };
  return items ? { start, end, key, items: items.map(placed) } : { start, end, key, value };
}

/** What the full parser makes of a text, if it finds nothing wrong. */
function byFullParser(text: string): unknown {
  const document = parseDocument(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const { root, problems } = sourceTree(document, []);
  return document.errors.length + problems.length > 0 ? 'wrong' : placed(root);
}

describe('plainYaml', () => {
  it('reads nearly all real manifests, to the tree of the full parser', () => {
    const read = documents.filter((text) => {
      const root = plainYaml(text);
      if (root) expect(placed(root)).toEqual(byFullParser(text));
      return root !== undefined;
    });
    expect(read.length / documents.length).toBeGreaterThan(0.9);
  });

  it('reads manifests in JSON', () => {
    for (const text of documents.slice(0, 60)) {
      const value = plainYaml(text)?.value;
      if (value === undefined) continue;
      for (const json of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
        expect(placed(plainYaml(json))).toEqual(byFullParser(json));
        expect(plainYaml(json)?.value).toEqual(value);
      }
    }
  });

  it('leaves to the full parser whatever that reads in another way, however a text is broken', () => {
    const random = seededRandom(7);
    const bits = [
      '\n',
      '  ',
      ' ',
      '- ',
      ': ',
      '#',
      ' #',
      '"',
      "'",
      '{',
      '}',
      '[',
      ']',
      ',',
      '|',
      '|-\n',
      'x: y',
      '\t',
      '&a ',
      '*a',
    ];
    bits.push('\r\n', '- a: b\n', '? ', '!', '>', '0x1', '~', '\n\n', '   \n', '\\', '<<: ', '---', '...');
    const pick = <T>(list: readonly T[]): T => list[random.int(list.length)]!;
    for (let i = 0; i < 6000; i++) {
      let text = pick(documents).slice(0, 1200);
      for (let changes = random.int(4); changes >= 0; changes--) {
        const at = random.int(text.length + 1);
        text =
          random.int(4) === 0 ? text.slice(0, at) : text.slice(0, at) + pick(bits) + text.slice(at + random.int(4));
      }
      const root = plainYaml(text);
      if (root && JSON.stringify(placed(root)) !== JSON.stringify(byFullParser(text))) {
        expect({ text, tree: placed(root) }).toEqual({ text, tree: byFullParser(text) });
      }
    }
  });
});
