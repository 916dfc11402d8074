import { visibleText } from '../visibleText';
import type { HoverText, Run } from './hoverText';

declare const written: unique symbol;
/** Markdown that this file wrote: what is not ours in it is text, and its only links are those that were meant. */
export type Markdown = string & { readonly [written]: true };

/** A paragraph of lines, a list, or a paragraph with its list. */
export interface Section {
  lines?: readonly HoverText[];
  items?: readonly HoverText[];
}

/** The sections as Markdown, as VS Code reads it (marked, with what GitHub added). */
export function markdown(sections: readonly Section[]): Markdown {
  return sections
    .map(({ lines = [], items = [] }) =>
      [lines.map(lineMarkdown).join('  \n'), ...items.map((item) => `- ${lineMarkdown(item)}`)]
        .filter(Boolean)
        .join('\n'),
    )
    .filter(Boolean)
    .join('\n\n') as Markdown;
}

function lineMarkdown(text: HoverText): string {
  const line = merged(text).map(runMarkdown).join('').trimStart();
  // What begins a heading, a quote, a list, a task or a definition.
  return line.replace(/^[#>+=[-]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2');
}

/** Plain texts beside each other are one: what is Markdown may begin in one and end in the next. Codes are kept apart. */
function merged(text: HoverText): Run[] {
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
  return `[${plainMarkdown(run.link.replace(/[[\]]/g, ''))}](${addressMarkdown(run.address)})`;
}

/**
 * Whatever could begin something else than text is escaped: code, emphasis, tables, HTML, entities, addresses
 * (`https://…`, `www.…`, `a@b.c` are links as they stand), and the `](` and `![` of links and images.
 */
function plainMarkdown(text: string): string {
  return visibleText(text).replace(
    /\\(?=[!-/:-@[-`{-~]|$)|[`*~<|]|&(?=[#\w])|\](?=[([])|!(?=\[|$)|(?<![\p{L}\p{N}])_|:(?=\/\/)|(?<=www)\.|@(?=[\w-]+\.)/giu,
    '\\$&',
  );
}

/** Code ends with as many backticks as it began with: with more than it holds. */
function codeMarkdown(code: string): string {
  const text = seen(code, /^\s*$/);
  const fence = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  // One space on each side is no part of the code.
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
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
