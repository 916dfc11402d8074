import { parseManifest } from '../../src/core/manifest/parseManifest';
import type { Path } from '../../src/core/path';
import type { Random } from '../../src/core/random';
import { changed } from '../attacks/changed';
import { hostileKeys, wrongValues } from '../attacks/wrongValues';

/** What YAML, templates, Markdown, shells and numbers have that a reader may stumble on. */
// prettier-ignore
const tokens = [
  ...hostileKeys,
  '{{ .Values.x }}', '{{- if a }}', '{{', '}}', '$(A)', '$(', '$$', '${x}', '%s', '\\', '\\n', '"', "'", '`',
  '&a ', '*a', '<<: *a', '!!binary ', '!!str ', '? ', '- ', ': ', '|', '>-', '# ', '---\n', '...\n', '%YAML 1.1\n',
  '[', ']', '{', '}', ',', '[x](command:y)', '![x](https://y.example/z.png)', '<b>', '$(icon)', '-- ', '; rm x',
  '\u0000', '\u001b[2J', '\u202e', '\u2028', '\ufeff', '\ud800', '😀', '\r', '\t', '\r\n', '\u00a0', 'é',
  '1e308', '-1', '0', '99999999999999999999', '0x1F', '0b1', '1_000', '.5', '1e-400', '5x', '1Gi', 'null', '~', 'yes',
  'Pod', 'Secret', 'List', 'kind: Pod', 'apiVersion: v1', 'a'.repeat(300), '/'.repeat(80), 'a.'.repeat(200),
] as const;

export function pick<T>(random: Random, list: readonly T[]): T {
  return list[random.int(list.length)] as T;
}

type Mutation = (text: string, random: Random) => string;

const splice = (text: string, start: number, end: number, to: string): string =>
  text.slice(0, start) + to + text.slice(end);

function slice(text: string, random: Random): [start: number, end: number] {
  const start = random.int(text.length + 1);
  return [start, Math.min(text.length, start + random.int(40))];
}

/** Changes one of the lines, of which there is always one. */
const ofLine =
  (change: (line: string, random: Random, lines: readonly string[]) => string[]): Mutation =>
  (text, random) => {
    const lines = text.split('\n');
    const i = random.int(lines.length);
    return [...lines.slice(0, i), ...change(lines[i] ?? '', random, lines), ...lines.slice(i + 1)].join('\n');
  };

/** Replaces one of the words. */
const ofWord =
  (change: (word: string, random: Random, words: readonly string[]) => string): Mutation =>
  (text, random) => {
    const words = [...text.matchAll(/[\w./-]+/g)];
    const word = words[random.int(Math.max(1, words.length))];
    if (!word) return text;
    const to = change(word[0], random, words.map(String));
    return splice(text, word.index, word.index + word[0].length, to);
  };

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? (value as unknown[]).map((item, i) => [i, item])
    : Object.entries(value);
  return [path, ...entries.flatMap(([step, entry]) => pathsOf(entry, [...path, step]))];
}

/** A value with something wrong in one place, by its tree. */
export function hurtTree(value: unknown, random: Random): unknown {
  const paths = pathsOf(value).slice(1);
  if (paths.length === 0) return pick(random, wrongValues);
  const path = pick(random, paths);
  const other = pick(random, paths);
  const at = (where: Path): unknown =>
    where.reduce<unknown>((of, step) => (of as Record<string | number, unknown> | undefined)?.[step], value);
  switch (random.int(5)) {
    case 0:
      return changed(value, path, undefined);
    case 1:
      return changed(value, path, at(other));
    case 2:
      return changed(
        value,
        path,
        Array.from({ length: 1 + random.int(5) }, () => at(path)),
      );
    case 3:
      return changed(value, [...path.slice(0, -1), pick(random, hostileKeys)], at(path));
    default:
      return changed(value, path, pick(random, wrongValues));
  }
}

/** The text's objects, one of them hurt, as documents in JSON, which is YAML. */
const byTree: Mutation = (text, random) => {
  const values: unknown[] = parseManifest(text).objects.map((object) => object.value);
  if (values.length === 0) return text;
  const hurt = random.int(values.length);
  return values
    .map((value, i) => JSON.stringify(i === hurt ? hurtTree(value, random) : value, undefined, random.int(3)))
    .join('\n---\n');
};

const mutations: readonly Mutation[] = [
  (text, random) => splice(text, ...slice(text, random), ''),
  (text, random) => {
    const [start, end] = slice(text, random);
    return splice(text, end, end, text.slice(start, end));
  },
  (text, random) => {
    const at = random.int(text.length + 1);
    return splice(text, at, at, pick(random, tokens));
  },
  (text, random) => text.slice(0, random.int(text.length + 1)),
  (text, random) => text.replaceAll('\n', pick(random, ['\r\n', '\r', '\n\n', '\n'])),
  ofLine(() => []),
  ofLine((line) => [line, line]),
  ofLine((line, random) => [`${' '.repeat(random.int(9))}${line.trimStart()}`]),
  ofLine((line, random, lines) => [line, pick(random, lines)]),
  ofLine((line, random) => [line.replace(/:.*/, () => `: ${pick(random, tokens)}`)]),
  ofWord((_, random) => pick(random, tokens)),
  ofWord((_, random, words) => pick(random, words)),
  ofWord((word, random) => pick(random, [`"${word}"`, `'${word}`, `{{ ${word} }}`, `{{ .${word} }}x`, `[${word}]`])),
  byTree,
  byTree,
];

/** The text with one to four things wrong. */
export function hurtText(text: string, random: Random): string {
  let hurt = text;
  for (let left = 1 + random.int(4); left > 0; left--) hurt = pick(random, mutations)(hurt, random);
  return hurt;
}

/** The text with a part of it, or a token, so many times that it has about the length. */
export function grown(text: string, length: number, random: Random): string {
  const repeated = (part: string): string => part.repeat(Math.max(1, Math.floor(length / Math.max(1, part.length))));
  const lines = text.split('\n');
  const first = random.int(lines.length);
  const some = lines.slice(first, first + 1 + random.int(4));
  switch (random.int(5)) {
    case 0:
      return [...lines.slice(0, first), repeated(`${some.join('\n')}\n`), ...lines.slice(first)].join('\n');
    case 1: {
      // Each with a name of its own.
      const part = some.join('\n').replaceAll(/name: *([\w-]+)/g, 'name: $1-N');
      const count = Math.max(1, Math.floor(length / (part.length + 1)));
      const copies = Array.from({ length: count }, (_, i) => part.replaceAll('-N', `-${i}`));
      return [...lines.slice(0, first), ...copies, ...lines.slice(first)].join('\n');
    }
    case 2:
      return repeated(`${text}\n---\n`);
    case 3: {
      const words = [...text.matchAll(/[\w./-]+/g)];
      const { 0: word, index } = words[random.int(Math.max(1, words.length))] ?? { 0: 'a', index: 0 };
      return splice(
        text,
        index,
        index + word.length,
        repeated(random.int(2) === 0 ? word : pick(random, tokens) || 'a'),
      );
    }
    default: {
      const at = random.int(text.length + 1);
      return splice(text, at, at, repeated(pick(random, tokens) || ' '));
    }
  }
}
