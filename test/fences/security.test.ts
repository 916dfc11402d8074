import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8').replace(/<!--[^]*?-->/g, '');
/** The list's entries, each in one line. */
const promises = page
  .split(/\n(?=- |\n|#)/)
  .filter((part) => part.startsWith('- '))
  .map((part) => part.replace(/\s+/g, ' '));
const testsOf = (promise: string) =>
  [...promise.matchAll(/`(test\/[^`]+)`: “((?:[^“”]|“[^”]*”)+)”/g)].map(([, file = '', name = '']) => ({ file, name }));

test('each line of SECURITY.md names the tests that hold it, and they are there', () => {
  expect(promises.length).toBeGreaterThan(15);
  expect(promises.filter((promise) => testsOf(promise).length === 0)).toEqual([]);
  const missing = promises.flatMap(testsOf).filter(({ file, name }) => {
    const path = join(root, file);
    return !existsSync(path) || !readFileSync(path, 'utf8').replaceAll("\\'", "'").includes(name);
  });
  expect(missing).toEqual([]);
});
