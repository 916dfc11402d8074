import { fileURLToPath } from 'node:url';
import { SyntaxKind, type Expression, type Node } from 'typescript/unstable/ast';
import {
  isAsExpression,
  isBinaryExpression,
  isCallExpression,
  isDeleteExpression,
  isElementAccessExpression,
  isNonNullExpression,
  isParenthesizedExpression,
} from 'typescript/unstable/ast/is';
import { API, TypeFlags, type Project, type Type } from 'typescript/unstable/sync';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folders = ['src/core', 'src/kubectl', 'src/host', 'src/host/cluster', 'src/webview', 'src'];

/** `map[key]`, `key in map` and what `Object.assign` copies to: places where a key of others meets an object. */
function keyedPlaces(file: Node): { place: Node; key: Expression }[] {
  const found: { place: Node; key: Expression }[] = [];
  const walk = (node: Node): void => {
    if (isDeleteExpression(node)) return; // of what is inherited it deletes nothing
    if (isElementAccessExpression(node)) found.push({ place: node, key: node.argumentExpression });
    if (isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.InKeyword)
      found.push({ place: node, key: node.left });
    node.forEachChild(walk);
  };
  walk(file);
  return found;
}

/** What stands in `key as K`, `key!` and `(key)`: a claim about a text does not make it another. */
function bare(key: Expression): Expression {
  return isAsExpression(key) || isNonNullExpression(key) || isParenthesizedExpression(key) ? bare(key.expression) : key;
}

/** Whether it may be any text: then it may be `constructor`. */
function isText(type: Type | undefined): boolean {
  if (!type) return false;
  if (type.flags & (TypeFlags.String | TypeFlags.TemplateLiteral | TypeFlags.Any | TypeFlags.Unknown)) return true;
  return type.isUnionType() && type.getTypes().some(isText);
}

/** `FILE:LINE: TEXT` for each place in a project's files that asks an object for a text of others. */
function unguarded({ program, checker }: Project, files: readonly string[]): string[] {
  return files.flatMap((name) => {
    const file = program.getSourceFile(name);
    if (!file || name.endsWith('/src/core/entryOf.ts')) return [];
    const places = keyedPlaces(file);
    const types = places.length > 0 ? checker.getTypeAtLocation(places.map(({ key }) => bare(key))) : [];
    const assigned = assignedMaps(file).filter((target) => {
      const type = checker.getTypeAtLocation(target);
      return type !== undefined && checker.getIndexInfosOfType(type).length > 0;
    });
    return [...places.filter((_, i) => isText(types[i])).map(({ place }) => place), ...assigned].map((node) => {
      const text = file.text.slice(node.pos, node.end);
      const start = node.pos + text.length - text.trimStart().length;
      return `${name.slice(root.length)}:${file.text.slice(0, start).split('\n').length}: ${text.trim()}`;
    });
  });
}

function assignedMaps(file: Node): Expression[] {
  const found: Expression[] = [];
  const walk = (node: Node): void => {
    if (isCallExpression(node) && /^\s*Object\.assign$/.test(textOf(file, node.expression)) && node.arguments[0])
      found.push(node.arguments[0]);
    node.forEachChild(walk);
  };
  walk(file);
  return found;
}

function textOf(file: Node, node: Node): string {
  return (file as Node & { text: string }).text.slice(node.pos, node.end);
}

/** What the fence must see: each line of it but the last asks an object for a text of others. */
function sample(map: Record<string, number>, list: number[], text: string): unknown[] {
  const found: unknown[] = [map[text]];
  found.push(map[text as 'a' | 'b']);
  found.push(text in map);
  map[`${text}/x`] = 1;
  Object.assign(map, found);
  return [...found, list[0], map['known'], list.map((_, i) => list[i])];
}

function projectOf(api: API, folder: string): Project {
  const config = `${root}${folder}/tsconfig.json`;
  const project = api.updateSnapshot({ openProject: config }).getProject(config);
  if (!project) throw new Error(`there is no ${config}`);
  return project;
}

test('a text of others meets a map only in entryOf and setEntry: `constructor` and `__proto__` are keys like any', () => {
  const api = new API({ cwd: root });
  try {
    const found = folders
      .map((folder) => projectOf(api, folder))
      .flatMap((project) => unguarded(project, project.rootFiles));
    expect([...new Set(found)]).toEqual([]);
    expect(unguarded(projectOf(api, 'test'), [fileURLToPath(import.meta.url)])).toHaveLength(5);
    expect(sample({}, [], 'constructor')[0]).toBe(Object); // what comes of it
  } finally {
    api.close();
  }
});
