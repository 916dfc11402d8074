import { visibleText } from '../../visibleText';
import type { Runs, Run } from '../../textRuns';

declare const brand: unique symbol;
/** Markdown that this file wrote: what is not ours in it is text, and its only links are those that were meant. */
export type Markdown = string & { readonly [brand]: true };

/** A heading, a paragraph of lines, a list, or a paragraph with its list; or what a terminal prints. */
export interface Section {
  heading?: { depth: 1 | 2; text: Runs };
  lines?: readonly Runs[];
  items?: readonly Runs[];
  /** Each item has one line or more. */
  numbered?: readonly (readonly Runs[])[];
  block?: string;
  /** A diagram, which GitHub and GitLab draw. */
  mermaid?: string;
}

/** The sections as Markdown, as VS Code reads it (marked, with what GitHub added). */
export function markdown(sections: readonly Section[]): Markdown {
  return sections
    .map(({ heading, lines = [], items = [], numbered = [], block, mermaid }) =>
      [
        heading ? headingMarkdown(heading) : '',
        written(lines).join('  \n'),
        ...written(items).map((item) => `- ${item}`),
        ...numbered
          .map(written)
          .filter((item) => item.length > 0)
          .map((item, at) => `${at + 1}. ${item.join('  \n   ')}`),
        block === undefined ? '' : blockMarkdown(block),
        mermaid === undefined ? '' : blockMarkdown(mermaid, 'mermaid'),
      ]
        .filter(Boolean)
        .join('\n'),
    )
    .filter(Boolean)
    .join('\n\n') as Markdown;
}

/** Marks at the end of a heading would be no part of it. */
function headingMarkdown({ depth, text }: NonNullable<Section['heading']>): string {
  const line = lineMarkdown(text);
  let end = line.length;
  while (line[end - 1] === '#') end--;
  return `${'#'.repeat(depth)} ${line.slice(0, end)}${line.slice(end).replaceAll('#', entity)}`;
}

/** Lines as they are, between fences that are longer than any in them. */
function blockMarkdown(text: string, language = 'text'): string {
  const lines = text.split('\n').map((line) => visibleText(line));
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** The lines that say something: an empty item under a paragraph would make it a heading. */
function written(lines: readonly Runs[]): string[] {
  return lines.map(lineMarkdown).filter(Boolean);
}

function lineMarkdown(text: Runs): string {
  const [first = '', ...rest] = merged(text);
  const begun = typeof first === 'string' ? lineStart(plainMarkdown(first)) : runMarkdown(first);
  return [begun, ...rest.map(runMarkdown)].join('');
}

/** Without what begins a heading, a quote, a list, a task, a definition or a block of code. */
function lineStart(text: string): string {
  return text
    .trimStart()
    .replace(/^[#>+=[-]/, entity)
    .replace(/^(\d+)([.)])/, (_, number: string, dot: string) => number + entity(dot));
}

/** Plain texts beside each other are one: what is Markdown may begin in one and end in the next. Codes are kept apart. */
function merged(text: Runs): Run[] {
  const runs: Run[] = [];
  for (const run of text) {
    const last = runs.at(-1);
    if (typeof run === 'string' && typeof last === 'string') runs[runs.length - 1] = last + run;
    else if (isCode(last) && isCode(run)) runs.push(' ', run);
    else runs.push(run);
  }
  return runs;
}

function isCode(run: Run | undefined): boolean {
  return typeof run === 'object' && 'code' in run;
}

function runMarkdown(run: Run): string {
  if (typeof run === 'string') return plainMarkdown(run);
  if ('code' in run) return codeMarkdown(run.code);
  if ('strong' in run) return `**${plainMarkdown(seen(run.strong, /^\s|\s$|^$/))}**`;
  return `[${plainMarkdown(run.link)}](${addressMarkdown(run.address)})`;
}

/**
 * What could begin something else than text becomes its entity: code, emphasis, tables, HTML, entities, addresses
 * (`https://…`, `www.…` and `a@b.c` are links as they stand), and the `](` and `![` of links and images. A backslash
 * before it would not do: where marked looks for the end of bold text, it takes no notice of some of them.
 */
function plainMarkdown(text: string): string {
  return visibleText(text).replace(
    /\\(?=[!-/:-@[-`{-~]|$)|[`*~<|]|&(?=[#\w])|\[(?![^[\]]*\](?![([]))|\](?=[([])|!(?=\[|$)|(?<![\p{L}\p{N}])_|:(?=\/\/)|(?<=www)\.|@(?=[\w-]+\.[\w-])/giu,
    entity,
  );
}

function entity(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}

/** Backticks in code are shown as something like them: marked looks for the end of bold text in code with more marks, too. */
function codeMarkdown(code: string): string {
  const text = seen(code.replaceAll('`', 'ˋ'), /^\s*$/);
  // One space on each side is no part of the code; it keeps a backslash from what ends the code.
  const pad = /^ .* $|\\$/.test(text) ? ' ' : '';
  return `\`${pad}${text}${pad}\``;
}

/** In quotes where it would not be seen as it is. */
function seen(text: string, needsQuotes: RegExp): string {
  const shown = visibleText(text);
  return needsQuotes.test(shown) ? JSON.stringify(shown) : shown;
}

/** Parentheses and all else that would end an address are numbers in it. */
function addressMarkdown(address: string): string {
  return address.replace(/[^\w:/?#.,=&%+~@-]/g, (character) =>
    character.charCodeAt(0) < 128 ? `%${character.charCodeAt(0).toString(16).padStart(2, '0')}` : encodeURI(character),
  );
}
