import { expect, test } from 'vitest';
import { fieldLinks } from '../../src/webview/details/fieldLinks';
import { fieldRows, type FieldRow } from '../../src/webview/details/fieldRows';

const open = (rows: readonly FieldRow[]): string[] =>
  rows.flatMap((row) => [...(row.isOpen ? [row.path] : []), ...open(row.children)]);
const byHand =
  (folded: Readonly<Record<string, boolean>> = {}) =>
  (path: string): boolean | undefined =>
    new Map(Object.entries(folded)).get(path);
const many = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`f${i}`, i]));

test('entries that have a name are called by it, and are folded: their line says enough', () => {
  const [envs] = fieldRows({ envs: [{ key: 'PORT', value: '80' }, { value: 'x' }] }, 100, byHand());
  expect(envs!.children.map(({ path, isOpen }) => [path, isOpen])).toEqual([
    ['envs[PORT]', false],
    ['envs[1]', true],
  ]);
});

test('as many rows as there is room for are open, and what was opened or closed by hand changes nothing of the others', () => {
  const value = { a: many, b: many, c: many };
  expect(open(fieldRows(value, 70, byHand()))).toEqual(['a', 'b']);
  expect(open(fieldRows(value, 70, byHand({ a: false })))).toEqual(['b']);
  expect(open(fieldRows(value, 70, byHand({ c: true })))).toEqual(['a', 'b', 'c']);
});

test('what is opened by hand shows what is inside, however little room is left', () => {
  const rows = fieldRows({ a: { inside: many, more: { x: 1 } } }, 0, byHand({ a: true }));
  expect(open(rows)).toEqual(['a', 'a.inside', 'a.more']);
});

test('a row links to each line once; a folded one to the lines of what it hides, an open one to its own', () => {
  const feeds = (
    [
      ['envs[PASSWORD].key', 10],
      ['envs[PASSWORD].value', 10],
      ['envs[PASSWORD].value', 13],
      ['envs[PASSWORD].value', 14],
      ['envs[PASSWORD_FILE].key', 16],
    ] as const
  ).map(([field, line]) => ({ field, line, lastLine: line, colour: 1, path: `line ${line}`, steps: [] }));
  const lines = (path: string, isOpen: boolean): number[] =>
    fieldLinks(feeds, { path, isOpen }).map(({ line }) => line);
  expect(lines('envs[PASSWORD]', false)).toEqual([10, 13, 14]);
  expect(lines('envs[PASSWORD]', true)).toEqual([]);
  expect(lines('envs[PASSWORD].value', true)).toEqual([10, 13, 14]);
  expect(lines('envs', false)).toEqual([10, 13, 14]);
  expect(lines('env', false)).toEqual([]);
  expect(lines('envs[PASSWORD_FILE]', false)).toEqual([16]);
});
