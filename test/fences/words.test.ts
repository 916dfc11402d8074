import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { wordRules } from './words';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A text that people read, with the line on which it begins. */
interface Text {
  line: number;
  text: string;
}

/** The texts of a source: strings, parts of templates, and what stands between JSX tags. Modules and types are none. */
function textsOf(file: string, source: string): Text[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]!.message}`);
  const found: { start: number; text: string }[] = [];
  const modules = new Set<number>();
  const isNoText = (literal: { start: number } | null): void => void (literal && modules.add(literal.start));
  new Visitor({
    ImportDeclaration: ({ source: module }) => isNoText(module),
    ExportNamedDeclaration: ({ source: module }) => isNoText(module),
    ExportAllDeclaration: ({ source: module }) => isNoText(module),
    TSLiteralType: ({ literal }) => isNoText(literal),
    Literal({ start, value }) {
      if (typeof value === 'string') found.push({ start, text: value });
    },
    TemplateElement: ({ start, value }) => void found.push({ start, text: value.cooked ?? value.raw }),
    JSXText: ({ start, value }) => void found.push({ start, text: value }),
  }).visit(program);
  return found
    .filter(({ start }) => !modules.has(start))
    .map(({ start, text }) => ({ line: source.slice(0, start).split('\n').length, text: text.replace(/\s+/g, ' ') }));
}

/** The texts of a JSON file, or of a page: a paragraph may be broken over lines, so two lines are one text. */
function linesOf(source: string): Text[] {
  const lines = source.split('\n');
  return lines.map((text, i) => ({ line: i + 1, text: `${text} ${lines[i + 1] ?? ''}` }));
}

/** What is wrong with the texts of a file, as file:line: phrase: what to write. */
function wrongWords(inFile: string, texts: readonly Text[]): string[] {
  return texts.flatMap(({ line, text }) =>
    wordRules.flatMap(({ not, write, quotedIn }) => {
      const found = quotedIn?.test(inFile) ? undefined : not.exec(text)?.[0];
      return found === undefined ? [] : [`${inFile}:${line}: “${found}”: write ${write}`];
    }),
  );
}

describe('what people read is plain English', () => {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name}`)
    .filter((name) => /\.tsx?$/.test(name));

  it('in the sources', () => {
    const wrong = sources.flatMap((file) => wrongWords(file, textsOf(file, readFileSync(join(root, file), 'utf8'))));
    expect(wrong).toEqual([]);
  });

  const pages = readdirSync(join(root, 'docs')).map((name) => `docs/${name}`);
  const skill = 'skills/pod-startup/SKILL.md';
  it.each(['package.json', 'package.nls.json', 'README.md', 'CHANGELOG.md', skill, ...pages])('in %s', (file) => {
    expect(wrongWords(file, linesOf(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it('the rules see strings, templates and JSX, and neither code nor comments nor modules', () => {
    const source =
      "import x from './can not';\n// can not\nconst a = 'It can not';\nconst b = `${a} can\n not`;\nconst c = <p>can not</p>;";
    expect(wrongWords('src/x.tsx', textsOf('src/x.tsx', source))).toEqual([
      'src/x.tsx:3: “can not”: write cannot',
      'src/x.tsx:4: “can not”: write cannot',
      'src/x.tsx:6: “can not”: write cannot',
    ]);
  });
});
