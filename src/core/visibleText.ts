/** As many characters of one text of others are shown. */
const most = 4_000;

/**
 * Characters that nobody sees, or that move or hide what stands beside them: controls, those that turn the direction of
 * writing, joiners, tags, halves of a pair. What only makes an emoji of a sign stays.
 */
const unseen = /(?!\uFE0F)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/gu;

/**
 * A text of others on one line, with nothing in it that is not seen: ends of lines are `lineEnd`, other such characters
 * their number (`\u202e`); what is longer than anybody reads is cut.
 */
export function visibleText(text: string, lineEnd = '↵', length = most): string {
  const shown = text.length > length ? `${text.slice(0, length - 1)}…` : text;
  return shown.replace(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/g, lineEnd).replace(unseen, numbered);
}

/** A text of several lines with nothing in it that is not seen; its ends of lines and tabs stay. */
export function visibleLines(text: string): string {
  return text
    .replace(/\r\n/g, '\n')
    .replace(unseen, (character) => (/[\n\t]/.test(character) ? character : numbered(character)));
}

function numbered(character: string): string {
  if (character === '\t') return '\\t';
  const number = (character.codePointAt(0) ?? 0).toString(16);
  return number.length > 4 ? `\\u{${number}}` : `\\u${number.padStart(4, '0')}`;
}
