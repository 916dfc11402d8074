import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** A view is a folder of its own; these are none. */
const shared = ['', 'export', 'page', 'parts', 'shell'];

function sources(folder: string): string[] {
  const all = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return all.filter((file) => /(?<!\.d)\.tsx?$/.test(file));
}

/** The files of the same folder that one imports, types too. */
function imported(folder: string, file: string): string[] {
  const text = readFileSync(join(root, folder, file), 'utf8');
  return [...text.matchAll(/(?:from |import |import\()'(\.[^']*)'/g)].flatMap(([, path = '']) => {
    const found = join(dirname(file), path);
    const names = found.startsWith('..') ? [] : [`${found}.ts`, `${found}.tsx`];
    return names.filter((name) => existsSync(join(root, folder, name)));
  });
}

test('a view knows no other view: what two of them need lies in page or parts', () => {
  const between = sources('src/webview').flatMap((file) =>
    imported('src/webview', file)
      .filter((other) => [file, other].every((one) => !shared.includes(roomOf(one))) && roomOf(file) !== roomOf(other))
      .map((other) => `${file} imports ${other}`),
  );
  expect(between).toEqual([]);
});

test('each view that comes later is in the list, and registers itself', () => {
  const registering = sources('src/webview').filter((file) =>
    /^registerView\(/m.test(readFileSync(join(root, 'src/webview', file), 'utf8')),
  );
  const listed = ['main.tsx', 'laterViews.ts'].flatMap((list) => imported('src/webview', list));
  expect(registering.length).toBeGreaterThan(10);
  expect(registering.filter((file) => !listed.includes(file))).toEqual([]);
});

function roomOf(file: string): string {
  const [room = '', ...rest] = file.split('/');
  return rest.length === 0 ? '' : room;
}

test('no markup is made of text: a view gives text to elements, and elements to the page', () => {
  const markup =
    /dangerouslySetInnerHTML|\b(?:inner|outer)HTML\b|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment|setHTML|parseHTMLUnsafe|srcdoc|unsafeHTML/i;
  const found = sources('src/webview').filter((file) =>
    markup.test(readFileSync(join(root, 'src/webview', file), 'utf8')),
  );
  expect(found).toEqual([]);
});

test('the page leads to other addresses by one element, which takes those of our own tables', () => {
  const leading = sources('src/webview').filter((file) =>
    /<a[\s>]|\bhref=|['"]a['"]|window\.open|location\.(?:href|assign|replace)/.test(
      readFileSync(join(root, 'src/webview', file), 'utf8'),
    ),
  );
  expect(leading).toEqual(['parts/outsideLink.tsx']);
});
