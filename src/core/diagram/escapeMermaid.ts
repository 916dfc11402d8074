import { onOneLine } from '../onOneLine';

/**
 * Text as Mermaid's sequence grammar takes it in a message, a note or a loop's title: one line, with
 * everything that the grammar, its comment and directive scanners, its HTML filter or its formula
 * detection would take for themselves written as `#code;`. Mermaid turns those back when it draws.
 */
export function escapeMermaid(text: string): string {
  return (
    onOneLine(text)
      .replace(/\u0085/g, ' ')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
      .trim()
      .replace(/[#;<>&"%${}\\`]/g, code)
      // Mermaid's own placeholders for `#code;`.
      .replace(/[\ufb02\u00b0\u00b6\u00df]/g, code)
      // A leading `wrap:` or `nowrap:` is an option, a leading `:` or an `end` alone a token.
      .replace(/^(?:wrap|nowrap|end|:)/i, (start) => code(start.charAt(0)) + start.slice(1))
      // Mermaid drops the last semicolon of a line that looks like a style definition.
      .replace(/style|classDef/g, (word) => code(word.charAt(0)) + word.slice(1))
  );
}

function code(character: string): string {
  return `#${character.charCodeAt(0)};`;
}
