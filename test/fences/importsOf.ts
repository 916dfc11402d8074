import { posix } from 'node:path';
import { parseSync, Visitor, type Argument, type Expression, type StringLiteral } from 'oxc-parser';
import type { Import } from './floors';

/** A file that may import others: TypeScript of every kind, and JavaScript. */
export const isSource = (file: string): boolean => /\.[cm]?[jt]sx?$/.test(file);

/**
 * All imports between files: of values and of types, exports from elsewhere, what is loaded later, import types and
 * references; and, in words, each that leads to no file or that nobody can follow.
 * @param files their texts, by path from the root
 * @param exists whether there is such a file, which need be none of them: a style sheet, for example
 */
export function importsOf(
  files: ReadonlyMap<string, string>,
  exists: (file: string) => boolean,
): { imports: Import[]; wrong: string[] } {
  const imports: Import[] = [];
  const wrong: string[] = [];
  for (const [from, text] of files) {
    for (const module of modulesOf(from, text)) {
      if (module === undefined) {
        wrong.push(`${from} imports what it computes: write the module as a text, so that its floor can be seen`);
        continue;
      }
      if (!/^[./#]/.test(module)) continue; // a package
      const path = posix.join(posix.dirname(from), module);
      const to = module.startsWith('.') ? candidates(path).find((each) => files.has(each)) : undefined;
      if (to !== undefined) imports.push([from, to]);
      else if (!module.startsWith('.') || isSource(path) || !exists(path))
        wrong.push(`${from} imports ${module}, which is no file: write the path of one, from the importing file on`);
    }
  }
  return { imports, wrong };
}

/** The files that a path may mean, in the order in which TypeScript and esbuild look for them. */
function candidates(path: string): string[] {
  const written = /^(.*)\.([cm]?)jsx?$/.exec(path);
  const typed = written
    ? ['ts', 'tsx', 'd.ts'].map((end) => `${written[1]}.${end.replace('ts', `${written[2]}ts`)}`)
    : [];
  const ends = ['.ts', '.tsx', '.d.ts', '.js', '.jsx', '.mjs'];
  return [...typed, path, ...ends.map((end) => `${path}${end}`), ...ends.map((end) => posix.join(path, `index${end}`))];
}

/** The modules that a file names, each as it is written; undefined where it is computed. */
function modulesOf(file: string, text: string): (string | undefined)[] {
  const { program, comments, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const found: (string | undefined)[] = comments.flatMap(
    ({ value }) => /^\/\s*<reference\s+path=["']([^"']*)/.exec(value)?.slice(1) ?? [],
  );
  const declared = ({ source }: { source: StringLiteral | null }) => {
    if (source) found.push(source.value);
  };
  new Visitor({
    ImportDeclaration: declared,
    ExportNamedDeclaration: declared,
    ExportAllDeclaration: declared,
    TSImportType: declared,
    TSExternalModuleReference: ({ expression }) => found.push(expression.value),
    TSModuleDeclaration({ id }) {
      if (id.type === 'Literal') found.push(id.value);
    },
    ImportExpression: ({ source }) => found.push(textOf(source)),
    CallExpression({ callee, arguments: [module] }) {
      if (callee.type === 'Identifier' && callee.name === 'require' && module) found.push(textOf(module));
    },
  }).visit(program);
  return found;
}

/** The text that an expression is; undefined where it is computed. */
function textOf(node: Argument | Expression): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}
