import type { Random } from '../../src/core/random';
import { pick } from './mutations';

// Texts about the border between the YAML that core/manifest/plainYaml.ts reads and the one that it leaves alone.

/** What means something in YAML, or stands where it might. */
// prettier-ignore
const bits = [
  '\n', '\n', '\n\n', '\r\n', '\r', '\t', ' ', '  ', '   \n', '- ', '-', '? ', '?', ': ', ':', '#', ' #', '# c\n', '"', "'", "''",
  '\\', '\\"', '\\u0041', '\\x41', '\\/', '{', '}', '[', ']', ',', '[-]', '[?]', '[:]', '{a: b}', '[a: b]', '|', '>', '|#c', '| #c\n',
  '|\n', '|-\n', '|+\n', '|2\n', '>-\n', '&a ', '*a', '!', '!!str ', '!<a> ', '%', '@', '`', '<<: ', '~', '=', '---', '---\n', '--- ',
  '...', '...\n', '%YAML 1.2\n', 'x: y', '- a: b\n', 'a', '0x1', '1_0', '.5', 'on', 'null', '8080: ', 'a: |', '__proto__: 1\n',
  '\0', '\u0002', '\u0018', '\u001b', '\u001f', '\u007f', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff', '\ufffd', '\ud800', '\u{1f600}', 'é',
  '\ue000', '\ue001', '\ue002', '\ue003',
];

/** Any character of YAML 1.2 (`c-printable`), sometimes one that is none of it. */
function character(random: Random): string {
  switch (random.int(8)) {
    case 0:
      return pick(random, ['\t', '\n', '\r', '\u0085', '\ufeff']);
    case 1:
      return String.fromCodePoint(random.int(0x20));
    case 2:
      return String.fromCodePoint(0xa0 + random.int(0xd7ff - 0xa0));
    case 3:
      return String.fromCodePoint(0xe000 + random.int(0xfffe - 0xe000));
    case 4:
      return String.fromCodePoint(0x10000 + random.int(0x100000));
    default:
      return String.fromCodePoint(0x20 + random.int(0x5f));
  }
}

/** The text with so many bits or characters put in, the first perhaps in place of some that stood there. */
export function broken(text: string, times: number, random: Random): string {
  let result = text;
  for (let left = times; left > 0; left--) {
    const at = random.int(result.length + 1);
    const what = random.int(4) === 0 ? character(random) : pick(random, bits);
    result =
      random.int(8) === 0
        ? result.slice(0, at)
        : result.slice(0, at) + what + result.slice(at + (random.int(2) === 0 ? 0 : random.int(4)));
  }
  return result;
}

/** Characters and bits in any order, some of them behind a key. */
export function ofCharacters(random: Random): string {
  const count = 1 + random.int(12);
  const parts = Array.from({ length: count }, () => (random.int(2) === 0 ? character(random) : pick(random, bits)));
  return (
    pick(random, ['', '', 'a: ', 'a:\n  ', '- ', '- a: ', '[', '{a: ', 'a: |\n  b', 'a: "', "a: '"]) + parts.join('')
  );
}

// prettier-ignore
const keys = [
  'a', 'b', 'c', 'name', 'a.b/c-d', '8080', '0x10', 'on', 'null', '.5', '"a"', "'b'", '"a b"', "'a: b'", '""', '__proto__', 'constructor',
];
// prettier-ignore
const oddKeys = [
  '"a\\"b"', "'a''b'", '<<', '? a', '&x a', '!!str a', '*x', 'a b', '-a', '?a', ':a', 'é', '[a]', '{a: b}', '~', '', '"a', 'a"b', 'a'.repeat(1024), `"${'b'.repeat(1030)}"`,
];
// prettier-ignore
const scalars = [
  'a', 'b c', 'a  b', '1', '-1', '1.5', '0644', 'true', 'no', 'null', '~', 'a,b', 'a[0]', 'a{b}', 'a:b', 'a#b', 'registry.example/a:1.2', '--flag=1', '-a',
  '$(A)', '/a/b', './a', '.a', '<a>', '=', '+1', '100Mi', '2026-01-01', 'é', '\u{1f600}', '"a"', "'b'", '"a: b #c"', "'it''s'", '"a\\n\\u00e9\\/"', '""', "''",
  '"a\tb"', "'\\'", 'a # c', 'a #', '"a" # c', "'b'   ", 'a   ',
];
// prettier-ignore
const oddScalars = [
  '- a', '-', '?', ':', ': a', ':a', '::', '? a', 'a: b', 'a:', '"a": b', '"a" b', '"a"b', "'a'b'", '"a', "'a", '*x', '&x a', '&x', '!!str a', '!a', '!!int 1', '%a', '@a', '`a',
  '#', '#a', 'a\t', 'a\tb', '\ta', 'a\t#c', '"a"\t# c', '---', '--- a', '...', '... a', '| a', '|', '>', '}', ']', ',', ', a', '"\\x41"', '"\\_"', '"\\q"', '"a\\', '"a"#c',
  '{{ a }}', '[-]', '[?]', '[:]', '[a: b]', '[,]', '{a}', '{a:b}', '{"a":b}', '{a: }', '{? a: b}', '[a b, c]', '[a]: b', '{a: b}: c', '[a', '{a: b', '[a]]', '[a] b', '[a]#c', '\u0085', 'a\u0085b', 'a\u2028b', '\ufeffa',
];
const headers = [
  '|',
  '|-',
  '|+',
  '|',
  '|-',
  '|+',
  '| # c',
  '|-   ',
  '>',
  '>-',
  '|2',
  '|1-',
  '|-1',
  '|#c',
  '|x',
  '|--',
  '|\t',
  '|+ #',
  '| a',
];
const words = ['a', 'a: b', '- a', '# c', 'a\tb', '\ta', '"', '---', '...', '{', 'a ', 'é', '%a', '|', ''];

/** One of the usual, or now and then an odd one. */
function one(random: Random, usual: readonly string[], odd: readonly string[]): string {
  return random.int(20) === 0 ? pick(random, odd) : pick(random, usual);
}

/** A block as manifests have it or nearly so, its first line without its indent. */
function block(random: Random, indent: number, depth: number): string {
  const kind = random.int(20);
  const lines = Array.from({ length: 1 + random.int(3) }, () =>
    kind < 13
      ? `${one(random, keys, oddKeys)}:${value(random, indent, depth, false)}`
      : `-${value(random, indent, depth, true)}`,
  );
  return lines.reduce((text, line) => `${text}${between(random)}${' '.repeat(off(random, indent))}${line}`);
}

/** An indent, seldom another one. */
function off(random: Random, indent: number): number {
  return Math.max(0, random.int(40) === 0 ? indent - 1 + random.int(3) : indent);
}

/** The line's end, perhaps with blank lines and comments behind it. */
function between(random: Random): string {
  const more = random.int(8);
  if (more > 1) return '\n';
  return more === 0 ? `\n${' '.repeat(random.int(5))}\n` : `\n${' '.repeat(random.int(5))}# c\n`;
}

function value(random: Random, indent: number, depth: number, isItem: boolean): string {
  const gap = ' '.repeat(random.int(12) === 0 ? random.int(4) : 1);
  switch (depth > 3 ? 5 + random.int(6) : random.int(11)) {
    case 0:
    case 1:
    case 2: {
      const deeper = off(random, indent + (isItem ? 2 : random.int(4)));
      return `${pick(random, ['', '', ' ', ' # c', '#c'])}${between(random)}${' '.repeat(deeper)}${block(random, deeper, depth + 1)}`;
    }
    case 3:
    case 4:
      return isItem ? gap + block(random, indent + 1 + gap.length, depth + 1) : gap + flow(random, indent, depth + 1);
    case 5:
      return gap + literal(random, indent);
    case 6:
      return gap + flow(random, indent, depth + 1);
    case 7:
      return pick(random, [
        '',
        ' ',
        ' # c',
        ` ${pick(random, scalars)}\n${' '.repeat(indent + 2)}${pick(random, scalars)}`,
      ]);
    default:
      return gap + one(random, scalars, oddScalars);
  }
}

function literal(random: Random, indent: number): string {
  const inner = off(random, indent + 1 + random.int(2));
  const lines = Array.from({ length: random.int(5) }, () => {
    const word = pick(random, words);
    return ' '.repeat(word === '' ? random.int(inner + 2) : off(random, inner) + (random.int(5) === 0 ? 2 : 0)) + word;
  });
  return [pick(random, headers), ...lines].join('\n');
}

function flow(random: Random, indent: number, depth: number): string {
  const isMap = random.int(2) === 0;
  const blank = (): string =>
    random.int(9) === 0 ? `\n${' '.repeat(off(random, indent + random.int(3)))}` : random.int(2) === 0 ? ' ' : '';
  const inner = (): string =>
    depth < 5 && random.int(3) === 0 ? flow(random, indent, depth + 1) : one(random, scalars, oddScalars);
  const entries = Array.from({ length: random.int(4) }, () => {
    if (!isMap) return inner();
    const key = one(random, keys, oddKeys);
    return `${key}${random.int(20) === 0 ? ' ' : ''}:${random.int(9) === 0 ? '' : ' '}${blank()}${inner()}`;
  });
  const inside = entries.map((entry) => blank() + entry + blank()).join(',') + (random.int(9) === 0 ? ',' : '');
  return isMap ? `{${inside}${blank()}}` : `[${inside}${blank()}]`;
}

/** A text made by the rules of plain YAML, some of which are now and then broken. */
export function nearlyPlain(random: Random): string {
  const body = random.int(8) === 0 ? flow(random, -1, 0) : block(random, 0, 0);
  const text =
    pick(random, ['', '', '', '\n', '# c\n', ' ', '  \n']) +
    body +
    pick(random, ['\n', '\n', '\n', '', ' ', '\n\n', '\n# c', '\n  ']);
  const ended = random.int(8) === 0 ? text.replaceAll('\n', pick(random, ['\r\n', '\r\n', '\r'])) : text;
  return random.int(4) === 0 ? broken(ended, 1, random) : ended;
}
