import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { endOfFile } from '../../src/cli/endOfFile';
import { readLog, readScenario, readText } from '../../src/cli/readInput';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'read-'));
  file = join(folder, 'app.log');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** It takes no room on a disk that keeps no empty blocks. */
function writeHuge(): void {
  writeFileSync(file, '');
  truncateSync(file, 3 * 1024 ** 3);
  appendFileSync(file, '\nlast but one\nno db\n');
}

test('the end of a log is read, however large it is', () => {
  writeHuge();
  expect(readLog(file)).toBe('last but one\nno db\n');
});

test('a text that no program can hold is refused in words', () => {
  writeHuge();
  expect(() => readText(file)).toThrow(`${file}:1:1: it has more than 500 MiB, the most that is read`);
});

test.each([
  ['UTF-8', (text: string) => Buffer.from(text)],
  ['UTF-16', (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])],
])('whole lines and characters are read, in %s', (_, bytes) => {
  for (const text of ['äöü\nno db ☂\nend', 'xäöü\nno db ☂\nend', 'a\n', 'äöü', '']) {
    writeFileSync(file, bytes(text));
    expect(endOfFile(file, 1000)).toBe(text);
    expect(['no db ☂\nend', 'end', text]).toContain(endOfFile(file, 20));
  }
  writeFileSync(file, bytes(`${'ä'.repeat(50)}\nend\n`));
  expect(endOfFile(file, 21)).toBe('end\n');
});

test('a log that is not there says so', () => {
  expect(() => readLog(join(folder, 'none'))).toThrow('there is no such file');
});

test.each([
  ['{"runtime": 5}', '1:13', 'runtime is a text as a node reports it'],
  ['{"runtime": "x"}', '1:13', 'runtime is a text as a node reports it'],
  ['{\n  "controlPlane": 1.33\n}', '2:19', 'controlPlane is a release as a text'],
  ['{"controlPlane": "auto"}', '1:18', 'controlPlane is a release as a text'],
  ['{"node": {"like": "zzz"}}', '1:10', 'node is an object, of which "like" is '],
])('a scenario %s is refused in words, with the place', (text, place, words) => {
  writeFileSync(file, text);
  expect(() => readScenario(file)).toThrow(`${file}:${place}: a scenario's ${words}`);
});
