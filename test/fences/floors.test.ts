import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Node } from 'typescript/unstable/ast';
import {
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isStringLiteral,
} from 'typescript/unstable/ast/is';
import { API } from 'typescript/unstable/sync';
import { expect, test } from 'vitest';
import { circles, floors, upward, type Import } from './floors';

const root = fileURLToPath(new URL('../..', import.meta.url));
const projects = ['src/core', 'src/kubectl', 'src/host', 'src/host/cluster', 'src/webview', 'src'];

/** What a file imports or exports from, types too, and what it loads later. */
function modulesOf(file: Node): string[] {
  const found: string[] = [];
  const walk = (node: Node): void => {
    const module =
      isImportDeclaration(node) || isExportDeclaration(node)
        ? node.moduleSpecifier
        : isCallExpression(node) && /^\s*import$/.test(textOf(file, node.expression))
          ? node.arguments[0]
          : undefined;
    if (module && isStringLiteral(module)) found.push(module.text);
    node.forEachChild(walk);
  };
  walk(file);
  return found;
}

function textOf(file: Node, node: Node): string {
  return (file as Node & { text: string }).text.slice(node.pos, node.end);
}

/** All imports between files of src, by TypeScript's own reading. */
function imports(): Import[] {
  const api = new API({ cwd: root });
  try {
    const all = new Map<string, Import[]>();
    for (const folder of projects) {
      const config = `${root}${folder}/tsconfig.json`;
      const project = api.updateSnapshot({ openProject: config }).getProject(config);
      for (const name of project?.rootFiles ?? []) {
        const file = project?.program.getSourceFile(name);
        const from = name.slice(root.length);
        if (!file || !from.startsWith('src/')) continue;
        const modules = modulesOf(file).filter((module) => module.startsWith('.'));
        all.set(
          from,
          modules.flatMap((module): Import[] => {
            const path = posix.join(posix.dirname(from), module);
            const to = [`${path}.ts`, `${path}.tsx`].find((each) => existsSync(`${root}${each}`));
            return to === undefined ? [] : [[from, to]];
          }),
        );
      }
    }
    expect(all.size).toBeGreaterThan(500);
    return [...all.values()].flat();
  } finally {
    api.close();
  }
}

const found = imports();

test('a file imports only what stands on its own floor or below', () => {
  expect(found.length).toBeGreaterThan(2000);
  expect(upward(found)).toEqual([]);
});

test('no file of src is in a circle of imports', () => {
  expect(circles(found).map((way) => way.join(' → '))).toEqual([]);
});

test('every floor has files', () => {
  const folders = new Set(found.flat().map((file) => posix.dirname(file)));
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
