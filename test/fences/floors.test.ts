import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { circles, floors, unnamed, upward, type Import } from './floors';
import { importsOf, isSource } from './importsOf';

const root = fileURLToPath(new URL('../..', import.meta.url));

const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => `src/${name.replaceAll('\\', '/')}`)
  .filter(isSource);
const { imports: found, wrong } = importsOf(
  new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')])),
  (file) => existsSync(join(root, file)),
);

test('every import of src leads to a file', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(wrong).toEqual([]);
});

test('every file of src stands on a floor', () => {
  expect(unnamed(files)).toEqual([]);
});

test('a file imports only what stands on its own floor or below', () => {
  expect(found.length).toBeGreaterThan(2000);
  expect(upward(found)).toEqual([]);
});

test('no file of src is in a circle of imports', () => {
  expect(circles(found).map((way) => way.join(' → '))).toEqual([]);
});

test('every floor has files', () => {
  const folders = new Set(files.map((file) => posix.dirname(file)));
  expect(floors.filter(([folder]) => ![...folders].some((each) => `${each}/`.startsWith(`${folder}/`)))).toEqual([]);
});

test.each(floors.slice(0, -1).map(([folder], i) => [floors[i + 1]![0], folder]))(
  'the fence sees it when %s imports %s',
  (lower, upper) => {
    expect(upward([[`${lower}/one.ts`, `${upper}/two.ts`]])).toEqual([
      expect.stringMatching(/which stands above it.*hand in what is needed as a parameter/),
    ]);
    expect(upward([[`${upper}/one.ts`, `${lower}/two.ts`]])).toEqual([]);
  },
);

test('the fence sees a circle of two and of three', () => {
  const way: Import[] = [['a/a', 'a/b'], ['a/b', 'a/c'], ['a/c', 'a/a'], ['a/c', 'a/d'], ['a/d', 'a/c']]; // prettier-ignore
  expect(circles(way)).toEqual([
    ['a/a', 'a/b', 'a/c', 'a/a'],
    ['a/c', 'a/d', 'a/c'],
  ]);
});

describe('the fence sees an import however it is written', () => {
  const below = 'src/core/trace/one.ts';
  const story = 'src/core/story/story.ts';

  /** What is said of a file below the story, in a house of both. */
  const said = (text: string, from = below, to = story): string[] => {
    const house = new Map([
      [from, text],
      [to, 'export const x = 1;'],
    ]);
    const { imports, wrong: lost } = importsOf(house, (file) => file === 'src/core/trace/one.css');
    return [...lost, ...upward(imports)];
  };

  test.each([
    "import { x } from '../story/story';",
    "import type { x } from '../story/story';",
    "import '../story/story';",
    "export { x } from '../story/story';",
    "export * from '../story/story';",
    "export type * as all from '../story/story';",
    "import story = require('../story/story');",
    "import { x } from '../story/story.js';",
    "import { x } from '../story/story.ts';",
    "type X = import('../story/story').X;",
    "type X = typeof import('../story/story');",
    "const load = (): Promise<typeof import('../story/story.js')> => other();",
    "void import('../story/story');",
    'void import(`../story/story`);',
    "const { x } = require('../story/story');",
    "declare module '../story/story' { interface X {} }",
    "/// <reference path='../story/story.ts' />",
  ])('%s', (text) => {
    expect(said(text)).toEqual([expect.stringMatching(/^src\/core\/trace\/one.ts imports .*which stands above it/)]);
  });

  test.each([
    ['src/core/story/index.ts', "import { x } from '../story';"],
    ['src/core/story/index.tsx', "import { x } from '../story/';"],
    ['src/core/story/story.tsx', "import { x } from '../story/story';"],
    ['src/core/story/story.tsx', "import { x } from '../story/story.jsx';"],
    ['src/core/story/story.mts', "import { x } from '../story/story.mjs';"],
    ['src/core/story/story.d.mts', "import { x } from '../story/story.mjs';"],
    ['src/core/story/story.cts', "import { x } from '../story/story.cjs';"],
    ['src/core/story/story.d.ts', "import { x } from '../story/story';"],
    ['src/core/story/story.mjs', "import { x } from '../story/story.mjs';"],
  ])('%s by %s', (to, text) => {
    expect(said(text, below, to)).toEqual([expect.stringMatching(/which stands above it/)]);
  });

  test.each(['one.mts', 'one.cts', 'one.tsx', 'one.d.ts', 'one.mjs', 'one.js'])('in %s', (name) => {
    expect(isSource(name)).toBe(true);
    expect(said("export { x } from '../story/story';", `src/core/trace/${name}`)).toEqual([
      expect.stringMatching(/which stands above it/),
    ]);
  });

  test.each([
    "import { x } from '../story/tale';",
    "import { x } from '../story/tale.js';",
    "import { x } from '../story';",
    "import { x } from '/src/core/story/story';",
    "import { x } from '#story';",
    "import './two.css';",
    "type X = import('../story/tale').X;",
  ])('what leads nowhere fails: %s', (text) => {
    expect(said(text)).toEqual([expect.stringMatching(/imports \S+, which is no file: write the path/)]);
  });

  test.each(['void import(name);', 'void import(`../${name}/story`);', 'require(name);'])(
    'what is computed fails: %s',
    (text) => {
      expect(said(text)).toEqual([expect.stringMatching(/imports what it computes: write the module as a text/)]);
    },
  );

  test.each([
    "import './one.css';",
    "import { parse } from 'yaml';",
    "const text = '../story/story';",
    "other('../story/story');",
  ])('what is none, or is allowed, does not: %s', (text) => {
    expect(said(text)).toEqual([]);
  });
});

test.each(['src/core/tale/tale.ts', 'src/core/explain/tale.ts', 'src/core/cluster/kubelet/sync/tale/tale.ts'])(
  'the fence asks for the floor of a new folder of the core: %s',
  (file) => {
    const words = `${file} is on no floor: name its folder in test/fences/floors.ts`;
    expect(unnamed([file])).toEqual([words]);
    expect(() => upward([[file, 'src/core/path.ts']])).toThrow(words);
  },
);

test('a new folder of another room belongs to the room', () => {
  expect(unnamed(['src/host/tale/tale.ts', 'src/core/story/tale.ts'])).toEqual([]);
  expect(upward([['src/host/tale/tale.ts', 'src/host/commands/start.ts']])).toHaveLength(1);
});
