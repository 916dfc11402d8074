/** So many quoted values of one document are read so at most: each takes another look at all of it. */
const most = 10;
/** And so many characters are looked at for it. */
const mostCharacters = 300_000;

/** Where a parser misses the end of a quoted value. */
export interface MissingQuote {
  quote: string;
  offset: number;
}

/**
 * A text of the same length in which quoted values stand on one line whose further lines are less indented than YAML
 * wants: kubectl's parser, whose scanner is libyaml's, takes them as they are. `folded` makes their values of it.
 */
export function withJoinedQuotes(text: string, missingIn: (text: string) => MissingQuote | undefined): string {
  let result = text;
  for (let i = 0; i < Math.min(most, mostCharacters / text.length); i++) {
    const missing = missingIn(result);
    const start = missing && openingQuote(result, missing);
    const end = start === undefined ? undefined : closingQuote(result, start);
    if (start === undefined || end === undefined) break;
    result =
      result.slice(0, start) + result.slice(start, end).replaceAll(/[ \t\r\n]\s*/g, onOneLine) + result.slice(end);
  }
  return result;
}

/** Characters of a private use area that stand for nothing and for a line break. */
const [nothing, lineBreak] = ['\uE002', '\uE003'];

/** Line breaks with the blanks around them as YAML folds them: one is a blank, of more the first goes. */
function onOneLine(breaks: string): string {
  if (!breaks.includes('\n')) return breaks;
  const more = breaks.split('\n').length - 2;
  const words = more === 0 ? ' ' : lineBreak.repeat(more);
  return words + nothing.repeat(breaks.length - words.length);
}

/** A value of a text that `withJoinedQuotes` made. */
export function folded(value: string): string {
  return value.replaceAll(nothing, '').replaceAll(lineBreak, '\n');
}

/** The last such quote before the offset that begins a value. */
function openingQuote(text: string, { quote, offset }: MissingQuote): number | undefined {
  for (let at = text.lastIndexOf(quote, offset - 1); at >= 0; at = at > 0 ? text.lastIndexOf(quote, at - 1) : -1)
    if (/[:\-[{,][ \t]*$/.test(text.slice(Math.max(0, at - 20), at))) return at;
  return undefined;
}

function closingQuote(text: string, start: number): number | undefined {
  const quote = text[start];
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote && quote === "'" && text[at + 1] === quote) at++;
    else if (text[at] === quote) return at + 1;
  }
  return undefined;
}
