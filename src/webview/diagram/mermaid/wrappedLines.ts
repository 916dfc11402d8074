import { utils_default as utils, version } from 'mermaid/sequence';
import { charactersOf } from './placeholders';

type Font = Parameters<typeof utils.wrapLabel>[2];

/**
 * Has Mermaid break texts into lines without cutting what stands for one character, and without hyphens, which names and
 * paths do not have.
 * @throws Error, in words, where Mermaid breaks them in another way.
 */
export function wrapWholeCharacters(): void {
  if (utils.wrapLabel === wrapped) return;
  if (typeof utils.wrapLabel !== 'function')
    throw new Error(`Mermaid ${version} has no wrapLabel to break texts into lines with`);
  utils.wrapLabel = wrapped;
}

/** A text in lines of at most so many pixels, between words where that goes. */
function wrapped(text: string, width: number, font: Font): string {
  if (/<br\s*\/?>/i.test(text)) return text;
  const fits = (line: string): boolean => utils.calculateTextDimensions(line, font).width <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const parts = cut(word, fits);
    lines.push(...parts.slice(0, -1));
    line = parts.at(-1) ?? '';
  }
  return [...lines, line].join('<br/>');
}

/** A word in parts that fit, of at least a character each. */
function cut(word: string, fits: (part: string) => boolean): string[] {
  if (fits(word)) return [word];
  const parts: string[] = [];
  let part = '';
  for (const character of charactersOf(word)) {
    if (part !== '' && !fits(part + character)) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
}
