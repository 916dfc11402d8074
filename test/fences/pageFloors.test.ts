import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

/** The folders of the page and of the host from top to bottom; each imports only what stands below it. */
const floors: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'src/webview': [
    [''], // main, and the list of the views that come later
    ['shell'], // where the views stand
    ['assumed', 'details', 'diagram', 'head', 'outcome', 'pods', 'timeline'], // a view knows no other one
    ['export'],
    ['page'], // the state, and what all views have in common
    ['parts'],
  ],
  'src/host': [
    ['cluster', 'commands'],
    ['panel', 'requests'],
    [''], // hovers, hints and lenses, and what the host knows of documents
    ['shown'],
  ],
};

function sources(folder: string): string[] {
  const all = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return all.filter((file) => /(?<!\.d)\.tsx?$/.test(file));
}

/** The files of the same folder that one imports, types too. */
function imported(folder: string, file: string): string[] {
  const text = readFileSync(join(root, folder, file), 'utf8');
  return [...text.matchAll(/(?:from |import |import\()'(\.[^']*)'/g)].flatMap(([, path = '']) => {
    const found = join(dirname(file), path);
    return [`${found}.ts`, `${found}.tsx`].filter((name) => existsSync(join(root, folder, name)));
  });
}

test.each(Object.entries(floors))(
  'in %s each folder imports only folders below it: what two of them need lies below both',
  (folder, table) => {
    const floorOf = (file: string): number => table.findIndex((rooms) => rooms.includes(roomOf(file)));
    const files = sources(folder);
    expect(files.filter((file) => floorOf(file) < 0)).toEqual([]);
    const upward = files.flatMap((file) =>
      imported(folder, file)
        .filter((other) => !other.startsWith('..'))
        .filter((other) => roomOf(other) !== roomOf(file) && floorOf(other) <= floorOf(file))
        .map((other) => `${file} imports ${other}`),
    );
    expect(upward).toEqual([]);
  },
);

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
