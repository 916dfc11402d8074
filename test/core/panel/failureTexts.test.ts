import { expect, test } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { failureText } from '../../../src/core/panel/failureTexts';

/** The names of the page's views, as they register themselves or stand in a place that is registered. */
const names = readdirSync('src/webview', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(`src/webview/${file}`, 'utf8'))
  .filter((text) => /registerView\(|: Omit<PageView/.test(text))
  .flatMap((text) => [...text.matchAll(/^ {2}name: '(\w+)',$/gm)].map(([, name = '']) => name));

test('each view of the page has words for where it fails', () => {
  expect(new Set(names).size).toBeGreaterThan(25);
  for (const name of [...names, 'state', 'views', 'export', 'page', 'host'])
    expect(failureText(`${name} Start of nginx`), name).not.toContain(`“${name}”`);
  expect(failureText('diagram Start of nginx')).toBe('The diagram of “Start of nginx” cannot be drawn');
});

test('of what is no part of the page, the name is said', () => {
  for (const name of ['toString', 'something', '']) expect(failureText(name)).toBe(`“${name}” cannot be drawn`);
});
